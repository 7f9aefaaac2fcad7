using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace HpcScheduler.Pester;

/// <summary>Runs the tests, or watches over one Pester file for them.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        [Guard.Verb, .. var command] => Task.FromResult(Guard.Run(command)),
        _ when arguments.Any(argument => argument is "--server" or "--internal-msbuild-node")
            => TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(arguments),
    };
}
