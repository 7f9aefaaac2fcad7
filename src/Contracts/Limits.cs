namespace HpcScheduler;

/// <summary>
/// How long and how many. Where HPC Pack's sources contradict each other, the larger number is taken (scheduler reference, section 15);
/// paths and command lines have no limit but the system's own.
/// </summary>
public static class Limits
{
    /// <summary>Characters of the message of a cancel or finish, counted as Unicode characters, not as UTF-16 units.</summary>
    public const int Message = 320;

    /// <summary>Characters of the name of a job, a task or a project.</summary>
    public const int Name = 128;

    /// <summary>Characters of the name of a job template.</summary>
    public const int TemplateName = 50;

    /// <summary>Characters of the description of a job template.</summary>
    public const int TemplateDescription = 1024;

    /// <summary>Characters of a value in a job template, and of its access control list.</summary>
    public const int TemplateValue = 4000;

    /// <summary>Characters of the name of a pool.</summary>
    public const int PoolName = 50;

    /// <summary>The largest weight of a pool.</summary>
    public const int PoolWeight = 999_999;

    /// <summary>Pools of a scheduler.</summary>
    public const int Pools = 1000;

    /// <summary>Characters of a progress message.</summary>
    public const int ProgressMessage = 80;

    /// <summary>Characters of a mail address.</summary>
    public const int EmailAddress = 256;

    /// <summary>Characters of the name of a custom property.</summary>
    public const int CustomPropertyName = 128;

    /// <summary>Characters of the value of a custom property.</summary>
    public const int CustomPropertyValue = 1024;

    /// <summary>Characters of all licenses of a job together.</summary>
    public const int License = 160;

    /// <summary>Characters of a list of exit codes.</summary>
    public const int ExitCodes = 4000;

    /// <summary>Sub-tasks whose failure fails a job.</summary>
    public const int FailJobOnFailureCount = 1_000_000;

    /// <summary>Bytes of a command line: Linux takes no longer single argument.</summary>
    public const int CommandLine = 128 * 1024 - 1;

    /// <summary>Bytes of a path.</summary>
    public const int Path = 4095;

    /// <summary>Characters of all environment variables of a job or task together.</summary>
    public const int Environment = 128 * 1024 - 1;

    /// <summary>Sub-tasks of a sweep.</summary>
    public const int SubTasks = 1_000_000;

    /// <summary>Highest priority.</summary>
    public const int Priority = 4000;

    /// <summary>Characters of the output that is kept on the task object.</summary>
    public const int Output = 4000;

    /// <summary>Characters of the name of a node.</summary>
    public const int NodeName = 64;

    /// <summary>Characters of the name of a node group.</summary>
    public const int NodeGroupName = 64;

    /// <summary>Characters of the description of a node or a node group.</summary>
    public const int NodeDescription = 1024;

    /// <summary>Characters of one part of the location of a node.</summary>
    public const int LocationPart = 256;

    /// <summary>Cores or sockets that an administrator may say that a node has.</summary>
    public const int SubscribedCores = 1_000_000;

    /// <summary>Characters of a comment on a node.</summary>
    public const int NodeComment = 1024;

    /// <summary>Farthest hold.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromDays(366);

    /// <summary>Jobs that an explanation names of those before a job.</summary>
    public const int JobsAhead = 100;
}
