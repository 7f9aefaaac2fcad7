using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes cluster properties: all that are given or, where one of them is not allowed, none.</summary>
[Cmdlet(
    VerbsCommon.Set, "HpcClusterProperty", DefaultParameterSetName = EnvironmentSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcVariable))]
public sealed partial class SetHpcClusterProperty : SchedulerCmdlet
{
    private const string EnvironmentSet = "environment";

    /// <summary>Environment variables of every task, as name=value; name= deletes one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public string[] Environment { get; set; } = [];

    /// <summary>Return each property as it is then; not the environment variables.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ClusterConnectionString", "Schedule")]
    [ArgumentCompleter(typeof(SchedulerNameCompleter))]
    public override string[]? Scheduler { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Array.Find(Property, property => property.IndexOf('=', StringComparison.Ordinal) <= 0) is { } nameless)
        {
            Fail(new SchedulerException(SchedulerErrors.ValueOutOfRange, nameless, nameof(Property), nameless, "name=value"), nameless);
            return;
        }

        var values = Values();
        string[]? environment = IsBound(nameof(Environment)) ? Environment : null;
        if (AzureStorageConnectionString.Length > 0)
            WriteWarning(NoEffect.ConnectionString);
        if (values.Count == 0 && environment is null)
            return;
        var client = ClientFor();
        var text = string.Join(", ", values.Select(value => $"{value.Name} = {value.Value}").Concat(environment ?? []));
        if (!ShouldProcess(client.Address.ToString(), "Set " + text))
            return;
        if (!TrySend(client, new SetClusterProperty(values, environment), values.Count == 1 ? values[0].Name : null, out var reply))
            return;
        if (reply.NoEffect.Count > 0)
            WriteWarning(NoEffect.Of(reply.NoEffect));
        if (HasPassword(InstallCredential) || HasPassword(EmailCredential))
            WriteWarning(NoEffect.Password);
        if (PassThru)
            values.ForEach(value => Each<HpcVariable>(client, new GetClusterProperty(value.Name, null), value.Name, WriteObject));
    }

    private static bool HasPassword(PSCredential? credential) => credential?.Password is { Length: > 0 };

    // A property is named as its parameter.
    private List<HpcVariable> Values()
    {
        var values = new List<HpcVariable>();
        foreach (var (name, value) in MyInvocation.BoundParameters)
        {
            if (IsOfProperty(name))
                values.Add(new HpcVariable(name, Text(value)));
        }

        foreach (var property in Property)
        {
            var equals = property.IndexOf('=', StringComparison.Ordinal);
            values.Add(new HpcVariable(property[..equals].Trim(), property[(equals + 1)..].Trim()));
        }

        return values;
    }

    private static bool IsOfProperty(string parameter) =>
        parameter is not (nameof(Scheduler) or nameof(Environment) or nameof(PassThru) or nameof(Property) or nameof(AzureStorageConnectionString))
        && typeof(SetHpcClusterProperty).GetProperty(parameter, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;

    private static string Text(object? value) => value switch
    {
        SwitchParameter isPresent => isPresent.ToBool().ToString(),
        PSCredential credential => credential.UserName ?? "",
        string[] texts => string.Join(',', texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
