using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for a job template that is given by its name or as an object.</summary>
public abstract class JobTemplateSelectionCmdlet : SchedulerCmdlet
{
    /// <summary>The set with -Template.</summary>
    protected const string ProfileSet = "profile";

    /// <summary>The set with -Name.</summary>
    protected const string NameSet = "name";

    /// <summary>The template.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ProfileSet)]
    [ValidateNotNull]
    [JobTemplateTransform]
    public HpcJobTemplate Template { get; set; } = new();

    /// <summary>The name of the template.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The template of this step of the pipeline, and the scheduler that holds it.</summary>
    private protected (SchedulerClient Client, string Name) Selected() => ParameterSetName == ProfileSet
        ? (ClientFor(Template.Scheduler), Template.Name)
        : (ClientFor(), Name);
}
