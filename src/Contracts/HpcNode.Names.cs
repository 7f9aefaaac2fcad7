using System.Text.Json.Serialization;

namespace HpcScheduler;

/// <content>
/// The names that HPC Pack's programming interface has for what its cmdlets call otherwise, so that scripts find either. They are properties of the
/// type and not of PowerShell's table of types: that one is empty in the runspaces of ForEach-Object -Parallel and Start-ThreadJob.
/// </content>
public sealed partial record HpcNode
{
    /// <summary>As <see cref="Name"/>.</summary>
    [JsonIgnore]
    public string NetBiosName
    {
        get => Name;
        init => Name = value;
    }

    /// <summary>As <see cref="NodeState"/>.</summary>
    [JsonIgnore]
    public ClusterNodeState State
    {
        get => NodeState;
        init => NodeState = value;
    }

    /// <summary>As <see cref="NodeHealth"/>.</summary>
    [JsonIgnore]
    public NodeHealth Health
    {
        get => NodeHealth;
        init => NodeHealth = value;
    }

    /// <summary>As <see cref="Groups"/>.</summary>
    [JsonIgnore]
    public HpcList<string> NodeGroups
    {
        get => Groups;
        init => Groups = value;
    }

    /// <summary>As <see cref="Cores"/>.</summary>
    [JsonIgnore]
    public int ProcessorCores
    {
        get => Cores;
        init => Cores = value;
    }

    /// <summary>As <see cref="Cores"/>.</summary>
    [JsonIgnore]
    public int NumberOfCores
    {
        get => Cores;
        init => Cores = value;
    }

    /// <summary>As <see cref="Sockets"/>.</summary>
    [JsonIgnore]
    public int NumberOfSockets
    {
        get => Sockets;
        init => Sockets = value;
    }

    /// <summary>As <see cref="Memory"/>.</summary>
    [JsonIgnore]
    public int MemorySize
    {
        get => Memory;
        init => Memory = value;
    }
}
