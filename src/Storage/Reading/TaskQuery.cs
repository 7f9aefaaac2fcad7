using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Rows;

namespace HpcScheduler.Storage.Reading;

/// <summary>Reads task records of a job.</summary>
internal static class TaskQuery
{
    private static readonly string PortionSql = $"""
        SELECT {TaskRows.Columns} FROM Task
        WHERE JobId = ? AND (TaskId, SubTaskId) > (?, ?) AND State & ? <> 0
        ORDER BY TaskId, SubTaskId LIMIT ?
        """;

    private static readonly string FindSql =
        $"SELECT {TaskRows.Columns} FROM Task WHERE JobId = ? AND TaskId = ? AND SubTaskId = ? AND State & ? <> 0";

    /// <summary>The first records of a job after a key, at most <paramref name="count"/>.</summary>
    public static List<TaskRecord> Read(ReadConnection connection, TaskKey after, TaskState? state, int count) =>
        connection.ReadTogether(snapshot =>
        {
            snapshot.Tasks.Begin();
            return snapshot.Prepare(PortionSql)
                .Add(after.JobId).Add(after.TaskId).Add(after.SubTaskId).Add((long)(state ?? TaskState.All)).Add(count)
                .ReadAll(snapshot.Tasks.Read);
        });

    /// <summary>The record with this key, if there is one in such a state.</summary>
    public static List<TaskRecord> Find(ReadConnection connection, TaskKey key, TaskState? state) =>
        connection.ReadTogether(snapshot =>
        {
            snapshot.Tasks.Begin();
            return snapshot.Prepare(FindSql)
                .Add(key.JobId).Add(key.TaskId).Add(key.SubTaskId).Add((long)(state ?? TaskState.All))
                .ReadAll(snapshot.Tasks.Read);
        });
}
