namespace HpcScheduler.Core;

/// <summary>A job that should have gone on and did not, by no rule: a fault of the scheduler.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Message">What it waits for, what there is of that, and since when or in which mode; a sentence.</param>
public sealed record Stall(int JobId, string Message);
