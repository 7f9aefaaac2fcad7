using System.Text.Json.Serialization;

namespace HpcScheduler.Protocol;

/// <summary>
/// How requests and replies look as JSON, the same on both sides: the members' own names, no nulls, enums as words, times in UTC.
/// </summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LocalTimeConverter)])]
[JsonSerializable(typeof(NewJob))]
[JsonSerializable(typeof(SetJob))]
[JsonSerializable(typeof(SubmitJob))]
[JsonSerializable(typeof(StopJob))]
[JsonSerializable(typeof(GetJob))]
[JsonSerializable(typeof(WaitJob))]
[JsonSerializable(typeof(RestartJob))]
[JsonSerializable(typeof(RemoveJob))]
[JsonSerializable(typeof(GetJobHistory))]
[JsonSerializable(typeof(AddTask))]
[JsonSerializable(typeof(AddTaskReply))]
[JsonSerializable(typeof(GetTask))]
[JsonSerializable(typeof(StopTask))]
[JsonSerializable(typeof(WaitTask))]
[JsonSerializable(typeof(SetTask))]
[JsonSerializable(typeof(SubmitTask))]
[JsonSerializable(typeof(RestartTask))]
[JsonSerializable(typeof(ReceiveTask))]
[JsonSerializable(typeof(GetClusterProperty))]
[JsonSerializable(typeof(SetClusterProperty))]
[JsonSerializable(typeof(SetClusterPropertyReply))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(GetScheduler))]
[JsonSerializable(typeof(GetClusterOverview))]
[JsonSerializable(typeof(ClusterOverview))]
[JsonSerializable(typeof(StopScheduler))]
[JsonSerializable(typeof(HpcJob))]
[JsonSerializable(typeof(HpcTask))]
[JsonSerializable(typeof(HpcSchedulerInfo))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Line<HpcJob>))]
[JsonSerializable(typeof(Line<HpcTask>))]
[JsonSerializable(typeof(Line<HpcVariable>))]
[JsonSerializable(typeof(Line<HpcJobHistory>))]
[JsonSerializable(typeof(Line<TaskOutput>))]
[JsonSerializable(typeof(JobProperties))]
[JsonSerializable(typeof(TaskProperties))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
public sealed partial class ProtocolJson : JsonSerializerContext;
