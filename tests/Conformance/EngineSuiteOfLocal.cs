using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Conformance;

public sealed class EngineSuiteOfLocal : EngineSuite
{
    private readonly string _root = Directory.CreateTempSubdirectory("hpc-engine-").FullName;

    protected override string RunsUntilStopped => "/bin/sleep 1000";

    protected override string IgnoresStop => "trap '' TERM; while :; do sleep 1000; done";

    protected override string Exits(int code) => $"exit {code}";

    protected override IEngine Create(IEngineEvents events) => new LocalEngine(_root, events);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
