using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>What a job template may say (scheduler reference, section 6.10; cmdlets reference, section 6.1). Checked before anything is stored.</summary>
internal static class JobTemplateItemRules
{
    /// <summary>Checks the name of a template.</summary>
    /// <exception cref="SchedulerException">HpcInvalidTemplateName, HpcValueTooLong, HpcNullCharacter.</exception>
    public static void CheckName(string name)
    {
        TextRules.Length("Name", name, Limits.TemplateName);
        var why = name.Length == 0 ? "it is empty"
            : name.Trim().Length != name.Length ? "it begins or ends with a space"
            : name.Any(char.IsControl) ? "it has a control character"
            : null;
        if (why is not null)
            throw new SchedulerException(SchedulerErrors.InvalidTemplateName, name, name, why);
    }

    /// <summary>Checks what a template says, each item by itself and the defaults together.</summary>
    /// <exception cref="SchedulerException">The error that names template, item, value and rule.</exception>
    public static void Check(Turn turn, JobTemplateRecord template)
    {
        TextRules.Length("Description", template.Description, Limits.TemplateDescription);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in template.Items)
        {
            if (!names.Add(item.PropertyName))
                throw new SchedulerException(SchedulerErrors.DuplicateTemplateItem, item.PropertyName, template.Name, item.PropertyName);
            Check(template.Name, item);
            if (PoolRules.IsPool(item) && item.Default is { } pool)
                PoolRules.Find(turn.Ledger.Pools, pool);
        }

        EnvironmentRules.Check("JobEnv", template.JobEnv);
        JobPropertyRules.Check(JobTemplateRules.Apply(template, new()), template.ChangeTime);
    }

    private static void Check(string template, JobTemplateItem item)
    {
        var name = item.PropertyName;
        if (JobTemplateProperties.Find(name) is not { } property)
            throw Invalid($"there is no such property; there are {string.Join(", ", JobTemplateProperties.All.Select(known => known.Name))}");
        foreach (var (part, text) in Texts(item))
        {
            TextRules.Length($"{part} of {name}", text, Limits.TemplateValue);
            if (property.TryRead(text) is null)
                throw new SchedulerException(SchedulerErrors.InvalidTemplateItemValue, name, template, name, part, text, property.Kind);
        }

        if (property.HasDefaultOnly && (item.ValueRange ?? item.RequiredValues) is not null)
            throw Invalid("it is only what Default says");
        if (!property.IsNumber && (item.MinVal ?? item.MaxVal) is not null)
            throw Invalid("MinVal and MaxVal are for numbers only");
        if (item is { MinVal: { } least, MaxVal: { } most } && property.Read(least).Number > property.Read(most).Number)
            throw new SchedulerException(SchedulerErrors.TemplateItemMinGreaterThanMax, name, template, name, least, most);
        if (item is { ReadOnly: true, Default: null })
            throw new SchedulerException(SchedulerErrors.TemplateItemDefaultMissing, name, template, name);
        if (item.Default is not { } value || JobTemplateRules.Check(template, property, item, property.Read(value)) is not { } refusal)
            return;
        throw refusal.Error == SchedulerErrors.TemplateRequiredValueMissing
            ? new SchedulerException(
                SchedulerErrors.TemplateItemDefaultLacksRequired, name, template, name, value, string.Join(", ", item.RequiredValues!))
            : new SchedulerException(SchedulerErrors.InvalidTemplateItemDefault, name, template, name, value, Allowed(item));

        SchedulerException Invalid(string why) => new(SchedulerErrors.InvalidTemplateItem, name, template, name, why);
    }

    private static string Allowed(JobTemplateItem item) => string.Join("; ", new[]
    {
        item.MinVal is null ? null : $"at least {item.MinVal}",
        item.MaxVal is null ? null : $"at most {item.MaxVal}",
        item.ValueRange is null ? null : $"one of {string.Join(", ", item.ValueRange)}",
    }.OfType<string>());

    private static IEnumerable<(string Part, string Text)> Texts(JobTemplateItem item)
    {
        (string Part, string? Text)[] single = [("Default", item.Default), ("MinVal", item.MinVal), ("MaxVal", item.MaxVal)];
        return single.Where(part => part.Text is not null).Select(part => (part.Part, part.Text!))
            .Concat((item.ValueRange ?? []).Select(text => ("ValueRange", text)))
            .Concat((item.RequiredValues ?? []).Select(text => ("RequiredValues", text)));
    }
}
