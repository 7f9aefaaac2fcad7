using System.Globalization;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Conformance;

public class EngineSuiteOfLocal : EngineSuite
{
    protected string Root { get; } = Directory.CreateTempSubdirectory("hpc-engine-").FullName;

    protected override string RunsUntilStopped => "/bin/sleep 1000";

    protected override string IgnoresStop => "trap '' TERM; while :; do sleep 1000; done";

    protected override string Exits(int code) => $"exit {code}";

    protected override string SaysItsProcessors => "while read -r name value; do case $name in Cpus_allowed_list:) echo $value;; esac; done </proc/self/status";

    protected override IReadOnlyList<int> Processors => LocalProcessors.Usable;

    protected override IReadOnlyList<int>? ProcessorsOf(AttemptKey key, AttemptEnd end) =>
    [
        .. end.Output.Trim().Split(',')
            .Select(range => range.Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)),
    ];

    protected override IEngine Create(IEngineEvents events) => new LocalEngine(Root, events);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }
}
