using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet that takes the properties of a job. Nothing is sent when one of them is malformed.</summary>
public abstract class JobPropertiesCmdlet : SchedulerCmdlet
{
    /// <summary>A name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The project the job is booked on.</summary>
    [Parameter]
    public string? Project { get; set; }

    /// <summary>A number from 0 to 4000, a level, or a level with an offset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public string? Priority { get; set; }

    /// <summary>Cores: [min-]max, or * to have a side computed from the tasks.</summary>
    [Parameter]
    public string? NumCores { get; set; }

    /// <summary>Environment variables of all tasks, each as name=value.</summary>
    [Parameter]
    public string[]? JobEnv { get; set; }

    /// <summary>The job does not start before this local time.</summary>
    [Parameter]
    public DateTime Holduntil { get; set; }

    /// <summary>What the user gave.</summary>
    /// <exception cref="SchedulerException">A value is malformed.</exception>
    private protected JobProperties ReadProperties()
    {
        ResourceCount? cores = NumCores is null ? null : ResourceCount.ParseForJob(NumCores, nameof(NumCores));
        return new JobProperties
        {
            Name = Name,
            Project = Project,
            ExpandedPriority = Priority is null ? null : ExpandedPriority.Parse(Priority),
            MinCores = cores?.Minimum,
            MaxCores = cores?.Maximum,
            AutoCalculateMin = cores is { } count ? count.Minimum is null : null,
            AutoCalculateMax = cores is { } total ? total.Maximum is null : null,
            JobEnv = JobEnv,
            HoldUntil = IsBound(nameof(Holduntil)) ? Holduntil : null,
        };
    }
}
