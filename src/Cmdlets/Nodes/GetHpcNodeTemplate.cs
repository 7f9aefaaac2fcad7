using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists what nodes are made from: here one template, which sets nothing up.</summary>
[Cmdlet(VerbsCommon.Get, "HpcNodeTemplate")]
[OutputType(typeof(HpcNodeTemplate))]
public sealed class GetHpcNodeTemplate : SchedulerCmdlet
{
    // Also on a scheduler that has no nodes.
    private static readonly string Default = new HpcNode().Template;

    /// <summary>Names of templates; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeTemplateCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor();
        var nodes = new List<HpcNode>();
        if (Each<HpcNode>(client, new GetNode(), null, nodes.Add) != nodes.Count)
            return;
        var templates = nodes.Select(node => node.Template).Append(Default).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in Name is null ? ["*"] : NameList.Split(Name))
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var found = templates.Where(pattern.IsMatch).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                Fail(new SchedulerException(SchedulerErrors.NodeTemplateNotFound, name, name), name);
            foreach (var template in found)
                WriteObject(Describe(template, nodes, client.Address.ToString()));
        }
    }

    private static HpcNodeTemplate Describe(string name, List<HpcNode> nodes, string scheduler) => new()
    {
        Name = name,
        Description = "Nodes are parts of one machine: nothing is installed on them.",
        Nodes = [.. nodes.Where(node => node.Template.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(node => node.Name)],
        Scheduler = scheduler,
    };
}
