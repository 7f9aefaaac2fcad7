using HpcScheduler.Core.Ports;

namespace HpcScheduler.Crash;

/// <summary>A point at which a host dies, in a scenario that comes there.</summary>
/// <param name="Scenario">What goes on; it comes to its end whatever dies.</param>
/// <param name="Point">A name of <see cref="CrashPoint"/>.</param>
/// <param name="Passes">Which time it comes there; a repetition takes the next.</param>
internal sealed record CrashCase(Func<CrashRun, Task> Scenario, string Point, params IReadOnlyList<int> Passes)
{
    // In a life the turns that write are: the start, a setting, a job, its tasks, the submit, and then what runs.
    public static readonly IReadOnlyList<CrashCase> All =
    [
        new(LifeScenario.LiveAsync, CrashPoint.BeforeCommit, 5, 3, 4, 2, 1, 6, 7, 8, 9, 10),
        new(LifeScenario.LiveAsync, CrashPoint.AfterCommit, 5, 3, 4, 2, 1, 6, 7, 8, 9, 10),
        new(LifeScenario.LiveAsync, CrashPoint.AfterReply, 5, 3, 4, 2, 1, 6, 7, 8, 9, 10),
        new(LifeScenario.LiveAsync, CrashPoint.AfterEffects, 5, 3, 4, 2, 1, 6, 7, 8, 9, 10),
        new(LifeScenario.LiveAsync, CrashPoint.RunnerStarted, 1, 2, 3),
        new(LifeScenario.LiveAsync, CrashPoint.SpecWritten, 2, 1, 3, 4, 5),
        // The fourth is the node release.
        new(LifeScenario.LiveAsync, CrashPoint.AttemptGiven, 4, 1, 2, 3, 5),
        new(LifeScenario.LiveAsync, CrashPoint.EndKnown, 1, 2, 3, 4, 5),
        new(LifeScenario.LiveAsync, CrashPoint.OutputRead, 1, 2),
        new(LifeScenario.LiveAsync, CrashPoint.StopSent, 1),
        new(LifeScenario.LiveAsync, CrashPoint.BeforeKill, 1),
        new(LifeScenario.LiveAsync, CrashPoint.BeforeRemoval, 2, 1, 3, 4),
        new(LifeScenario.LiveAsync, CrashPoint.DuringMigration, 1),
        new(LifeScenario.LiveAsync, CrashPoint.StopBegun, 1),
        new(LifeScenario.LiveAsync, CrashPoint.ListeningEnded, 1),
        new(LifeScenario.LiveAsync, CrashPoint.LoopEnded, 1),
        new(LifeScenario.LiveAsync, CrashPoint.StoreClosing, 1),
        new(RetentionScenario.LiveAsync, CrashPoint.BeforeCommit, 1),
        new(RetentionScenario.LiveAsync, CrashPoint.AfterCommit, 1),
        new(RetentionScenario.LiveAsync, CrashPoint.BeforeRemoval, 1, 2),
        new(MigrationScenario.LiveAsync, CrashPoint.BeforeMigration, 1),
        new(MigrationScenario.LiveAsync, CrashPoint.DuringMigration, 1),
    ];

    /// <summary>The scenario and the point.</summary>
    public string Name => $"{Scenario.Method.DeclaringType!.Name.Replace("Scenario", "", StringComparison.Ordinal)}/{Point}";

    /// <summary>Has a host die once.</summary>
    /// <param name="repetition">From 0.</param>
    public Task RunAsync(int repetition)
    {
        var host = TestHost.Make(4);
        return Matrix.TryAsync(host, async () =>
        {
            var trap = new CrashTrap(host, Point, Passes[repetition % Passes.Count]);
            await Scenario(new CrashRun(host, trap));
            CrashFinding.Unless(trap.IsReached, Harm.Stuck, "the host never came there");
        });
    }
}
