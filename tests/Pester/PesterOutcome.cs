namespace HpcScheduler.Pester;

/// <summary>How a Pester file went.</summary>
/// <param name="Passed">At least one test, and every one passed or skipped.</param>
/// <param name="Output">What Pester wrote.</param>
/// <param name="Problems">What went wrong, one paragraph per failed test.</param>
/// <param name="Missing">The prerequisite that is not there, or null.</param>
internal sealed record PesterOutcome(bool Passed, string Output, string Problems, string? Missing)
{
    /// <summary>Skips the test that asked where a prerequisite is missing; fails it where tests must run.</summary>
    public void RequirePrerequisites()
    {
        if (Missing is null)
            return;
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
        Assert.Fail(Missing);
    }
}
