using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core;

/// <summary>What the core decided since the last step: to be committed, and then done.</summary>
/// <param name="Changes">The new records.</param>
/// <param name="Effects">What to do once they are on disk, in this order.</param>
public sealed record Step(ChangeSet Changes, IReadOnlyList<Effect> Effects);
