using HpcScheduler.Core.Records;
using HpcScheduler.Storage;
using HpcScheduler.Storage.Schema;
using HpcScheduler.Storage.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>How a database comes to its version.</summary>
public sealed class MigratorTests : IDisposable
{
    private static readonly Migrator WithOneMore = new(
        [.. Migration.All, new(Migration.All.Count + 1, "ALTER TABLE Node ADD COLUMN Colour TEXT; UPDATE Scheduler SET LastJobId = 50;")]);

    private static readonly Migrator WithABadOne = new(
        [.. Migration.All, new(Migration.All.Count + 1, "UPDATE Scheduler SET LastJobId = 50; CREATE TABLE Job (x);")]);

    private readonly TempFolder _folder = new();

    /// <summary>What is left of the database before <see cref="WithOneMore"/>.</summary>
    private string Copy => _folder.File($"scheduler.db.v{Migrator.Default.Latest}.bak");

    [Fact]
    public void The_steps_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(migration => migration.Version));

    [Fact]
    public void A_new_database_has_our_mark_and_the_latest_version()
    {
        SqliteStore.Open(_folder.Path).Dispose();

        Assert.Equal($"{Migrator.ApplicationId}", SqlText(_folder.Database, "PRAGMA application_id"));
        Assert.Equal($"{Migrator.Default.Latest}", SqlText(_folder.Database, "PRAGMA user_version"));
        Assert.Equal(["scheduler.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_of_length_zero_becomes_a_database()
    {
        File.WriteAllBytes(_folder.Database, []);

        using var store = SqliteStore.Open(_folder.Path);

        Assert.Empty(store.Load().Jobs);
    }

    [Fact]
    public void A_database_with_nothing_in_it_becomes_ours()
    {
        Sql(_folder.Database, "CREATE TABLE x (y); DROP TABLE x");

        using var store = SqliteStore.Open(_folder.Path);

        Assert.Empty(store.Load().Jobs);
    }

    [Fact]
    public void A_draft_that_was_never_finished_is_made_anew()
    {
        File.WriteAllText(_folder.File("scheduler.db.new"), "half a database");
        File.WriteAllText(_folder.File("scheduler.db.new-wal"), "and its log");

        using var store = SqliteStore.Open(_folder.Path);

        Assert.Empty(store.Load().Jobs);
    }

    [Fact]
    public void A_log_whose_database_was_moved_away_is_set_aside()
    {
        using (var store = SqliteStore.Open(_folder.Path))
        {
            store.Commit(Jobs(1, 3));
            File.Copy(_folder.File("scheduler.db-wal"), _folder.File("copy"));
        }

        File.Delete(_folder.Database);
        File.Move(_folder.File("copy"), _folder.File("scheduler.db-wal"));

        using var fresh = SqliteStore.Open(_folder.Path);

        Assert.Empty(fresh.Load().Jobs);
        Assert.True(File.Exists(_folder.File("scheduler.db-wal.bak")));
    }

    [Fact]
    public void An_older_database_is_copied_and_brought_up_to_date()
    {
        using (var store = SqliteStore.Open(_folder.Path))
            store.Commit(new() { Jobs = [Job(7)], LastJobId = 7 });

        using (var store = SqliteStore.Open(_folder.Path, WithOneMore, StoreFile.FullCheckLimit, null))
        {
            Assert.Equal(50, store.Load().LastJobId);
            Assert.Equal(7, Assert.Single(store.Load().Jobs).Job.Id);
        }

        Assert.Equal($"{WithOneMore.Latest}", SqlText(_folder.Database, "PRAGMA user_version"));
        Assert.Equal($"{Migrator.Default.Latest}", SqlText(Copy, "PRAGMA user_version"));
        Assert.Equal("7", SqlText(Copy, "SELECT LastJobId FROM Scheduler"));
        Assert.Equal("7", SqlText(Copy, "SELECT Id FROM Job"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_old_version()
    {
        using (var store = SqliteStore.Open(_folder.Path))
            store.Commit(new() { Jobs = [Job(7)], LastJobId = 7 });
        var before = File.ReadAllBytes(_folder.Database);

        var exception = Assert.Throws<SchedulerException>(
            () => SqliteStore.Open(_folder.Path, WithABadOne, StoreFile.FullCheckLimit, null));

        Assert.Same(SchedulerErrors.StoreFailed, exception.Error);
        Assert.Equal(before, File.ReadAllBytes(_folder.Database));
        using var again = SqliteStore.Open(_folder.Path);
        Assert.Equal(7, again.Load().LastJobId);
    }

    [Fact]
    public void The_copy_is_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        SqliteStore.Open(_folder.Path).Dispose();
        SqliteStore.Open(_folder.Path, WithOneMore, StoreFile.FullCheckLimit, null).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
    }

    [Fact]
    public void A_database_of_version_1_can_be_read()
    {
        Take("scheduler-v1.db");

        using var store = SqliteStore.Open(_folder.Path);
        var content = store.Load();

        Assert.Equal(5, content.LastJobId);
        Assert.Equal(3, content.ClusterProperties.TaskCancelGracePeriod);
        Assert.Equal([new("node1", 4, 8) { IsDiscovered = true }], content.Nodes);
        Assert.Equal([1, 2, 3], content.Jobs.Select(job => job.Job.Id));
        Assert.Equal([JobState.Configuring, JobState.Queued, JobState.Running], content.Jobs.Select(job => job.Job.State));
        var running = content.Jobs[2];
        Assert.Equal("nightly 🚀", running.Job.Properties.Name);
        Assert.Equal(["A=1"], running.Job.Properties.JobEnv);
        Assert.Equal(["3.1", "3.1.2", "3.2"], running.Tasks.Select(task => task.Key.ToString()));
        Assert.Equal(1000, running.Tasks[0].SubTaskCount);
        Assert.Equal("echo *", running.Tasks[1].Properties.CommandLine);
        var canceled = store.LoadJob(5)!;
        Assert.Equal(JobState.Canceled, canceled.Job.State);
        Assert.Equal("stop it, please", canceled.Job.ErrorMessage);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_123), canceled.Job.EndTime);
        Assert.Equal(JobState.Finished, store.LoadJob(4)!.Job.State);
    }

    [Fact]
    public void What_version_1_did_not_know_has_its_default()
    {
        Take("scheduler-v1.db");

        using var store = SqliteStore.Open(_folder.Path);
        using var reader = store.OpenReader();

        Assert.Equal(ClusterProperties.Default with { TaskCancelGracePeriod = 3 }, store.Load().ClusterProperties);
        foreach (var job in reader.ListJobs(JobFilter.None))
        {
            Assert.Equal((0, 1, false, RequeueScope.EndedTasks), (job.AutoRequeueCount, job.CoresPerUnit, job.IsLeaving, job.RequeueScope));
            Assert.Empty(job.UnfinishedParents);
            Assert.Null(job.Properties.ParentJobIds);
            Assert.Null(job.Properties.Template);
            Assert.Null(job.Asked);
            Assert.Equal("Default", job.Pool);
            foreach (var task in reader.ListTasks(job.Id, null, null, null))
            {
                Assert.Equal((null, null, null, null), (task.CanceledBy, task.CancelTime, task.PreviousExitCode, task.ResumeTime));
                Assert.Equal(0, task.ExecutionFailureRetryCount);
                Assert.Empty(task.AllocatedCoreIds);
            }
        }

        Assert.Empty(store.Load().Members);
        Assert.Empty(reader.ListMetricSamples(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ["HPCCpuUsage"]));
        Assert.Empty(reader.ListParents());
        Assert.Empty(reader.ListHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null));
    }

    [Fact]
    public void A_database_of_version_1_is_copied_and_written_on()
    {
        Take("scheduler-v1.db");

        using (var store = SqliteStore.Open(_folder.Path))
        {
            var running = store.LoadJob(3)!;
            store.Commit(new()
            {
                Jobs = [running.Job with { CoresPerUnit = 4, Properties = running.Job.Properties with { ParentJobIds = [1] } }],
                Tasks = [running.Tasks[1] with { AllocatedCoreIds = [2] }],
                History = [Happened(3)],
            });
        }

        Assert.Equal($"{Migrator.Default.Latest}", SqlText(_folder.Database, "PRAGMA user_version"));
        Assert.Equal("1", SqlText(_folder.File("scheduler.db.v1.bak"), "PRAGMA user_version"));
        Assert.Equal("5", SqlText(_folder.File("scheduler.db.v1.bak"), "SELECT count(*) FROM Job"));
        using var reader = StoreReader.Open(_folder.Path);
        Assert.Equal(4, reader.FindJob(3)!.CoresPerUnit);
        Assert.Equal([2], reader.ListTasks(3, 1, 2, null).Single().AllocatedCoreIds);
        Assert.Equal(3, Assert.Single(reader.ListParents()).JobId);
        Assert.Equal(3, Assert.Single(reader.ListHistory(Start, Start.AddDays(1), null)).Job.Id);
    }

    [Theory]
    [InlineData("scheduler-v1.db")]
    [InlineData("scheduler-v2.db")]
    [InlineData("scheduler-v3.db")]
    [InlineData("scheduler-v4.db")]
    [InlineData("scheduler-v5.db")]
    public void An_old_database_becomes_the_same_as_a_new_one(string old)
    {
        const string Schema = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
        using var fresh = new TempFolder();
        SqliteStore.Open(fresh.Path).Dispose();
        Take(old);
        SqliteStore.Open(_folder.Path).Dispose();

        Assert.Equal(SqlText(fresh.Database, Schema), SqlText(_folder.Database, Schema));
    }

    [Fact]
    public void A_database_of_version_2_can_be_read()
    {
        Take("scheduler-v2.db");

        using var store = SqliteStore.Open(_folder.Path);
        var content = store.Load();
        using var reader = store.OpenReader();

        Assert.Equal(6, content.LastJobId);
        Assert.Equal(ClusterProperties.Default with { JobRetryCount = 1 }, content.ClusterProperties);
        Assert.Equal([new("node1", 4, 8) { Sockets = 2, Memory = 7953, IsDiscovered = true }], content.Nodes);
        Assert.Equal([1, 2, 3, 6], content.Jobs.Select(job => job.Job.Id));
        var running = content.Jobs[2];
        Assert.Equal((true, 1, 2), (running.Job.IsLeaving, running.Job.AutoRequeueCount, running.Job.CoresPerUnit));
        Assert.Equal(JobUnitType.Socket, running.Job.Properties.UnitType);
        Assert.Equal(TimeSpan.FromHours(1), running.Job.Properties.RunTime);
        Assert.Equal(["3.1", "3.1.2", "3.2", "3.3", "3.3.1"], running.Tasks.Select(task => task.Key.ToString()));
        Assert.Equal([0, 3], running.Tasks[1].AllocatedCoreIds);
        Assert.Equal((2, 7), (running.Tasks[1].ExecutionFailureRetryCount, running.Tasks[1].PreviousExitCode));
        Assert.Equal("root", running.Tasks[2].CanceledBy);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_123), running.Tasks[2].CancelTime);
        Assert.Equal(TaskType.Service, running.Tasks[3].Type);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_410_123), running.Tasks[3].ResumeTime);
        Assert.Equal([3], content.Jobs[3].Job.UnfinishedParents);
        Assert.Equal(RequeueScope.ChosenTasks, content.Jobs[3].Job.RequeueScope);
        var (child, parents) = Assert.Single(reader.ListParents());
        Assert.Equal((6, "3 4"), (child, string.Join(' ', parents)));
        Assert.Equal("stop it, please", store.LoadJob(5)!.Job.ErrorMessage);
        var history = reader.ListHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null).ToList();
        Assert.Equal(
            ["1 5 Created ann", "2 4 Finished ", "3 5 CancelRequestReceived root", "4 5 Canceled "],
            history.Select(row => $"{row.History.JobHistoryId} {row.Job.Id} {row.History.Event} {row.History.Actor}"));
        Assert.Equal("stop it, please", history[2].History.Message);
        Assert.Equal((1, 3, 2), (history[1].History.RequeueId, history[1].History.NumberOfTasks, history[1].History.FinishedTasksCount));
    }

    [Fact]
    public void A_database_of_version_3_can_be_read_and_takes_samples()
    {
        Take("scheduler-v3.db");

        using var store = SqliteStore.Open(_folder.Path);
        var content = store.Load();
        using var reader = store.OpenReader();

        Assert.Equal(3, content.LastJobId);
        Assert.Equal((1, PreemptionMode.Immediate), (content.ClusterProperties.JobRetryCount, content.ClusterProperties.PreemptionType));
        Assert.Equal("SITE=north", string.Join(' ', content.ClusterProperties.Environment));
        Assert.Equal(["n1 4 0 Online", "n2 2 1 Offline"], content.Nodes.Select(node => $"{node.Name} {node.UsableCores} {node.CoreIds[0]} {node.State}"));
        Assert.Equal("n1 n2", string.Join(' ', Assert.Single(content.NodeGroups).Nodes));
        Assert.Equal([new("nobody", UserRoles.JobOperator)], content.Members);
        Assert.Equal([new("Default", 0), new("night", 3)], content.Pools);
        Assert.Equal(["Default", "nightly"], content.JobTemplates.Select(template => template.Name));
        Assert.Equal("Priority Pool", string.Join(' ', content.JobTemplates[1].Items.Select(item => item.PropertyName)));
        var running = content.Jobs[0];
        Assert.Equal(("night", 4000, null), (running.Job.Pool, running.Job.Properties.ExpandedPriority, running.Job.Asked!.ExpandedPriority));
        Assert.Equal([new("n1", 4)], running.Job.Shares);
        Assert.Equal("0 1 2", string.Join(' ', Assert.Single(running.Tasks).AllocatedCoreIds));
        Assert.Equal(JobState.Queued, content.Jobs[1].Job.State);
        Assert.Equal(7, reader.ListNodeHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null).Count());
        store.Commit(new() { MetricSamples = [new(Start, "a", "", "", 1.5)] });
        Assert.Equal(1.5, Assert.Single(reader.ListMetricSamples(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ["a"])).Value);
        Assert.Equal("3", SqlText(_folder.File("scheduler.db.v3.bak"), "PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_version_4_can_be_read()
    {
        Take("scheduler-v4.db");

        using var store = SqliteStore.Open(_folder.Path);
        var content = store.Load();

        Assert.Equal(3, content.LastJobId);
        Assert.Equal([0, 0, 1, 1], content.Nodes[0].NumaNodes);
        Assert.True(Assert.Single(content.Jobs[0].Tasks).IsOfTemplate);
        Assert.Equal(["Default", "nightly"], content.JobTemplates.Select(template => template.Name));
        Assert.Equal("4", SqlText(_folder.File("scheduler.db.v4.bak"), "PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_version_5_can_be_read()
    {
        Take("scheduler-v5.db");

        using var store = SqliteStore.Open(_folder.Path);
        var content = store.Load();
        using var reader = store.OpenReader();

        Assert.Equal(4, content.LastJobId);
        Assert.Equal(1, content.ClusterProperties.JobRetryCount);
        Assert.Equal("SITE=north", string.Join(' ', content.ClusterProperties.Environment));
        Assert.Equal(["n1 4 0 Online", "n2 1 1 Offline"], content.Nodes.Select(node => $"{node.Name} {node.UsableCores} {node.CoreIds[0]} {node.State}"));
        Assert.All(content.Nodes, node => Assert.Empty(node.NumaNodes));
        Assert.Equal("n1 n2", string.Join(' ', Assert.Single(content.NodeGroups).Nodes));
        Assert.Equal([new("nobody", UserRoles.JobOperator)], content.Members);
        Assert.Equal([new("Default", 0), new("night", 3)], content.Pools);
        Assert.Equal("Priority Pool NodePrepareTask", string.Join(' ', content.JobTemplates[1].Items.Select(item => item.PropertyName)));
        Assert.Equal([(2, JobState.Running), (3, JobState.Queued)], content.Jobs.Select(job => (job.Job.Id, job.Job.State)));
        var running = content.Jobs[0];
        Assert.Equal(("night", 4000, "n1"), (running.Job.Pool, running.Job.Properties.ExpandedPriority, string.Join(' ', running.Job.PreparedNodes)));
        Assert.Equal(["2.1 False", "2.2 True", "2.2.1 False"], running.Tasks.Select(task => $"{task.Key} {task.IsOfTemplate}"));
        Assert.Equal("0 1 2", string.Join(' ', running.Tasks[0].AllocatedCoreIds));
        Assert.Equal((JobState.Canceled, "stop it, please"), (store.LoadJob(4)!.Job.State, store.LoadJob(4)!.Job.ErrorMessage));
        Assert.Equal("1 2 3", string.Join(' ', store.LoadJob(1)!.Tasks.Skip(1).Select(task => task.Output.Trim())));
        var samples = reader.ListMetricSamples(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ["HPCJobsRunning"]).Where(sample => sample.NodeName == "n1").ToList();
        Assert.Equal(2, samples.Count(sample => sample.Period == MetricPeriod.Minute));
        Assert.Equal("0.5", SqlText(_folder.Database, "SELECT Value FROM MetricSample WHERE Period = 2 AND Metric = 'HPCJobsRunning' AND NodeName = 'n1'"));
        if (Migrator.Default.Latest > 5)
            Assert.Equal("5", SqlText(_folder.File("scheduler.db.v5.bak"), "PRAGMA user_version"));
    }

    public void Dispose() => _folder.Dispose();

    private void Take(string database) => File.Copy(Path.Combine(DataFolder(), database), _folder.Database);

    private static string DataFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "tests", "Data")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("tests/Data");
        return Path.Combine(folder.FullName, "tests", "Data");
    }
}
