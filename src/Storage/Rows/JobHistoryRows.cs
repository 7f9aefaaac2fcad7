using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>How what happened to a job becomes a row of the table JobHistory and back.</summary>
internal static class JobHistoryRows
{
    /// <summary>In the order in which <see cref="Bind"/> adds and <see cref="Read"/> takes; the first is given by SQLite.</summary>
    private static readonly string[] Names =
    [
        "JobHistoryId", "JobId", "RequeueId", "Event", "EventTime", "Actor", "Message", "SubmitTime", "StartTime", "EndTime",
        "NumberOfTasks", "CanceledTasksCount", "FailedTasksCount", "FinishedTasksCount", "CanceledBy",
    ];

    public static readonly string Columns = string.Join(", ", Names);

    public static readonly string Insert =
        $"INSERT INTO JobHistory ({string.Join(", ", Names.Skip(1))}) VALUES ({string.Join(", ", Names.Skip(1).Select(_ => "?"))})";

    public static void Bind(Statement row, JobHistoryRecord history) => row
        .Add(history.JobId)
        .Add(history.RequeueId)
        .Add((long)history.Event)
        .Add(history.EventTime)
        .Add(history.Actor)
        .Add(history.Message)
        .Add(history.SubmitTime)
        .Add(history.StartTime)
        .Add(history.EndTime)
        .Add(history.NumberOfTasks)
        .Add(history.CanceledTasksCount)
        .Add(history.FailedTasksCount)
        .Add(history.FinishedTasksCount)
        .Add(history.CanceledBy);

    public static JobHistoryRecord Read(Statement row) => new()
    {
        JobHistoryId = row.Long(),
        JobId = row.Int(),
        RequeueId = row.Int(),
        Event = (JobHistoryEvent)row.Int(),
        EventTime = row.Time(),
        Actor = row.Text(),
        Message = row.Text(),
        SubmitTime = row.TimeOrNull(),
        StartTime = row.TimeOrNull(),
        EndTime = row.TimeOrNull(),
        NumberOfTasks = row.Int(),
        CanceledTasksCount = row.Int(),
        FailedTasksCount = row.Int(),
        FinishedTasksCount = row.Int(),
        CanceledBy = row.TextOrNull(),
    };
}
