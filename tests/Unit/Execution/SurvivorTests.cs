using System.ComponentModel;
using System.Diagnostics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Unit.Execution;

/// <summary>Processes that a kill does not end are named, watched until they are gone, and found by the next host.</summary>
public sealed class SurvivorTests : LocalEngineTest
{
    private static readonly IReadOnlySet<AttemptKey> Nobody = new HashSet<AttemptKey>();

    [Fact]
    public async Task What_cannot_be_killed_is_named_and_told_of_again_when_it_is_gone()
    {
        var (key, process) = await StartHeldAsync();
        using var held = Hold(process);
        Engine.Kill(key);

        var end = await Ended(key);
        Assert.Equal((AttemptOutcome.Killed, process), (end.Outcome, Assert.Single(end.Survivors)));
        Assert.Equal([process], SurvivorNotes.Read(Attempts)[key]);
        Assert.False(Gone(key).IsCompleted);

        held.Dispose();
        Assert.Empty((await Gone(key)).Survivors);
        Assert.Empty(SurvivorNotes.Read(Attempts));
    }

    [Fact]
    public async Task Other_tasks_run_meanwhile()
    {
        var (key, process) = await StartHeldAsync();
        using var held = Hold(process);
        Engine.Kill(key);
        Assert.Equal(3, (await Run(Of("exit 3", task: 2))).ExitCode);
        await Ended(key);
        Assert.Equal(4, (await Run(Of("exit 4", task: 3))).ExitCode);

        held.Dispose();
        await Gone(key);
    }

    [Fact]
    public async Task The_next_host_finds_it_and_tells_when_it_is_gone()
    {
        var (key, process) = await StartHeldAsync();
        using var held = Hold(process);
        Engine.Kill(key);
        await Ended(key);
        await Restart();

        var found = Engine.FindSurvivors(Nobody);
        Assert.Equal((key, process), (Assert.Single(found).Key, Assert.Single(found[key])));
        Assert.False(Ended(key).IsCompleted);
        held.Dispose();
        Assert.Empty((await Ended(key)).Survivors);

        await Restart();
        Assert.Empty(Engine.FindSurvivors(Nobody));
    }

    [Fact]
    public async Task What_is_gone_when_the_next_host_comes_is_not_found()
    {
        var (key, process) = await StartHeldAsync();
        var held = Hold(process);
        Engine.Kill(key);
        await Ended(key);
        await Restart();
        held.Dispose();
        await WaitUntilGone(process);

        Assert.Empty(Engine.FindSurvivors(Nobody));
        Assert.Empty(SurvivorNotes.Read(Attempts));
    }

    [Fact]
    public async Task An_end_that_its_host_could_not_write_down_is_told_with_the_survivors_by_the_next()
    {
        var (key, process) = await StartHeldAsync();
        using var held = Hold(process);
        Engine.Kill(key);
        await Ended(key);
        await Restart();

        Assert.Empty(Engine.FindSurvivors(new HashSet<AttemptKey> { key }));
        var end = await Adopt(Of("exec sleep 1000"));
        Assert.Equal([process], end.Survivors);
        held.Dispose();
        await Gone(key);
    }

    [Fact]
    public async Task A_note_of_another_boot_is_forgotten()
    {
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Path.Combine(Folder(Key()), "identity"), "00000000-0000-0000-0000-000000000000 1234 5\n");
        SurvivorNotes.Write(Attempts, Key(), [1234]);
        Assert.Empty(Engine.FindSurvivors(Nobody));
        Assert.Empty(SurvivorNotes.Read(Attempts));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_given_up_is_noted_until_its_end_comes()
    {
        var key = Start("exec sleep 1000");
        await Started(key);
        Engine.GiveUp(key);
        Assert.True(SurvivorNotes.Has(Attempts, key));
        Engine.Kill(key);
        await Ended(key);
        Assert.Empty(SurvivorNotes.Read(Attempts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.1")]
    [InlineData("1.1.1.1-1")]
    [InlineData("01.1-1")]
    [InlineData("1.x-1")]
    public void A_file_that_is_no_note_is_none(string name)
    {
        Assert.Empty(Engine.FindSurvivors(Nobody));
        SurvivorNotes.Write(Attempts, new AttemptKey(new TaskKey(1, 2, 3), 4), [5, 6]);
        File.WriteAllText(Path.Combine(Attempts, "survivors", $"x{name}"), "7\n");
        if (name.Length > 0)
            File.WriteAllText(Path.Combine(Attempts, "survivors", name), "7\n");
        var note = Assert.Single(SurvivorNotes.Read(Attempts));
        Assert.Equal((new AttemptKey(new TaskKey(1, 2, 3), 4), "5 6"), (note.Key, string.Join(' ', note.Value)));
    }

    [Fact]
    public async Task A_runner_that_was_stopped_is_killed()
    {
        var (key, _) = await StartHeldAsync();
        Signal(RunnerOf(key), 19);
        Engine.Kill(key);
        var end = await Ended(key);
        Assert.Equal(AttemptOutcome.Killed, end.Outcome);
        Assert.Empty(end.Survivors);
    }

    [Fact]
    public async Task A_stop_sets_a_runner_going_again_that_was_stopped()
    {
        var (key, _) = await StartHeldAsync();
        Signal(RunnerOf(key), 19);
        Engine.Stop(key);
        var end = await Ended(key);
        Assert.Equal((AttemptOutcome.Exited, 143), (end.Outcome, end.ExitCode));
    }

    private int RunnerOf(AttemptKey key) => int.Parse(File.ReadAllText(Path.Combine(Folder(key), "identity")).Split(' ')[1]);

    // Says its number and then sleeps.
    private async Task<(AttemptKey Key, int Process)> StartHeldAsync()
    {
        var pipe = Pipe("pid");
        var key = Start($"sh -c 'echo $$ > {pipe}; exec sleep 1000'; exit $?");
        return (key, int.Parse(await ReadToEnd(pipe)));
    }

    private static Unkillable Hold(int process)
    {
        try
        {
            return new Unkillable(process);
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"No process can be held here: {exception.Message}");
            throw;
        }
    }

    private static void Signal(int process, int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }

    private static async Task WaitUntilGone(int process)
    {
        using var waiting = Process.Start("tail", [$"--pid={process}", "-f", "/dev/null"]);
        await waiting.WaitForExitAsync(Token);
    }
}
