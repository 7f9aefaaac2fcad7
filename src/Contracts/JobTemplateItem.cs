namespace HpcScheduler;

/// <summary>
/// What a job template says of one job property (scheduler reference, section 6.10; cmdlets reference, section 6.1). Values are texts as they
/// stand in job files: numbers, True or False, words, names with commas between.
/// </summary>
public sealed record JobTemplateItem : HpcObject
{
    /// <summary>The property, by its name in job files, such as RuntimeSeconds or NodeGroups.</summary>
    public string PropertyName { get; init; } = "";

    /// <summary>The value of jobs that say nothing of it; null for the scheduler's own default.</summary>
    public string? Default { get; init; }

    /// <summary>The least value, for numbers; null for none.</summary>
    public string? MinVal { get; init; }

    /// <summary>The largest value, for numbers; null for none.</summary>
    public string? MaxVal { get; init; }

    /// <summary>The only values that are allowed; null for any.</summary>
    public HpcList<string>? ValueRange { get; init; }

    /// <summary>Values that must be among those of a job; null for none.</summary>
    public HpcList<string>? RequiredValues { get; init; }

    /// <summary>Whether jobs have the default whatever they say.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>What it says, in a line.</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Default is null ? null : $"default {Default}",
            MinVal is null ? null : $"at least {MinVal}",
            MaxVal is null ? null : $"at most {MaxVal}",
            ValueRange is null ? null : $"one of {string.Join(", ", ValueRange)}",
            RequiredValues is null ? null : $"with {string.Join(", ", RequiredValues)}",
            ReadOnly ? "read-only" : null,
        ];
        return $"{PropertyName}: {string.Join("; ", parts.Where(part => part is not null))}";
    }
}
