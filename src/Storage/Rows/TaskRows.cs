using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>
/// How a task's record becomes a row of the table Task and back. A sub-task's row holds no properties: it gets the object of its
/// master, which stands before it, or is looked up if the rows are only some of the job's.
/// </summary>
internal sealed class TaskRows(SqliteConnection connection, JsonText json) : IDisposable
{
    /// <summary>In the order in which <see cref="Bind"/> adds and <see cref="Read"/> takes.</summary>
    private static readonly string[] Names =
    [
        "JobId", "TaskId", "SubTaskId", "Properties", "IsOfTemplate", "State", "PreviousState",
        "CreateTime", "SubmitTime", "StartTime", "EndTime", "ChangeTime",
        "ExitCode", "ErrorCode", "ErrorMessage", "Output",
        "CancelRequest", "CancelMessage", "CanceledBy", "CancelTime", "CanceledBeforeRun", "Deadline", "StopPhase",
        "RequeueCount", "AutoRequeueCount", "ExecutionFailureRetryCount", "PreviousExitCode", "ResumeTime", "Instance",
        "AllocatedCores", "AllocatedNodes", "AllocatedCoresPerNode", "AllocatedCoreIds", "AllocatedGpuIds", "NextSubTaskId", "UnexpandedState",
    ];

    public static readonly string Columns = string.Join(", ", Names);

    public static readonly string Upsert =
        $"INSERT OR REPLACE INTO Task ({Columns}) VALUES ({string.Join(", ", Names.Select(_ => "?"))})";

    private readonly Statement _masterProperties =
        new(connection, "SELECT Properties FROM Task WHERE JobId = ? AND TaskId = ? AND SubTaskId = 0");

    private readonly Statement _ofJob =
        new(connection, $"SELECT {Columns} FROM Task WHERE JobId = ? ORDER BY TaskId, SubTaskId");

    private (TaskKey Key, TaskProperties Properties)? _master;

    public static void Bind(Statement row, TaskRecord task, JsonText json)
    {
        row.Add(task.Key.JobId).Add(task.Key.TaskId).Add(task.Key.SubTaskId);
        _ = task.Key.SubTaskId == 0 ? row.AddText(json.Write(task.Properties)) : row.AddNull();
        row
            .Add(task.IsOfTemplate)
            .Add((long)task.State)
            .Add((long)task.PreviousState)
            .Add(task.CreateTime)
            .Add(task.SubmitTime)
            .Add(task.StartTime)
            .Add(task.EndTime)
            .Add(task.ChangeTime)
            .Add(task.ExitCode)
            .Add(task.ErrorCode)
            .Add(task.ErrorMessage)
            .Add(task.Output)
            .Add((long)task.CancelRequest)
            .Add(task.CancelMessage)
            .Add(task.CanceledBy)
            .Add(task.CancelTime)
            .Add(task.CanceledBeforeRun)
            .Add(task.Deadline)
            .Add((long)task.StopPhase)
            .Add(task.RequeueCount)
            .Add(task.AutoRequeueCount)
            .Add(task.ExecutionFailureRetryCount)
            .Add(task.PreviousExitCode)
            .Add(task.ResumeTime)
            .Add(task.Instance)
            .Add(task.AllocatedCores)
            .AddText(json.Write(task.AllocatedNodes))
            .AddText(json.Write(task.AllocatedCoresPerNode))
            .AddText(json.Write(task.AllocatedCoreIds))
            .AddText(json.Write(task.AllocatedGpuIds))
            .Add(task.NextSubTaskId)
            .Add((long)task.UnexpandedState);
    }

    /// <summary>All tasks of a job in the order of their keys.</summary>
    public List<TaskRecord> ReadJob(int jobId)
    {
        Begin();
        return _ofJob.Add(jobId).ReadAll(Read);
    }

    /// <summary>To be called before the first row of every reading: what was read earlier may have changed since.</summary>
    public void Begin() => _master = null;

    public TaskRecord Read(Statement row)
    {
        var key = new TaskKey(row.Int(), row.Int(), row.Int());
        return new()
        {
            Key = key,
            Properties = ReadProperties(key, row.Utf8()),
            IsOfTemplate = row.Bool(),
            State = (TaskState)row.Int(),
            PreviousState = (TaskState)row.Int(),
            CreateTime = row.Time(),
            SubmitTime = row.TimeOrNull(),
            StartTime = row.TimeOrNull(),
            EndTime = row.TimeOrNull(),
            ChangeTime = row.Time(),
            ExitCode = row.IntOrNull(),
            ErrorCode = row.Int(),
            ErrorMessage = row.Text(),
            Output = row.Text(),
            CancelRequest = (CancelRequest)row.Int(),
            CancelMessage = row.Text(),
            CanceledBy = row.TextOrNull(),
            CancelTime = row.TimeOrNull(),
            CanceledBeforeRun = row.Bool(),
            Deadline = row.TimeOrNull(),
            StopPhase = (StopPhase)row.Int(),
            RequeueCount = row.Int(),
            AutoRequeueCount = row.Int(),
            ExecutionFailureRetryCount = row.Int(),
            PreviousExitCode = row.IntOrNull(),
            ResumeTime = row.TimeOrNull(),
            Instance = row.Int(),
            AllocatedCores = row.Int(),
            AllocatedNodes = json.ReadNodes(row.Utf8()),
            AllocatedCoresPerNode = JsonText.ReadNumbers(row.Utf8()),
            AllocatedCoreIds = JsonText.ReadNumbers(row.Utf8()),
            AllocatedGpuIds = JsonText.ReadNumbers(row.Utf8()),
            NextSubTaskId = row.Int(),
            UnexpandedState = (TaskState)row.Int(),
        };
    }

    public void Dispose()
    {
        _masterProperties.Dispose();
        _ofJob.Dispose();
    }

    private TaskProperties ReadProperties(TaskKey key, ReadOnlySpan<byte> text)
    {
        if (key.SubTaskId == 0)
            _master = (key, JsonText.ReadTask(text));
        else if (_master?.Key != key.Master)
            _master = (key.Master, FindMaster(key));
        return _master!.Value.Properties;
    }

    private TaskProperties FindMaster(TaskKey key) =>
        _masterProperties.Add(key.JobId).Add(key.TaskId).ReadFirst(row => JsonText.ReadTask(row.Utf8()))
        ?? throw new InvalidDataException($"There is a sub-task {key} but no task {key.Master}");
}
