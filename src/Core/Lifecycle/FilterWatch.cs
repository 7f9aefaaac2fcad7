using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Bounds the wait for the answer of a filter. Whoever runs the program says when its time is over; where not even that is said, it is taken for said
/// a moment later.
/// </summary>
internal static class FilterWatch
{
    /// <summary>Has the program asked about a job, and takes note until when it must have answered.</summary>
    public static void Ask(Turn turn, JobEntry job, FilterKind kind)
    {
        var call = Call(turn, job, ++turn.LastFilterCall, kind);
        job.FilterCall = call.Number;
        turn.Effects.Add(new Effect.AskFilter(call));
        Bound(turn, job, call);
    }

    /// <summary>Goes on without the answer if it does not come.</summary>
    public static void Pass(Turn turn, JobEntry job)
    {
        if (!(job.AnswerDue <= turn.Now))
            return;
        job.AnswerDue = null;
        var verdict = new FilterVerdict { Outcome = FilterOutcome.TimedOut };
        if (job.Record.State == JobState.ExternalValidation)
            SubmissionFilter.Filtered(turn, Call(turn, job, job.FilterCall, FilterKind.Submission), verdict);
        else if (job.Activation == Activation.Asked)
            turn.ActivationFilter.Answered(turn, Call(turn, job, job.FilterCall, KindOf(job)), verdict);
    }

    /// <summary>The clock has been put back: the answer is due no later than if it were asked now.</summary>
    public static void Shorten(Turn turn, JobEntry job)
    {
        if (job.AnswerDue is null)
            return;
        var call = Call(turn, job, job.FilterCall, KindOf(job));
        if (job.AnswerDue > turn.Now + call.Timeout + Deadlines.KillTimeout)
            Bound(turn, job, call);
    }

    private static FilterKind KindOf(JobEntry job) => job.Record.State switch
    {
        JobState.ExternalValidation => FilterKind.Submission,
        JobState.Running => FilterKind.Growth,
        _ => FilterKind.Activation,
    };

    private static FilterCall Call(Turn turn, JobEntry job, long number, FilterKind kind)
    {
        var settings = turn.Ledger.ClusterProperties;
        var (program, seconds) = kind == FilterKind.Submission
            ? (settings.SubmissionFilterProgram, settings.SubmissionFilterTimeout)
            : (settings.ActivationFilterProgram, settings.ActivationFilterTimeout);
        return new FilterCall(job.Record.Id, number, program, TimeSpan.FromSeconds(seconds)) { Kind = kind };
    }

    private static void Bound(Turn turn, JobEntry job, FilterCall call)
    {
        job.AnswerDue = turn.Now + call.Timeout + Deadlines.KillTimeout;
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), job.AnswerDue);
    }
}
