namespace HpcScheduler;

/// <summary>What somebody may do with a job template (scheduler reference, section 1.1).</summary>
[Flags]
public enum JobTemplateRights : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Change its items.</summary>
    Edit = 2,

    /// <summary>Submit jobs with it.</summary>
    SubmitJob = 4,

    /// <summary>Remove it.</summary>
    Delete = 65536,

    /// <summary>Change who may do what with it.</summary>
    ChangePermissions = 262144,
}
