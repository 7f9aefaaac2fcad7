using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for a pool that is given by its name or as an object.</summary>
public abstract class PoolSelectionCmdlet : SchedulerCmdlet
{
    /// <summary>The set with -Pool.</summary>
    protected const string PoolSet = "pool";

    /// <summary>The set with -Name.</summary>
    protected const string NameSet = "name";

    /// <summary>The pool.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PoolSet)]
    [ValidateNotNull]
    [PoolTransform]
    public HpcPool Pool { get; set; } = new();

    /// <summary>The name of the pool.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The pool of this step of the pipeline, and the scheduler that holds it.</summary>
    private protected (SchedulerClient Client, string Name) Selected() =>
        ParameterSetName == PoolSet ? (ClientFor(Pool.Scheduler), Pool.Name) : (ClientFor(), Name);
}
