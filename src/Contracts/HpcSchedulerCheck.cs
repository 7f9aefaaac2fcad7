namespace HpcScheduler;

/// <summary>What <c>Test-HpcScheduler</c> found out about one thing.</summary>
public sealed record HpcSchedulerCheck : HpcObject
{
    /// <summary>The folder of the scheduler.</summary>
    public required string Path { get; init; }

    /// <summary>What was looked at.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is as it should be.</summary>
    public required CheckResult Result { get; init; }

    /// <summary>What was found.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it; empty where there is nothing to do.</summary>
    public string Action { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Result}";
}
