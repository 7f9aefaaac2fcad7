using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// The administrator's program that is asked about each job that is submitted, and may change or refuse it (scheduler reference, sections
/// 2.2, J4 and J5, and 6.9). A job waits for it in ExternalValidation; nobody can change, cancel or delete it meanwhile.
/// </summary>
internal static class SubmissionFilter
{
    private const int Accepted = 0;

    /// <summary>Has the program asked about a job that is Submitted.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool TryAsk(Turn turn, JobEntry job)
    {
        if (turn.Ledger.ClusterProperties.SubmissionFilterProgram.Length == 0 || job.Record.IsCommand)
            return false;
        turn.Move(job, JobEvent.AskFilter);
        FilterWatch.Ask(turn, job, FilterKind.Submission);
        return true;
    }

    /// <summary>Asks again about a job that an earlier host left waiting. Without a program there is nothing left to wait for.</summary>
    public static void Resume(Turn turn, JobEntry job)
    {
        if (turn.Ledger.ClusterProperties.SubmissionFilterProgram.Length == 0)
            SubmitJobRules.Validate(turn, job);
        else
            FilterWatch.Ask(turn, job, FilterKind.Submission);
    }

    /// <summary>Goes on with a job as the program said.</summary>
    public static void Filtered(Turn turn, FilterCall call, FilterVerdict verdict)
    {
        if (turn.Ledger.Find(call.JobId) is not { Record.State: JobState.ExternalValidation } job || job.FilterCall != call.Number)
            return;
        if ((Refusal(call, verdict) ?? Change(turn, job, verdict.Properties)) is { } error)
            SubmitJobRules.Reject(turn, job, error, null);
        else
            SubmitJobRules.Validate(turn, job);
    }

    private static SchedulerException? Refusal(FilterCall call, FilterVerdict verdict)
    {
        var id = call.JobId;
        return verdict.Outcome switch
        {
            FilterOutcome.TimedOut => new SchedulerException(SchedulerErrors.SubmissionFilterTimeout, id, id, call.Timeout.TotalSeconds),
            FilterOutcome.NotStarted => new SchedulerException(SchedulerErrors.SubmissionFilterMissing, id, id, call.Program, verdict.Message),
            FilterOutcome.BadFile => Invalid(id, verdict.Message),
            _ when verdict.ExitCode is Accepted or FilterVerdict.ChangedExitCode => null,
            _ => new SchedulerException(
                SchedulerErrors.SubmissionFilterFailed, id, id, verdict.ExitCode, verdict.Message.Length == 0 ? "it gave no reason" : verdict.Message.TrimEnd('.')),
        };
    }

    private static SchedulerException? Change(Turn turn, JobEntry job, JobProperties? now)
    {
        if (now is null)
            return null;
        // A hold that has passed, and was left as it is, is no hold in the past. Files keep milliseconds.
        if (JobPropertyRules.Hold(now)?.ToUnixTimeMilliseconds() == job.Record.HoldUntil?.ToUnixTimeMilliseconds())
            now = now with { HoldUntil = null };
        try
        {
            JobPropertyRules.Check(now, turn.Now);
            NodeRules.CheckGroups(turn.Ledger, now.NodeGroups);
            var (template, asked) = JobTemplateRules.Choose(turn, Merge(job.Record.Properties, now), caller: null);
            var merged = JobTemplateRules.Apply(template, asked);
            JobPropertyRules.CheckRanges(merged);
            turn.Ledger.Put(job.Record with
            {
                Properties = merged,
                Asked = ReferenceEquals(merged, asked) ? null : asked,
                Pool = PoolRules.Of(turn, template),
                HoldUntil = now.HoldUntil is null ? job.Record.HoldUntil : JobPropertyRules.Hold(now),
                ChangeTime = turn.Now,
            });
            TemplateTasks.Renew(turn, job);
            return null;
        }
        catch (SchedulerException error)
        {
            return Invalid(job.Record.Id, error.Message);
        }
    }

    private static SchedulerException Invalid(int job, string why) =>
        new(SchedulerErrors.SubmissionFilterInvalid, job, job, why.TrimEnd('.'));

    // The file has all variables of the job.
    private static JobProperties Merge(JobProperties before, JobProperties now) =>
        JobPropertyRules.Merge(before, now) with { JobEnv = now.JobEnv ?? before.JobEnv };
}
