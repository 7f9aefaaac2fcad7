namespace HpcScheduler.Host.Checks;

/// <summary>Makes what a check found.</summary>
internal static class Found
{
    public static HpcSchedulerCheck Passed(HostFolder folder, string name, string message) => Make(folder, name, CheckResult.Passed, message, "");

    public static HpcSchedulerCheck Failed(HostFolder folder, string name, string message, string action) =>
        Make(folder, name, CheckResult.Failed, message, action);

    public static HpcSchedulerCheck Skipped(HostFolder folder, string name, string message) => Make(folder, name, CheckResult.Skipped, message, "");

    private static HpcSchedulerCheck Make(HostFolder folder, string name, CheckResult result, string message, string action) =>
        new() { Path = folder.Path, Name = name, Result = result, Message = message, Action = action };
}
