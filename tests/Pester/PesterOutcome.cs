namespace HpcScheduler.Pester;

/// <summary>How a Pester file went.</summary>
/// <param name="Passed">At least one test, and every one passed or skipped.</param>
/// <param name="Output">What Pester wrote.</param>
/// <param name="Problems">What went wrong, one paragraph per failed test.</param>
internal sealed record PesterOutcome(bool Passed, string Output, string Problems);
