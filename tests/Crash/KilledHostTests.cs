using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>A host that is killed at any time loses nothing, and runs nothing twice.</summary>
public sealed class KilledHostTests
{
    private const int TaskCount = 50;

    [Fact]
    public async Task Fifty_running_tasks_survive_and_each_ends_once_with_its_own_exit_code()
    {
        await using var host = await TestHost.StartNewAsync(TaskCount);
        var gates = Enumerable.Range(1, TaskCount).Select(task => host.MakePipe($"gate{task}")).ToList();
        var job = await host.SubmitAsync([.. gates.Select((gate, index) => new TaskProperties
        {
            CommandLine = $"echo start >>'{host.Root}/{index + 1}'; read go <'{gate}'; echo end >>'{host.Root}/{index + 1}'; exit {index % 3}",
        })]);
        await host.FollowAsync(job.Id, now => now.RunningTaskCount == TaskCount);
        await host.KillAsync();

        // Twenty end while there is no host.
        for (var task = 1; task <= 20; task++)
        {
            await host.ReleaseAsync(gates[task - 1]);
            using var wrapper = HostProcess.Open(host.WrapperOf(job.Id, task));
            await wrapper.WaitAsync(host.Token);
        }

        await host.StartAsync();
        foreach (var gate in gates[20..])
            await host.ReleaseAsync(gate);
        var ended = await host.WaitAsync(job.Id);

        Assert.Equal(JobState.Failed, ended.State);
        foreach (var task in await host.TasksAsync(job.Id))
        {
            Assert.Equal((task.TaskId - 1) % 3, task.ExitCode);
            Assert.Equal(task.ExitCode == 0 ? TaskState.Finished : TaskState.Failed, task.State);
            Assert.Equal(1, task.Instance);
            Assert.Equal(["start", "end"], File.ReadAllLines($"{host.Root}/{task.TaskId}"));
        }
    }

    [Fact]
    public async Task A_job_whose_tasks_end_well_while_no_host_runs_is_Finished()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var gate = host.MakePipe("gate");
        var job = await host.SubmitAsync(new TaskProperties { CommandLine = $"read go <'{gate}'; echo done" });
        await host.FollowAsync(job.Id, now => now.RunningTaskCount == 1);
        await host.KillAsync();
        await host.ReleaseAsync(gate);
        using var wrapper = HostProcess.Open(host.WrapperOf(job.Id, 1));
        await wrapper.WaitAsync(host.Token);

        await host.StartAsync();

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Assert.Equal("done\n", Assert.Single(await host.TasksAsync(job.Id)).Output);
    }

    [Fact]
    public async Task A_sweep_whose_host_is_killed_as_soon_as_it_is_acknowledged_runs_whole()
    {
        await using var host = await TestHost.StartNewAsync(4);
        for (var round = 1; round <= 5; round++)
        {
            var job = await host.SubmitAsync(Sweep($"{host.Root}/round{round}", 30));
            await host.KillAsync();
            await host.StartAsync();

            Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
            AssertRanOnce($"{host.Root}/round{round}", 30);
        }
    }

    [Fact]
    public async Task A_sweep_whose_host_is_killed_again_and_again_runs_every_sub_task_once()
    {
        await using var host = await TestHost.StartNewAsync(4);
        var job = await host.SubmitAsync(Sweep($"{host.Root}/lines", 300));
        for (var done = 30; done <= 270; done += 30)
        {
            var enough = done;
            await host.FollowAsync(job.Id, now => now.FinishedTaskCount >= enough || now.State == JobState.Finished);
            await host.KillAsync();
            await host.StartAsync();
        }

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        AssertRanOnce($"{host.Root}/lines", 300);
    }

    [Fact]
    public async Task A_job_that_was_made_and_not_submitted_is_still_there()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var job = await host.Client.SendAsync(new Protocol.NewJob(new JobProperties { Name = "kept" }), host.Token);
        await host.KillAsync();

        await host.StartAsync();

        Assert.Equal((job.Id, "kept", JobState.Configuring), (await host.JobsAsync()).Select(one => (one.Id, one.Name, one.State)).Single());
    }

    private static TaskProperties Sweep(string file, int count) => new()
    {
        Type = TaskType.ParametricSweep,
        StartValue = 1,
        EndValue = count,
        CommandLine = $"echo * >>'{file}'",
    };

    private static void AssertRanOnce(string file, int count) =>
        Assert.Equal(Enumerable.Range(1, count), File.ReadAllLines(file).Select(int.Parse).Order());
}
