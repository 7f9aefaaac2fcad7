using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>A machine's scheduler runs tasks as the owners of their jobs, and neither they nor it can be used to act for another.</summary>
public sealed class OwnerTests
{
    public static bool IsPossible => MachineHost.IsPossible;

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_task_runs_as_the_owner_of_its_job_with_nothing_of_the_hosts()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");

        var job = await host.SubmitAsync(
            ann,
            new TaskProperties { CommandLine = "id -u; id -G; pwd; umask; env | sort" },
            new TaskProperties { CommandLine = "echo mine", Stdout = "out.txt" });
        var tasks = await host.EndedAsync(job);
        var said = (await host.OutputAsync(ann, job, 1)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(tasks, task => Assert.Equal((TaskState.Finished, ""), (task.State, task.ErrorMessage)));
        Assert.Equal([$"{ann.UserId}", $"{ann.UserId} {ann.UserId + 10_000}", ann.Home, "0022"], said[..4]);
        Assert.Contains($"HOME={ann.Home}", said);
        Assert.Contains("USER=ann", said);
        Assert.DoesNotContain(said, line => line.Contains("OF_THE_HOST", StringComparison.Ordinal));
        Assert.Equal("mine\n", await host.OutputAsync(ann, job, 2));
        Assert.Equal(ann.UserId, FileOwner.Of(ann.File("out.txt")));
    }

    [Theory(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    [InlineData(AttemptFile.Stdout, TaskState.Failed)]
    [InlineData(AttemptFile.Stderr, TaskState.Failed)]
    [InlineData(AttemptFile.Stdin, TaskState.Failed)]
    public async Task A_link_leads_a_task_no_further_than_its_owner_may_go(AttemptFile file, TaskState state)
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        var secret = Path.Join(host.Root, "secret");
        File.WriteAllText(secret, "root's");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(ann.File("link"), secret);

        var task = new TaskProperties { CommandLine = "cat; echo over; echo over >&2" };
        var job = await host.SubmitAsync(ann, file switch
        {
            AttemptFile.Stdin => task with { Stdin = "link" },
            AttemptFile.Stdout => task with { Stdout = "link" },
            _ => task with { Stderr = "link" },
        });

        Assert.Equal(state, Assert.Single(await host.EndedAsync(job)).State);
        Assert.Equal("root's", File.ReadAllText(secret));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Output_is_read_with_the_rights_of_the_owner_whoever_asks()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        var secret = Path.Join(host.Root, "secret");
        File.WriteAllText(secret, "root's");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var job = await host.SubmitAsync(
            ann,
            new TaskProperties { CommandLine = "echo here", Stdout = "out" },
            new TaskProperties { CommandLine = "true", Stdout = "pipe" });
        await host.EndedAsync(job);
        var (before, own) = (await host.OutputAsync(ann, job, 1), await host.OutputAsync(TestUser.Root, job, 1));

        // What the task wrote is the owner's to put something else in its place.
        File.Delete(ann.File("out"));
        File.CreateSymbolicLink(ann.File("out"), secret);
        File.Delete(ann.File("pipe"));
        Libc.Own(Libc.MakePipe(ann.File("pipe")), ann.UserId);

        Assert.Equal(("here\n", "here\n"), (before, own));
        Assert.Equal("", await host.OutputAsync(ann, job, 1));
        Assert.Equal("", await host.OutputAsync(TestUser.Root, job, 1));
        Assert.Equal("", await host.OutputAsync(ann, job, 2));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task An_owner_can_neither_write_what_the_host_keeps_nor_end_what_counts_for_it()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");

        var job = await host.SubmitAsync(ann, new TaskProperties
        {
            CommandLine = """
                cd "$HPCSCHEDULER_ATTEMPT"
                for file in exit identity runner; do echo 0 >"$file" && echo wrote "$file"; cat "$file" && echo read "$file"; done
                rm -f stdout && echo removed; ln -s /etc/shadow link && echo linked; mv spec spec2 && echo moved
                kill -KILL $PPID && echo killed
                exit 3
                """,
        });
        var task = Assert.Single(await host.EndedAsync(job));

        Assert.Equal((TaskState.Failed, 3), (task.State, task.ExitCode));
        Assert.Equal("", await OutputOnlyAsync(host, ann, job));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Nobody_reads_anothers_output_variables_or_files()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        var (ann, bob) = (host.User("ann"), host.User("bob"));
        var client = host.As(ann);
        var job = await client.SendAsync(new NewJob(new JobProperties { JobEnv = ["TOKEN=ann's"] }), host.Token);
        await client.SendAsync(new AddTask(job.Id, [new TaskProperties { CommandLine = "echo $TOKEN" }]), host.Token);
        await client.SendAsync(new SubmitJob(job.Id), host.Token);
        await host.EndedAsync(job.Id);

        var look = await host.SubmitAsync(bob, new TaskProperties
        {
            CommandLine = $"cd '{host.Attempt(job.Id, 1)}' && cat stdout stderr spec exit runner; ls; cat '{host.Folder}'/scheduler.db* '{host.Folder}'/host.log; ls '{host.Folder}'/attempts",
        });
        await host.EndedAsync(look);
        var seen = Assert.Single(await host.As(bob).ListAsync(new GetJob { Ids = [job.Id] }, host.Token));
        var own = Assert.Single(await client.ListAsync(new GetJob { Ids = [job.Id] }, host.Token));

        Assert.Equal("ann's\n", await host.OutputAsync(ann, job.Id, 1));
        Assert.DoesNotContain("ann's", await host.OutputAsync(bob, look, 1), StringComparison.Ordinal);
        Assert.Equal("", await OutputOnlyAsync(host, bob, look));
        Assert.Empty(seen.JobEnv);
        Assert.Equal(["TOKEN=ann's"], own.JobEnv);
        var denied = await Assert.ThrowsAsync<SchedulerException>(() => host.OutputAsync(bob, job.Id, 1));
        Assert.Same(SchedulerErrors.PermissionDenied, denied.Error);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_killed_host_leaves_tasks_to_the_next_which_no_owner_can_turn_against_another()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        var (ann, bob) = (host.User("ann"), host.User("bob"));
        var (upA, goA, upB, goB) = (host.MakePipe("upA"), host.MakePipe("goA"), host.MakePipe("upB"), host.MakePipe("goB"));
        var victim = await host.SubmitAsync(ann, new TaskProperties { CommandLine = $"echo up >'{upA}'; read go <'{goA}'; exit 5" });
        await host.ReadAsync(upA);
        var identity = File.ReadAllText(Path.Join(host.Attempt(victim, 1), "identity"));
        // Where another's runner would be named if the owner could name it.
        var attacker = await host.SubmitAsync(bob, new TaskProperties
        {
            CommandLine = $"chmod u+w \"$HPCSCHEDULER_ATTEMPT/spec\"; echo '# {identity.Trim()} ' >\"$HPCSCHEDULER_ATTEMPT/spec\"; echo up >'{upB}'; read go <'{goB}'",
        });
        await host.ReadAsync(upB);

        await host.KillAsync();
        await host.StartAsync();
        await host.As(bob).SendAsync(new StopJob(attacker, "", Force: true, Graceful: false, Finish: false), host.Token);
        var canceled = Assert.Single(await host.EndedAsync(attacker));
        await host.ReleaseAsync(goA);
        var ended = Assert.Single(await host.EndedAsync(victim));

        Assert.Equal(TaskState.Failed, canceled.State);
        Assert.Equal((TaskState.Failed, 5), (ended.State, ended.ExitCode));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_cancel_ends_all_processes_of_the_owners_task()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        var (up, never) = (host.MakePipe("up"), host.MakePipe("never"));
        var job = await host.SubmitAsync(ann, new TaskProperties
        {
            CommandLine = $"trap '' TERM; setsid sh -c \"echo \\$\\$ >'{up}'; read go <'{never}'\" & read go <'{never}'",
        });
        var hidden = int.Parse(await host.ReadAsync(up));

        await host.As(ann).SendAsync(new StopJob(job, "", Force: true, Graceful: false, Finish: false), host.Token);
        await host.EndedAsync(job);

        Assert.DoesNotContain(FolderProcess.Find(host.Root), process => process.Id == hidden);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Who_is_no_user_of_the_machine_gets_nothing_done()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        var client = host.As(ann);
        var job = await client.SendAsync(new NewJob(new JobProperties()), host.Token);
        await client.SendAsync(new AddTask(job.Id, [new TaskProperties { CommandLine = "true" }]), host.Token);
        host.RemoveUser(ann);

        var denied = await Assert.ThrowsAsync<SchedulerException>(() => client.SendAsync(new SubmitJob(job.Id), host.Token));
        await host.As(TestUser.Root).SendAsync(new SubmitJob(job.Id), host.Token);
        var task = Assert.Single(await host.EndedAsync(job.Id));

        Assert.Same(SchedulerErrors.PermissionDenied, denied.Error);
        Assert.Equal((TaskState.Failed, "The owner of the job, 'ann', is no user of this machine."), (task.State, task.ErrorMessage));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Node_tasks_run_as_the_owner_too()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");

        var job = await host.SubmitAsync(
            ann,
            new TaskProperties { Type = TaskType.NodePrep, CommandLine = "id -u >prepared" },
            new TaskProperties { CommandLine = "true" },
            new TaskProperties { Type = TaskType.NodeRelease, CommandLine = "id -u >released" });
        await host.EndedAsync(job);

        Assert.Equal([$"{ann.UserId}\n", $"{ann.UserId}\n"], new[] { "prepared", "released" }.Select(name => File.ReadAllText(ann.File(name))));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_submit_by_an_administrator_still_runs_as_the_owner()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        var job = await host.As(ann).SendAsync(new NewJob(new JobProperties()), host.Token);
        await host.As(TestUser.Root).SendAsync(new AddTask(job.Id, [new TaskProperties { CommandLine = "id -u" }]), host.Token);
        await host.As(TestUser.Root).SendAsync(new SubmitJob(job.Id), host.Token);
        await host.EndedAsync(job.Id);

        Assert.Equal($"{ann.UserId}\n", await host.OutputAsync(ann, job.Id, 1));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task No_process_of_the_owners_ever_holds_what_the_runner_speaks_with()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var (input, output) = (host.MakePipe("input"), host.MakePipe("output"));
        var job = await host.SubmitAsync(host.User("ann"), new TaskProperties { CommandLine = "true", Stdin = input, Stdout = output });

        // When its input has a reader the shell is the owner's, and goes no further than to its output, which has none.
        await host.ReleaseAsync(input);
        var shell = Assert.Single(FolderProcess.Find(host.Attempt(job, 1)), process => process.CommandLine.Contains(" hpc-task", StringComparison.Ordinal));
        var files = Directory.GetFiles($"/proc/{shell.Id}/fd").ToDictionary(file => Path.GetFileName(file), file => new FileInfo(file).LinkTarget);
        await host.ReadAsync(output);
        await host.EndedAsync(job);

        // The input has been opened, but perhaps not yet put in its place.
        Assert.Contains(files["0"], new[] { input, "/dev/null" });
        Assert.Equal(("/dev/null", "/dev/null"), (files["1"], files["2"]));
        Assert.DoesNotContain(files.Values, target => target?.StartsWith("pipe:", StringComparison.Ordinal) == true);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_task_that_fills_the_disk_is_killed()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        await host.As(TestUser.Root).SendAsync(new SetClusterProperty([new HpcVariable("TaskOutputLimit", "1")]), host.Token);
        const string Fill = "while :; do echo $HPCSCHEDULER_ATTEMPT; done";

        var job = await host.SubmitAsync(
            host.User("ann"),
            new TaskProperties { CommandLine = Fill },
            new TaskProperties { CommandLine = $"({Fill}) >&2" },
            new TaskProperties { CommandLine = $"({Fill}) >>\"$HPCSCHEDULER_ATTEMPT/spec\"" },
            new TaskProperties { CommandLine = "head -c 1000000 /dev/zero" });
        var tasks = await host.EndedAsync(job);

        Assert.Equal([TaskState.Failed, TaskState.Failed, TaskState.Failed, TaskState.Finished], tasks.Select(task => task.State));
        Assert.All(tasks[..3], task => Assert.Equal("It wrote more than 1 MB of output, as much as TaskOutputLimit allows, and was killed.", task.ErrorMessage));
    }

    // Without the complaints.
    private static async Task<string> OutputOnlyAsync(MachineHost host, TestUser user, int job) => string.Concat(
        (await host.As(user).ListAsync(new ReceiveTask(job, 1, 0, Wait: false), host.Token))
        .Where(piece => piece.Channel == TaskOutputChannel.Output).Select(piece => piece.Text));

    /// <summary>A file that a task names.</summary>
    public enum AttemptFile
    {
        Stdin,
        Stdout,
        Stderr,
    }
}
