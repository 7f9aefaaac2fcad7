using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists the job templates.</summary>
[Cmdlet(VerbsCommon.Get, "HpcJobTemplate")]
[OutputType(typeof(HpcJobTemplate))]
public sealed class GetHpcJobTemplate : SchedulerCmdlet
{
    /// <summary>Names of templates; wildcards are allowed. All if not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor();
        if (Name is null)
        {
            Each<HpcJobTemplate>(client, new GetJobTemplate(), null, WriteObject);
            return;
        }

        foreach (var name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                Each<HpcJobTemplate>(client, new GetJobTemplate([name]), name, WriteObject);
                continue;
            }

            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            Each<HpcJobTemplate>(client, new GetJobTemplate(), name, template =>
            {
                if (pattern.IsMatch(template.Name))
                    WriteObject(template);
            });
        }
    }
}
