namespace HpcScheduler;

/// <summary>The words of job and task files: HPC Pack's, so that either reads the files of the other.</summary>
internal static class JobXml
{
    public const string Namespace = "http://schemas.microsoft.com/HPCS2008R2/scheduler/";

    /// <summary>The version that is written.</summary>
    public const string CurrentVersion = "3.000";

    /// <summary>The newest version that is read.</summary>
    public const int NewestVersion = 4;

    public const string Job = "Job";
    public const string Tasks = "Tasks";
    public const string Task = "Task";
    public const string Version = "Version";
    public const string GroupId = "GroupId";

    public const string Dependencies = "Dependencies";
    public const string Parent = "Parent";
    public const string Child = "Child";

    public const string EnvironmentVariables = "EnvironmentVariables";
    public const string Variable = "Variable";

    /// <summary>Custom properties as they are written.</summary>
    public const string ExtendedTerms = "ExtendedTerms";

    /// <summary>Another word for them that is read.</summary>
    public const string CustomProperties = "CustomProperties";

    public const string Term = "Term";
    public const string Name = "Name";
    public const string Value = "Value";

    /// <summary>The custom property that makes the sockets of a job graphics processors.</summary>
    public const string GpuJob = "GPUJob";
}
