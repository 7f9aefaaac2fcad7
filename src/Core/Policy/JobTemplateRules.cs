using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// What a job template makes of a job (scheduler reference, section 6.10). A value is the user's, else the template's default, else the
/// scheduler's; read-only items are the template's whatever the user says. A job has the values of its template from when it is made, and
/// anew at each submission; it is held to the template's limits when it is submitted, and by changes after that.
/// </summary>
internal static class JobTemplateRules
{
    /// <summary>The template of a name, or Default without one; null if there is none.</summary>
    public static JobTemplateRecord? Find(Turn turn, string? name) =>
        turn.Ledger.JobTemplates.GetValueOrDefault(name ?? JobTemplateRecord.DefaultName);

    /// <summary>The template of a job; null if it is gone.</summary>
    public static JobTemplateRecord? Find(Turn turn, JobRecord job) => Find(turn, job.Properties.Template);

    /// <summary>The template that a job is to have, and what was said with its name as the template has it.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="asked">What is said of the job.</param>
    /// <param name="caller">Who must have the right to use it; null for nobody.</param>
    /// <exception cref="SchedulerException">HpcTemplateNotFound, HpcTemplateNotPermitted.</exception>
    public static (JobTemplateRecord Template, JobProperties Asked) Choose(Turn turn, JobProperties asked, Caller? caller)
    {
        var template = Find(turn, asked.Template)
            ?? throw new SchedulerException(SchedulerErrors.TemplateNotFound, asked.Template, asked.Template);
        if (caller is not null)
            Permit(template, caller, JobTemplateRights.SubmitJob, SchedulerErrors.TemplateNotPermitted);
        return (template, asked.Template is null || asked.Template == template.Name ? asked : asked with { Template = template.Name });
    }

    /// <summary>Refuses a caller who has not a right on a template. Administrators have all.</summary>
    /// <exception cref="SchedulerException">The error given.</exception>
    public static void Permit(JobTemplateRecord template, Caller caller, JobTemplateRights right, SchedulerError error)
    {
        if (!caller.IsAdministrator && !JobTemplateAcl.Parse(template.Acl).Allows(caller.Name, right))
            throw new SchedulerException(error, template.Name, template.Name, caller.Name);
    }

    /// <summary>What counts for a job of which something was said; the same object where the template changes nothing.</summary>
    public static JobProperties Apply(JobTemplateRecord template, JobProperties asked)
    {
        var properties = asked;
        foreach (var (property, item) in ItemsOf(template))
        {
            if (item.Default is { } value && (item.ReadOnly || !(property.IsSaid(asked) || property.IsSaid(properties))))
                properties = property.With(properties, value);
        }

        return WithVariables(template, properties, asked.JobEnv ?? []);
    }

    /// <summary>A job's values as its template makes them now; as they are if the template is gone, and those of a command, which has none.</summary>
    public static (JobProperties Properties, JobProperties? Asked) Renew(Turn turn, JobRecord job)
    {
        if (job.IsCommand || Find(turn, job.Said.Template) is not { } template)
            return (job.Properties, job.Asked);
        var properties = Apply(template, job.Said);
        return (properties, ReferenceEquals(properties, job.Said) ? null : job.Said);
    }

    /// <summary>A job's values with what is said now. After its submission only what is said changes, and has to keep to the limits.</summary>
    /// <exception cref="SchedulerException">As <see cref="Choose"/>, and the template's refusal.</exception>
    public static (JobProperties Properties, JobProperties? Asked) Change(Turn turn, JobEntry job, JobProperties now, Caller caller)
    {
        var record = job.Record;
        var asked = JobPropertyRules.Merge(record.Said, now);
        if (now.Template is not null)
            (_, asked) = Choose(turn, asked, caller);
        var template = Find(turn, asked.Template);
        if (record.State == JobState.Configuring || record.State.IsEnded())
        {
            var applied = template is null ? asked : Apply(template, asked);
            return (applied, ReferenceEquals(applied, asked) ? null : asked);
        }

        var properties = JobPropertyRules.Merge(record.Properties, now) with { Template = asked.Template };
        if (template is not null && now.JobEnv is not null)
            properties = WithVariables(template, properties, properties.JobEnv ?? []);
        if (template is null || caller.IsAdministrator)
            return (properties, record.Asked is null ? null : asked);
        foreach (var (property, item) in ItemsOf(template).Where(entry => entry.Item.ReadOnly && HasChanged(entry.Property)))
            properties = property.With(properties, property.Value(record.Properties)?.ToString() ?? item.Default!);
        if (Check(template, record with { Properties = properties }, HasChanged) is { } refusal)
            throw refusal;
        return (properties, record.Asked is null ? null : asked);

        bool HasChanged(JobTemplateProperty property) =>
            property.Value(properties)?.ToString() != property.Value(record.Properties)?.ToString();
    }

    /// <summary>
    /// Refuses to submit a job whose template is gone or not for the caller, or whose values it does not allow. Where an administrator's program
    /// looks at jobs, that may change the values first.
    /// </summary>
    /// <exception cref="SchedulerException">HpcTemplateGone, HpcTemplateNotPermitted, the template's refusal.</exception>
    public static void Admit(Turn turn, JobEntry job, Caller caller)
    {
        var record = job.Record;
        var template = Find(turn, record.Said.Template) ?? throw Gone(record);
        Permit(template, caller, JobTemplateRights.SubmitJob, SchedulerErrors.TemplateNotPermitted);
        var properties = Apply(template, record.Said);
        JobPropertyRules.CheckRanges(properties);
        if (turn.Ledger.ClusterProperties.SubmissionFilterProgram.Length > 0)
            return;
        if (TemplateTasks.Check(template, job) is { } fault)
            throw fault;
        var (minimum, maximum, perUnit) = Count(template, properties, job.Tasks.Values, turn.Ledger.NodeRecords);
        if (Check(template, record with { Properties = properties, MinCores = minimum, MaxCores = maximum, CoresPerUnit = perUnit }) is { } refusal)
            throw refusal;
    }

    /// <summary>
    /// The minimum and maximum that count, in cores, as <see cref="UnitRules.Count"/>; what is computed from tasks keeps to the template's limits
    /// where the tasks allow it.
    /// </summary>
    public static (int Minimum, int Maximum, int PerUnit) Count(
        JobTemplateRecord? template, JobProperties properties, IEnumerable<TaskEntry> tasks, IReadOnlyList<NodeRecord> nodes)
    {
        var (minimum, maximum, perUnit) = UnitRules.Count(properties, tasks, nodes);
        if (template is null || template.Items.Count == 0)
            return (minimum, maximum, perUnit);
        var (minimumName, maximumName) = JobTemplateProperties.CountNames(UnitRules.Of(properties));
        var (leastMinimum, _) = LimitsOf(template, minimumName, perUnit);
        var (leastMaximum, mostMaximum) = LimitsOf(template, maximumName, perUnit);
        if (UnitRules.Minimum(properties) is null)
            minimum = Math.Max(minimum, Math.Min(leastMinimum, UnitRules.Maximum(properties) is null ? int.MaxValue : maximum));
        if (UnitRules.Maximum(properties) is null)
            maximum = Math.Max(minimum, Math.Min(Math.Max(maximum, leastMaximum), mostMaximum));
        return (minimum, maximum, perUnit);
    }

    /// <summary>The most cores that a job whose maximum is computed may come to.</summary>
    public static int MostCores(Turn turn, JobRecord job) => Find(turn, job) is { } template
        ? LimitsOf(template, JobTemplateProperties.CountNames(UnitRules.Of(job.Properties)).Maximum, job.CoresPerUnit).Most
        : int.MaxValue;

    /// <summary>The error of a job that its template does not allow; null if it does.</summary>
    public static SchedulerException? Check(JobTemplateRecord? template, JobRecord job) =>
        template is null ? Gone(job) : Check(template, job, _ => true);

    /// <summary>Each item with its property, in the order in which defaults are put in. One that a newer version knows means nothing.</summary>
    public static IEnumerable<(JobTemplateProperty Property, JobTemplateItem Item)> ItemsOf(JobTemplateRecord template)
    {
        if (template.Items.Count == 0)
            yield break;
        foreach (var property in JobTemplateProperties.All)
        {
            if (ItemOf(template, property.Name) is { } item)
                yield return (property, item);
        }
    }

    /// <summary>What a template says of a property; null for nothing.</summary>
    public static JobTemplateItem? ItemOf(JobTemplateRecord template, string name) =>
        template.Items.FirstOrDefault(item => item.PropertyName.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The error of a value that an item does not allow; null if it does.</summary>
    public static SchedulerException? Check(string template, JobTemplateProperty property, JobTemplateItem item, JobTemplateValue? value)
    {
        if (value is null)
        {
            return item.RequiredValues is { } needed
                ? new SchedulerException(SchedulerErrors.TemplateRequiredPropertyNotSet, property.Name, template, property.Name, string.Join(", ", needed))
                : null;
        }

        if (item.MinVal is { } least && value.Number < property.Read(least).Number)
            return new SchedulerException(SchedulerErrors.TemplateValueTooSmall, property.Name, template, property.Name, value, least);
        if (item.MaxVal is { } most && value.Number > property.Read(most).Number)
            return new SchedulerException(SchedulerErrors.TemplateValueTooLarge, property.Name, template, property.Name, value, most);
        if (item.ValueRange is { } range && !value.IsAmong(range.SelectMany(text => property.Read(text).Texts)))
            return new SchedulerException(SchedulerErrors.TemplateValueInvalid, property.Name, template, property.Name, value, string.Join(", ", range));
        return item.RequiredValues?.FirstOrDefault(text => !property.Read(text).Texts.All(value.Has)) is { } missing
            ? new SchedulerException(SchedulerErrors.TemplateRequiredValueMissing, property.Name, template, property.Name, value, missing)
            : null;
    }

    private static SchedulerException? Check(JobTemplateRecord template, JobRecord job, Func<JobTemplateProperty, bool> isAsked) => ItemsOf(template)
        .Where(entry => entry.Property.Counts(job.Properties) && isAsked(entry.Property))
        .Select(entry => Check(template.Name, entry.Property, entry.Item, ValueOf(entry.Property, job)))
        .FirstOrDefault(refusal => refusal is not null);

    private static JobTemplateValue? ValueOf(JobTemplateProperty property, JobRecord job) =>
        property.Value(job.Properties) ?? property.Computed(job.MinCores / job.CoresPerUnit, job.MaxCores / job.CoresPerUnit) ?? property.Unsaid;

    private static JobProperties WithVariables(JobTemplateRecord template, JobProperties properties, IReadOnlyList<string> own)
    {
        if (template.JobEnv.Count == 0)
            return properties;
        var names = own.Select(variable => EnvironmentRules.Split(variable).Key).ToHashSet(StringComparer.Ordinal);
        return properties with { JobEnv = [.. template.JobEnv.Where(variable => !names.Contains(EnvironmentRules.Split(variable).Key)), .. own] };
    }

    private static (int Least, int Most) LimitsOf(JobTemplateRecord template, string name, int perUnit)
    {
        var property = JobTemplateProperties.Find(name)!;
        var item = ItemOf(template, name);
        return (
            item?.MinVal is { } least ? InCores(property.Read(least).Number) : 0,
            item?.MaxVal is { } most ? InCores(property.Read(most).Number) : int.MaxValue);

        int InCores(int units) => (int)Math.Min((long)units * perUnit, int.MaxValue);
    }

    private static SchedulerException Gone(JobRecord job) => new(SchedulerErrors.TemplateGone, job.Id, job.Id, job.Said.Template);
}
