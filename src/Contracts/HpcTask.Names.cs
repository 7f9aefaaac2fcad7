using System.Text.Json.Serialization;

namespace HpcScheduler;

/// <content>
/// The names that HPC Pack's programming interface has for what its cmdlets call otherwise, so that scripts find either. They are properties of the
/// type and not of PowerShell's table of types: that one is empty in the runspaces of ForEach-Object -Parallel and Start-ThreadJob.
/// </content>
public sealed partial record HpcTask
{
    /// <summary>As <see cref="TaskId"/>.</summary>
    [JsonIgnore]
    public int Id
    {
        get => TaskId;
        init => TaskId = value;
    }

    /// <summary>As <see cref="JobId"/>.</summary>
    [JsonIgnore]
    public int ParentJobId
    {
        get => JobId;
        init => JobId = value;
    }

    /// <summary>As <see cref="WorkDir"/>.</summary>
    [JsonIgnore]
    public string? WorkDirectory
    {
        get => WorkDir;
        init => WorkDir = value;
    }

    /// <summary>As <see cref="Stdin"/>.</summary>
    [JsonIgnore]
    public string? StdInFilePath
    {
        get => Stdin;
        init => Stdin = value;
    }

    /// <summary>As <see cref="Stdout"/>.</summary>
    [JsonIgnore]
    public string? StdOutFilePath
    {
        get => Stdout;
        init => Stdout = value;
    }

    /// <summary>As <see cref="Stderr"/>.</summary>
    [JsonIgnore]
    public string? StdErrFilePath
    {
        get => Stderr;
        init => Stderr = value;
    }

    /// <summary>As <see cref="Depend"/>.</summary>
    [JsonIgnore]
    public HpcList<string> DependsOn
    {
        get => Depend;
        init => Depend = value;
    }

    /// <summary>As <see cref="Rerunnable"/>.</summary>
    [JsonIgnore]
    public bool IsRerunnable
    {
        get => Rerunnable;
        init => Rerunnable = value;
    }

    /// <summary>As <see cref="Env"/>.</summary>
    [JsonIgnore]
    public HpcList<string> EnvironmentVariables
    {
        get => Env;
        init => Env = value;
    }

    /// <summary>As <see cref="Exclusive"/>.</summary>
    [JsonIgnore]
    public bool IsExclusive
    {
        get => Exclusive;
        init => Exclusive = value;
    }

    /// <summary>As <see cref="ValidExitCodes"/>.</summary>
    [JsonIgnore]
    public string TaskValidExitCodes
    {
        get => ValidExitCodes;
        init => ValidExitCodes = value;
    }
}
