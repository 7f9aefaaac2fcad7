using System.Collections.Concurrent;
using CsCheck;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Fuzz;

/// <summary>
/// Attempt folders as a crash or a full disk may leave them, adopted by the engine that runs real processes. Each has one end, and the same when
/// it is adopted once more. No folder names a process that there can be.
/// </summary>
internal sealed class AdoptionTarget() : Target("Attempt folders adopted"), IEngineEvents
{
    // Whoever waits longer has found an attempt without an end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Gen<byte[]> NoProcess = Gen.Const($"{ProcessIdentity.CurrentBoot} 5000000 1\n").Select(System.Text.Encoding.UTF8.GetBytes);

    private readonly ConcurrentDictionary<AttemptKey, TaskCompletionSource<AttemptEnd>> _ends = new();
    private int _lastTask;

    /// <inheritdoc/>
    public override Tally Run(uint seed, int inputs)
    {
        var root = Directory.CreateTempSubdirectory("hpc-fuzz-").FullName;
        var engine = new LocalEngine(root, this, useControlGroups: false);
        try
        {
            var files = Gen.Select(
                File(Gen.Frequency((3, FileTargets.Identities), (1, NoProcess))), File(FileTargets.Specs), File(FileTargets.Exits), (identity, spec, exit) => (identity, spec, exit));
            return new Target<(byte[]? Identity, byte[]? Spec, byte[]? Exit)>(
                Name, files, content => Adopt(engine, root, content), content => $"identity {Show(content.Identity)}, spec {Show(content.Spec)}, exit {Show(content.Exit)}").Run(seed, inputs);
        }
        finally
        {
            engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(root, recursive: true);
        }
    }

    void IEngineEvents.Started(AttemptKey key, DateTimeOffset time)
    {
    }

    void IEngineEvents.Measured(MachineLoad load)
    {
    }

    void IEngineEvents.Ended(AttemptKey key, AttemptEnd end) => EndOf(key).TrySetResult(end);

    private static Gen<byte[]?> File(Gen<byte[]> content) => Gen.Frequency((6, content.Select(bytes => (byte[]?)bytes)), (1, Gen.Const((byte[]?)null)));

    private Tally Adopt(LocalEngine engine, string root, (byte[]? Identity, byte[]? Spec, byte[]? Exit) content)
    {
        var attempt = new Attempt { Key = new(new(1, ++_lastTask), 1), CommandLine = "exit 1", Environment = [] };
        var folder = Directory.CreateDirectory(Path.Combine(root, attempt.Key.Task.ToString(), "1")).FullName;
        foreach (var (name, bytes) in new[] { ("identity", content.Identity), ("spec", content.Spec), ("exit", content.Exit) })
        {
            if (bytes is not null)
                System.IO.File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        var (first, second) = (End(engine, attempt), End(engine, attempt));
        Giving.Require((first.Outcome, first.ExitCode) == (second.Outcome, second.ExitCode), $"It ended as {first}, and when it was adopted again as {second}.");
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        return new(1, first.Outcome is AttemptOutcome.Exited or AttemptOutcome.Killed ? 1 : 0);
    }

    private AttemptEnd End(LocalEngine engine, Attempt attempt)
    {
        _ends.TryRemove(attempt.Key, out _);
        engine.Adopt(attempt);
        return EndOf(attempt.Key).Task.WaitAsync(Patience).GetAwaiter().GetResult();
    }

    private TaskCompletionSource<AttemptEnd> EndOf(AttemptKey key) =>
        _ends.GetOrAdd(key, _ => new TaskCompletionSource<AttemptEnd>(TaskCreationOptions.RunContinuationsAsynchronously));

    private static string Show(byte[]? bytes) => Giving.Show(bytes is null ? null : System.Text.Encoding.UTF8.GetString(bytes));
}
