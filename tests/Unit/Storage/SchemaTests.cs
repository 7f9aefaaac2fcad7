using HpcScheduler.Core.Ports;
using HpcScheduler.Storage;
using Microsoft.Data.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>What the database itself refuses, whoever writes.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SchemaTests()
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(new()
        {
            Jobs = [Job(1), Job(2, JobState.Finished)],
            Tasks = [Task(1, 1), Task(1, 1, 1)],
            History = [Happened(1)],
            Nodes = [new("n", 1, null)],
            Members = [new("m", UserRoles.User)],
            Pools = [new("p", 1)],
            MetricSamples = [new(Start, "a", "", "", 1)],
            JobTemplates = [new() { Name = "t", CreateTime = Start, ChangeTime = Start }],
        });
    }

    [Theory]
    [InlineData("UPDATE Job SET State = 128 WHERE Id = 1")]
    [InlineData("UPDATE Job SET EndTime = 1 WHERE Id = 1")]
    [InlineData("UPDATE Job SET EndTime = NULL WHERE Id = 2")]
    [InlineData("UPDATE Job SET State = 16 WHERE Id = 2")]
    [InlineData("UPDATE Job SET State = 48 WHERE Id = 1")]
    [InlineData("UPDATE Job SET State = 0 WHERE Id = 1")]
    [InlineData("UPDATE Job SET State = 'Queued' WHERE Id = 1")]
    [InlineData("UPDATE Job SET PreviousState = 3 WHERE Id = 1")]
    [InlineData("UPDATE Job SET EndState = 32 WHERE Id = 1")]
    [InlineData("UPDATE Job SET StopPhase = 1 WHERE Id = 1")]
    [InlineData("UPDATE Job SET Owner = NULL WHERE Id = 1")]
    [InlineData("UPDATE Job SET Properties = NULL WHERE Id = 1")]
    [InlineData("UPDATE Job SET Name = printf('%.129c', 'x') WHERE Id = 1")]
    [InlineData("UPDATE Job SET Project = printf('%.129c', 'x') WHERE Id = 1")]
    [InlineData("UPDATE Job SET RunningTaskCount = -1 WHERE Id = 1")]
    [InlineData("UPDATE Job SET AllocatedCores = -1 WHERE Id = 1")]
    [InlineData("UPDATE Job SET AutoRequeueCount = -1 WHERE Id = 1")]
    [InlineData("UPDATE Job SET CoresPerUnit = 0 WHERE Id = 1")]
    [InlineData("UPDATE Job SET IsLeaving = 2 WHERE Id = 1")]
    [InlineData("UPDATE Job SET RequeueScope = 3 WHERE Id = 1")]
    [InlineData("UPDATE Job SET UnfinishedParents = NULL WHERE Id = 1")]
    [InlineData("UPDATE Job SET ParentJobIds = NULL WHERE Id = 1")]
    [InlineData("UPDATE Job SET Id = 0 WHERE Id = 2")]
    [InlineData("UPDATE Job SET Id = 1 WHERE Id = 2")]
    [InlineData("UPDATE Task SET State = 0")]
    [InlineData("UPDATE Task SET JobId = 99")]
    [InlineData("UPDATE Task SET SubTaskId = 1 WHERE SubTaskId = 0")]
    [InlineData("UPDATE Task SET Properties = NULL WHERE SubTaskId = 0")]
    [InlineData("UPDATE Task SET Properties = '{}' WHERE SubTaskId = 1")]
    [InlineData("UPDATE Task SET Output = printf('%.4001c', 'x')")]
    [InlineData("UPDATE Task SET CancelMessage = printf('%.321c', 'x')")]
    [InlineData("UPDATE Task SET Instance = -1")]
    [InlineData("UPDATE Task SET NextSubTaskId = 0")]
    [InlineData("UPDATE Task SET CanceledBeforeRun = 2")]
    [InlineData("UPDATE Task SET IsOfTemplate = 2")]
    [InlineData("UPDATE Task SET ExecutionFailureRetryCount = -1")]
    [InlineData("UPDATE Task SET CancelTime = 'now'")]
    [InlineData("UPDATE Task SET AllocatedCoreIds = NULL")]
    [InlineData("UPDATE JobHistory SET JobId = 99")]
    [InlineData("UPDATE JobHistory SET Event = 0")]
    [InlineData("UPDATE JobHistory SET RequeueId = -1")]
    [InlineData("UPDATE JobHistory SET NumberOfTasks = -1")]
    [InlineData("UPDATE JobHistory SET Actor = NULL")]
    [InlineData("UPDATE Node SET Cores = -1")]
    [InlineData("UPDATE Node SET Sockets = 0")]
    [InlineData("UPDATE Node SET Memory = -1")]
    [InlineData("UPDATE Node SET NumaNodes = NULL")]
    [InlineData("UPDATE Scheduler SET LastJobId = -1")]
    [InlineData("INSERT INTO Scheduler VALUES (2, 5)")]
    [InlineData("INSERT INTO Node (Name, Cores) VALUES ('n', 1)")]
    [InlineData("UPDATE Member SET Name = ''")]
    [InlineData("UPDATE Member SET Role = 0")]
    [InlineData("UPDATE Member SET Role = 16")]
    [InlineData("UPDATE Member SET Role = NULL")]
    [InlineData("INSERT INTO Member VALUES ('m', 2)")]
    [InlineData("UPDATE JobTemplate SET Name = ''")]
    [InlineData("UPDATE Job SET Pool = NULL WHERE Id = 1")]
    [InlineData("UPDATE Pool SET Name = ''")]
    [InlineData("UPDATE Pool SET Name = printf('%.51c', 'x')")]
    [InlineData("UPDATE Pool SET Weight = -1")]
    [InlineData("UPDATE Pool SET Weight = 1000000")]
    [InlineData("UPDATE JobTemplate SET Name = printf('%.51c', 'x')")]
    [InlineData("UPDATE JobTemplate SET Description = printf('%.1025c', 'x')")]
    [InlineData("UPDATE JobTemplate SET Acl = ''")]
    [InlineData("UPDATE JobTemplate SET Items = NULL")]
    [InlineData("UPDATE MetricSample SET Period = 3")]
    [InlineData("UPDATE MetricSample SET Metric = ''")]
    [InlineData("UPDATE MetricSample SET Value = NULL")]
    [InlineData("UPDATE MetricSample SET Samples = 0")]
    [InlineData("UPDATE MetricSample SET Period = 0, Time = 0")]
    public void An_illegal_row_cannot_be_stored(string sql)
    {
        var exception = Assert.Throws<SqliteException>(() => Sql(_folder.Database, "PRAGMA foreign_keys = ON; " + sql));

        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, exception.SqliteErrorCode);
    }

    [Fact]
    public void Every_number_of_states_and_of_what_happens_is_known_to_the_schema()
    {
        using var store = SqliteStore.Open(_folder.Path);
        foreach (var state in Enum.GetValues<JobState>().Where(state => state != JobState.All))
            store.Commit(new() { Jobs = [Job(1, state)] });
        foreach (var state in Enum.GetValues<TaskState>().Where(state => state is not (TaskState.All or TaskState.NA)))
            store.Commit(new ChangeSet { Tasks = [Task(1, 1) with { State = state }] });
        foreach (var what in Enum.GetValues<JobHistoryEvent>().Where(what => what != JobHistoryEvent.None))
            store.Commit(new() { History = [Happened(1) with { Event = what }] });
    }

    public void Dispose() => _folder.Dispose();
}
