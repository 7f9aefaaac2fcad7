using System.Globalization;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Fake;

namespace HpcScheduler.Conformance;

public sealed class EngineSuiteOfFake : EngineSuite
{
    private readonly FakeMachine _machine = new()
    {
        Load = new MachineLoad
        {
            Processors = Enumerable.Range(0, 4).ToDictionary(number => number, number => new ProcessorTime(number, 10)),
            TotalMemory = 1000,
            AvailableMemory = 600,
        },
        Script = attempt => attempt.CommandLine switch
        {
            "wait" => new FakeBehavior(),
            "ignore" => new FakeBehavior { IgnoresStop = true },
            var code => new FakeBehavior { ExitCode = int.Parse(code, CultureInfo.InvariantCulture) },
        },
    };

    protected override string RunsUntilStopped => "wait";

    protected override string IgnoresStop => "ignore";

    protected override string Exits(int code) => code.ToString(CultureInfo.InvariantCulture);

    protected override string SaysItsProcessors => "0";

    protected override IReadOnlyList<int> Processors => [0, 1, 2, 3];

    protected override IReadOnlyList<int>? ProcessorsOf(AttemptKey key, AttemptEnd end) => _machine.Find(key)!.Attempt.Processors;

    protected override IEngine Create(IEngineEvents events) => new FakeEngine(_machine, events, () => DateTimeOffset.UnixEpoch);

    protected override void Settle(IEngine engine)
    {
        while (((FakeEngine)engine).Step())
            continue;
    }
}
