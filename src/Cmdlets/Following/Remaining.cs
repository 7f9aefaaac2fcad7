namespace HpcScheduler.Cmdlets;

/// <summary>What was still waited for when the waiting ended.</summary>
/// <param name="Items">Each as it was last.</param>
/// <param name="TimeIsOver">Whether there was no more time; else the schedulers say that nothing of it changes any more.</param>
internal readonly record struct Remaining<TItem>(IReadOnlyList<TItem> Items, bool TimeIsOver);
