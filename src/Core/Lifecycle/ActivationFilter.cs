using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// The administrator's program that is asked before a job gets cores: at its start and each time it is to grow (scheduler reference, sections
/// 2.2, J10 and J11, and 6.9). The job at the head is asked about, with its cores kept for it, and those behind it wait for the answer: a
/// program may hold the whole queue. A job that was not let go is asked about again when cores have become free, and after
/// DefaultHoldDuration at the latest; nobody looks in between.
/// </summary>
internal sealed class ActivationFilter
{
    private const int Go = 0;
    private const int HoldQueue = 1;
    private const int KeepCores = 2;
    private const int HoldJob = 3;
    private const int FailJob = 4;

    private readonly HashSet<int> _granted = [];
    private readonly HashSet<int> _refused = [];
    private long _releases;
    private bool _wasUsed;

    /// <summary>Whether a queued job may start now with these shares. If that is not known yet, the program is asked.</summary>
    public bool MayStart(Turn turn, JobEntry job, IReadOnlyList<NodeShare> shares)
    {
        if (!IsThere(turn) || TryUse(turn, job))
            return true;
        if (job.Activation != Activation.None)
            return false;
        if (QueueHolder(turn, job) is { } holder)
        {
            Refuse(turn, job, holder.AskAgainTime);
        }
        else
        {
            Ask(turn, job, FilterKind.Activation);
            turn.Ledger.Reserve(job, shares);
        }

        if (job.Record.PendingReason != PendingReason.ActivationFilter)
            turn.Ledger.Put(job.Record with { PendingReason = PendingReason.ActivationFilter });
        return false;
    }

    /// <summary>Whether a running job may take more cores now. If that is not known yet, the program is asked.</summary>
    public bool MayGrow(Turn turn, JobEntry job)
    {
        if (!IsThere(turn) || TryUse(turn, job))
            return true;
        if (job.Activation == Activation.None)
            Ask(turn, job, FilterKind.Growth);
        return false;
    }

    /// <summary>Goes on with a job as the program said. One that is too slow is taken for one that has nothing against it.</summary>
    public void Answered(Turn turn, FilterCall call, FilterVerdict verdict)
    {
        if (turn.Ledger.Find(call.JobId) is not { } job || job.FilterCall != call.Number)
            return;
        var code = verdict.Outcome switch
        {
            FilterOutcome.TimedOut => Go,
            FilterOutcome.Exited => verdict.ExitCode,
            _ => (int?)null,
        };
        if (call.Kind == FilterKind.Activation && job.Record.State == JobState.Queued)
            AnsweredStart(turn, job, code, verdict.Message);
        else if (call.Kind == FilterKind.Growth && job.Record.State == JobState.Running && job.Activation == Activation.Asked)
            Note(turn, job, code == Go);
    }

    /// <summary>Forgets what was asked and said about a job: it comes to the queue, or what it is asked about has changed.</summary>
    public void Forget(JobEntry job)
    {
        _granted.Remove(job.Record.Id);
        _refused.Remove(job.Record.Id);
        (job.Activation, job.AskAgainTime) = (Activation.None, null);
    }

    /// <summary>Has a job asked about again if its time has come.</summary>
    public void Pass(Turn turn, JobEntry job)
    {
        if (job.Record is { State: JobState.Queued, IsHeldByActivationFilter: true } && job.Record.Deadline <= turn.Now)
            SubmitJobRules.EnterQueue(turn, job, job.Record.UnfinishedParents);
        else if (job.AskAgainTime <= turn.Now)
            Forget(job);
    }

    /// <summary>Takes up a job that an earlier host left waiting. Whether its answer came, nobody knows: it is asked about again, unless it is held.</summary>
    public static void Resume(Turn turn, JobEntry job)
    {
        if (job.Record is { State: JobState.Queued, PendingReason: PendingReason.ActivationFilter })
            SubmitJobRules.EnterQueue(turn, job, job.Record.UnfinishedParents);
    }

    /// <summary>The program is another one now, or none: it has said nothing about anybody yet.</summary>
    public void Reconsider(Turn turn)
    {
        foreach (var job in turn.Ledger.Jobs.ToList())
        {
            job.FilterCall = job.Record.State == JobState.ExternalValidation ? job.FilterCall : 0;
            if (job.Record is { State: JobState.Queued, PendingReason: PendingReason.ActivationFilter or PendingReason.HeldByActivationFilter })
                SubmitJobRules.EnterQueue(turn, job, job.Record.UnfinishedParents);
            else
                Forget(job);
            turn.Ledger.Unreserve(job);
        }
    }

    /// <summary>
    /// After a round: cores that became free let those be asked about again who were not let go, and what was granted and not used is not
    /// kept.
    /// </summary>
    /// <returns>Whether another round is needed.</returns>
    public bool IsAnotherRoundNeeded(Turn turn)
    {
        var wasUsed = _wasUsed;
        _wasUsed = false;
        if (_granted.Count == 0 && !wasUsed && (_refused.Count == 0 || _releases == turn.Ledger.Releases))
        {
            _releases = turn.Ledger.Releases;
            return false;
        }

        var jobs = _granted.ToList();
        foreach (var job in jobs.Select(turn.Ledger.Find).OfType<JobEntry>())
            turn.Ledger.Unreserve(job);
        if (_releases != turn.Ledger.Releases)
            jobs.AddRange(_refused);
        _releases = turn.Ledger.Releases;
        foreach (var job in jobs.Select(turn.Ledger.Find).OfType<JobEntry>())
        {
            if (job.Record is { State: JobState.Queued, IsHeldByActivationFilter: true })
                SubmitJobRules.EnterQueue(turn, job, job.Record.UnfinishedParents);
            else
                Forget(job);
        }

        _granted.Clear();
        return wasUsed || jobs.Count > 0;
    }

    private static bool IsThere(Turn turn) => turn.Ledger.ClusterProperties.ActivationFilterProgram.Length > 0;

    private static void Ask(Turn turn, JobEntry job, FilterKind kind)
    {
        job.Activation = Activation.Asked;
        FilterWatch.Ask(turn, job, kind);
    }

    private bool TryUse(Turn turn, JobEntry job)
    {
        if (job.Activation != Activation.Granted)
            return false;
        Forget(job);
        turn.Ledger.Unreserve(job);
        // It may need less than was kept for it, or other nodes, which is news for those before it.
        _wasUsed = true;
        return true;
    }

    // One that was queued again stands before the one that holds the queue, though its priority is the same.
    private JobEntry? QueueHolder(Turn turn, JobEntry job) => _refused.Select(turn.Ledger.Find).FirstOrDefault(holder =>
        holder?.Record is { State: JobState.Queued, IsHeld: false } && holder.Record.Priority >= job.Record.Priority);

    private void AnsweredStart(Turn turn, JobEntry job, int? code, string message)
    {
        // The program itself may have put it on hold, or the owner may have; that it is to be held or to fail is heard all the same.
        if (code is not (HoldJob or FailJob) && job.Activation != Activation.Asked)
            return;
        job.FilterCall = 0;
        if (code != Go && code != KeepCores)
            turn.Ledger.Unreserve(job);
        switch (code)
        {
            case Go or HoldQueue:
                Note(turn, job, code == Go);
                break;
            case HoldJob:
                StepAside(turn, job, PendingReason.HeldByActivationFilter, job.Record.HoldUntil > turn.Now ? job.Record.HoldUntil.Value : Again(turn));
                break;
            case FailJob:
                Fail(turn, job, message);
                break;
            default:
                StepAside(turn, job, PendingReason.ActivationFilter, Again(turn));
                break;
        }
    }

    private void Note(Turn turn, JobEntry job, bool isGranted)
    {
        if (!isGranted)
        {
            Refuse(turn, job, Again(turn));
            return;
        }

        job.Activation = Activation.Granted;
        _granted.Add(job.Record.Id);
    }

    private void Refuse(Turn turn, JobEntry job, DateTimeOffset? until)
    {
        (job.Activation, job.AskAgainTime) = (Activation.Refused, until);
        _refused.Add(job.Record.Id);
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), until);
    }

    // The others go on.
    private void StepAside(Turn turn, JobEntry job, PendingReason reason, DateTimeOffset until)
    {
        Forget(job);
        job.Activation = Activation.Refused;
        if (reason == PendingReason.ActivationFilter)
            _refused.Add(job.Record.Id);
        turn.Ledger.Put(job.Record with { PendingReason = reason, Deadline = until, ChangeTime = turn.Now });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), until);
    }

    private void Fail(Turn turn, JobEntry job, string message)
    {
        Forget(job);
        turn.Move(job, JobEvent.Reject, record => record with
        {
            EndTime = turn.Now,
            PendingReason = PendingReason.None,
            Deadline = null,
            ErrorCode = ReasonCodes.FailedByActivationFilter,
            ErrorMessage = message.Length == 0 ? "The activation filter failed it and gave no reason." : $"The activation filter failed it: {message}",
        });
    }

    private static DateTimeOffset Again(Turn turn) => turn.Now + TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.DefaultHoldDuration);
}
