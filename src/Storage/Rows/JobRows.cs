using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>How a job's record becomes a row of the table Job and back.</summary>
internal static class JobRows
{
    /// <summary>In the order in which <see cref="Bind"/> adds and <see cref="Read"/> takes.</summary>
    private static readonly string[] Names =
    [
        "Id", "Owner", "JobType", "Name", "Project", "ParentJobIds", "Properties", "Asked", "Pool", "State", "PreviousState", "EndState",
        "CreateTime", "SubmitTime", "StartTime", "EndTime", "ChangeTime", "HoldUntil", "UnfinishedParents",
        "QueueOrder", "PendingReason", "ErrorCode", "ErrorMessage", "CancelRequest", "CanceledBy", "CancelTime",
        "Deadline", "StopPhase", "IsLeaving", "RequeueCount", "AutoRequeueCount", "RequeueScope",
        "CoresPerUnit", "MinCores", "MaxCores", "AllocatedCores", "AllocatedNodes", "AllocatedCoresPerNode", "PreparedNodes", "IsBackfill", "LastTaskId",
        "ConfiguringTaskCount", "QueuedTaskCount", "DispatchingTaskCount", "RunningTaskCount",
        "CancelingTaskCount", "FinishedTaskCount", "FailedTaskCount", "CanceledTaskCount",
    ];

    public static readonly string Columns = string.Join(", ", Names);

    /// <summary>
    /// Not INSERT OR REPLACE, which would delete the old row and by it the tasks.
    /// </summary>
    public static readonly string Upsert =
        $"INSERT INTO Job ({Columns}) VALUES ({string.Join(", ", Names.Select(_ => "?"))}) "
        + $"ON CONFLICT (Id) DO UPDATE SET {string.Join(", ", Names.Skip(1).Select(name => $"{name} = excluded.{name}"))}";

    public static void Bind(Statement row, JobRecord job, JsonText json) => row
        .Add(job.Id)
        .Add(job.Owner)
        .Add((long)job.JobType)
        .Add(job.Properties.Name)
        .Add(job.Properties.Project)
        .AddText(json.Write(job.Properties.ParentJobIds ?? []))
        .AddText(json.Write(job.Properties))
        .AddTextOrNull(job.Asked is null ? [] : json.Write(job.Asked))
        .Add(job.Pool)
        .Add((long)job.State)
        .Add((long)job.PreviousState)
        .Add((int?)job.EndState)
        .Add(job.CreateTime)
        .Add(job.SubmitTime)
        .Add(job.StartTime)
        .Add(job.EndTime)
        .Add(job.ChangeTime)
        .Add(job.HoldUntil)
        .AddText(json.Write(job.UnfinishedParents))
        .Add(job.QueueOrder)
        .Add((long)job.PendingReason)
        .Add(job.ErrorCode)
        .Add(job.ErrorMessage)
        .Add((long)job.CancelRequest)
        .Add(job.CanceledBy)
        .Add(job.CancelTime)
        .Add(job.Deadline)
        .Add((long)job.StopPhase)
        .Add(job.IsLeaving)
        .Add(job.RequeueCount)
        .Add(job.AutoRequeueCount)
        .Add((long)job.RequeueScope)
        .Add(job.CoresPerUnit)
        .Add(job.MinCores)
        .Add(job.MaxCores)
        .Add(job.AllocatedCores)
        .AddText(json.Write(job.AllocatedNodes))
        .AddText(json.Write(job.AllocatedCoresPerNode))
        .AddText(json.Write(job.PreparedNodes))
        .Add(job.IsBackfill)
        .Add(job.LastTaskId)
        .Add(job.Counts.Configuring)
        .Add(job.Counts.Queued)
        .Add(job.Counts.Dispatching)
        .Add(job.Counts.Running)
        .Add(job.Counts.Canceling)
        .Add(job.Counts.Finished)
        .Add(job.Counts.Failed)
        .Add(job.Counts.Canceled);

    public static JobRecord Read(Statement row, JsonText json)
    {
        var id = row.Int();
        var owner = row.Text();
        var type = (JobType)row.Int();
        _ = row.Utf8();
        _ = row.Utf8();
        _ = row.Utf8();
        return new()
        {
            Id = id,
            Owner = owner,
            JobType = type,
            Properties = JsonText.ReadJob(row.Utf8()),
            Asked = row.Utf8() is { IsEmpty: false } asked ? JsonText.ReadJob(asked) : null,
            Pool = row.Text(),
            State = (JobState)row.Int(),
            PreviousState = (JobState)row.Int(),
            EndState = (JobState?)row.IntOrNull(),
            CreateTime = row.Time(),
            SubmitTime = row.TimeOrNull(),
            StartTime = row.TimeOrNull(),
            EndTime = row.TimeOrNull(),
            ChangeTime = row.Time(),
            HoldUntil = row.TimeOrNull(),
            UnfinishedParents = JsonText.ReadNumbers(row.Utf8()),
            QueueOrder = row.Long(),
            PendingReason = (PendingReason)row.Int(),
            ErrorCode = row.Int(),
            ErrorMessage = row.Text(),
            CancelRequest = (CancelRequest)row.Int(),
            CanceledBy = row.TextOrNull(),
            CancelTime = row.TimeOrNull(),
            Deadline = row.TimeOrNull(),
            StopPhase = (StopPhase)row.Int(),
            IsLeaving = row.Bool(),
            RequeueCount = row.Int(),
            AutoRequeueCount = row.Int(),
            RequeueScope = (RequeueScope)row.Int(),
            CoresPerUnit = row.Int(),
            MinCores = row.Int(),
            MaxCores = row.Int(),
            AllocatedCores = row.Int(),
            AllocatedNodes = json.ReadNodes(row.Utf8()),
            AllocatedCoresPerNode = JsonText.ReadNumbers(row.Utf8()),
            PreparedNodes = json.ReadNodes(row.Utf8()),
            IsBackfill = row.Bool(),
            LastTaskId = row.Int(),
            Counts = ReadCounts(row),
        };
    }

    /// <summary>The next columns, a count of tasks for each state.</summary>
    public static TaskCounts ReadCounts(Statement row) => new()
    {
        Configuring = row.Int(),
        Queued = row.Int(),
        Dispatching = row.Int(),
        Running = row.Int(),
        Canceling = row.Int(),
        Finished = row.Int(),
        Failed = row.Int(),
        Canceled = row.Int(),
    };
}
