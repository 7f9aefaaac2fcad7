using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>Who is let in while an administrator works on the scheduler (scheduler reference, section 4.1: AllowNewUserConnections, RestoreMode).</summary>
public static class Admission
{
    /// <summary>Refuses a caller who may not connect now. Administrators always may.</summary>
    /// <exception cref="SchedulerException">HpcConnectionsNotAllowed.</exception>
    public static void CheckConnection(ClusterProperties settings, Caller caller)
    {
        if (!settings.AllowNewUserConnections && !caller.IsAdministrator)
            throw new SchedulerException(SchedulerErrors.ConnectionsNotAllowed, caller.Name, caller.Name);
    }

    /// <summary>Refuses a submission, whoever makes it.</summary>
    /// <exception cref="SchedulerException">HpcSchedulerInRestoreMode.</exception>
    public static void CheckSubmission(ClusterProperties settings, int jobId)
    {
        if (settings.RestoreMode)
            throw new SchedulerException(SchedulerErrors.SchedulerInRestoreMode, jobId, jobId);
    }
}
