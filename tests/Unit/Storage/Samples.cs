using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Unit.Storage;

/// <summary>Plain records, and SQL past the store.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static JobRecord Job(int id, JobState state = JobState.Queued) => new()
    {
        Id = id,
        Owner = "ann",
        Properties = new() { Name = $"job {id}" },
        State = state,
        CreateTime = Start,
        ChangeTime = Start,
        EndTime = state is JobState.Finished or JobState.Failed or JobState.Canceled ? Start : null,
    };

    public static TaskRecord Task(int jobId, int taskId, int subTaskId = 0) => new()
    {
        Key = new(jobId, taskId, subTaskId),
        Properties = new() { CommandLine = "true" },
        State = TaskState.Queued,
        CreateTime = Start,
        ChangeTime = Start,
    };

    public static JobHistoryRecord Happened(int jobId) => new()
    {
        JobId = jobId,
        RequeueId = 0,
        Event = JobHistoryEvent.Created,
        EventTime = Start,
    };

    public static ChangeSet Jobs(int first, int count) => new() { Jobs = [.. Enumerable.Range(first, count).Select(id => Job(id))] };

    public static void Sql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string SqlText(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
