using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core;

/// <summary>What the core decided since the last step: to be committed, and then done.</summary>
/// <param name="Changes">The new records.</param>
/// <param name="Effects">What to do once they are on disk, in this order.</param>
public sealed record Step(ChangeSet Changes, IReadOnlyList<Effect> Effects)
{
    /// <summary>The faults that were found and have not been told before. They are told, and nothing else follows from them.</summary>
    public IReadOnlyList<Stall> Stalls { get; init; } = [];
}
