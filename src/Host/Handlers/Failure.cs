namespace HpcScheduler.Host.Handlers;

/// <summary>The kind of a failure, from the reason of an end (scheduler reference, section 1.1, FailureReason).</summary>
internal static class Failure
{
    public static FailureReason ReasonOf(int errorCode) => errorCode switch
    {
        ReasonCodes.ProcessDead or ReasonCodes.NodeUnreachable or ReasonCodes.ResourceFailure or ReasonCodes.StartFailedOnNode
            or ReasonCodes.TaskNodeNotUsable => FailureReason.ResourceFailure,
        ReasonCodes.TaskFailure or ReasonCodes.TaskExecutionFailure or ReasonCodes.TaskRuntimeExpired or ReasonCodes.NodePrepTaskFailure
            or ReasonCodes.FailDependentTasks or ReasonCodes.WorkingDirectoryNotFound or ReasonCodes.FailedToOpenStandardInput
            or ReasonCodes.FailedToOpenStandardOutput or ReasonCodes.FailedToOpenStandardError => FailureReason.ExecutionFailure,
        _ => FailureReason.None,
    };
}
