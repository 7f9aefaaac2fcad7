using System.Text.Json.Serialization;

namespace HpcScheduler;

/// <content>
/// The names that HPC Pack's programming interface has for what its cmdlets call otherwise, so that scripts find either. They are properties of the
/// type and not of PowerShell's table of types: that one is empty in the runspaces of ForEach-Object -Parallel and Start-ThreadJob.
/// </content>
public sealed partial record HpcJob
{
    /// <summary>As <see cref="Template"/>.</summary>
    [JsonIgnore]
    public string JobTemplate
    {
        get => Template;
        init => Template = value;
    }

    /// <summary>As <see cref="ConfiguringTaskCount"/>.</summary>
    [JsonIgnore]
    public int ConfiguringTasksCount
    {
        get => ConfiguringTaskCount;
        init => ConfiguringTaskCount = value;
    }

    /// <summary>As <see cref="QueuedTaskCount"/>.</summary>
    [JsonIgnore]
    public int QueuedTasksCount
    {
        get => QueuedTaskCount;
        init => QueuedTaskCount = value;
    }

    /// <summary>As <see cref="DispatchingTaskCount"/>.</summary>
    [JsonIgnore]
    public int DispatchingTasksCount
    {
        get => DispatchingTaskCount;
        init => DispatchingTaskCount = value;
    }

    /// <summary>As <see cref="RunningTaskCount"/>.</summary>
    [JsonIgnore]
    public int RunningTasksCount
    {
        get => RunningTaskCount;
        init => RunningTaskCount = value;
    }

    /// <summary>As <see cref="CancelingTaskCount"/>.</summary>
    [JsonIgnore]
    public int CancelingTasksCount
    {
        get => CancelingTaskCount;
        init => CancelingTaskCount = value;
    }

    /// <summary>As <see cref="FinishedTaskCount"/>.</summary>
    [JsonIgnore]
    public int FinishedTasksCount
    {
        get => FinishedTaskCount;
        init => FinishedTaskCount = value;
    }

    /// <summary>As <see cref="FailedTaskCount"/>.</summary>
    [JsonIgnore]
    public int FailedTasksCount
    {
        get => FailedTaskCount;
        init => FailedTaskCount = value;
    }

    /// <summary>As <see cref="CanceledTaskCount"/>.</summary>
    [JsonIgnore]
    public int CanceledTasksCount
    {
        get => CanceledTaskCount;
        init => CanceledTaskCount = value;
    }

    /// <summary>As <see cref="Owner"/>.</summary>
    [JsonIgnore]
    public string UserName
    {
        get => Owner;
        init => Owner = value;
    }

    /// <summary>As <see cref="AllocatedCores"/>.</summary>
    [JsonIgnore]
    public int CurrentAllocation
    {
        get => AllocatedCores;
        init => AllocatedCores = value;
    }

    /// <summary>As <see cref="Exclusive"/>.</summary>
    [JsonIgnore]
    public bool IsExclusive
    {
        get => Exclusive;
        init => Exclusive = value;
    }

    /// <summary>As <see cref="License"/>.</summary>
    [JsonIgnore]
    public HpcList<string> SoftwareLicense
    {
        get => License;
        init => License = value;
    }

    /// <summary>As <see cref="ValidExitCodes"/>.</summary>
    [JsonIgnore]
    public string JobValidExitCodes
    {
        get => ValidExitCodes;
        init => ValidExitCodes = value;
    }

    /// <summary>As <see cref="MinMemoryPerNode"/>.</summary>
    [JsonIgnore]
    public int MinMemory
    {
        get => MinMemoryPerNode;
        init => MinMemoryPerNode = value;
    }

    /// <summary>As <see cref="MaxMemoryPerNode"/>.</summary>
    [JsonIgnore]
    public int MaxMemory
    {
        get => MaxMemoryPerNode;
        init => MaxMemoryPerNode = value;
    }

    /// <summary>As <see cref="JobEnv"/>.</summary>
    [JsonIgnore]
    public HpcList<string> EnvironmentVariables
    {
        get => JobEnv;
        init => JobEnv = value;
    }
}
