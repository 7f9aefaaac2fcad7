using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Host;

/// <summary>Something that the loop hands to the core.</summary>
internal abstract record Input
{
    /// <summary>Whether it may wait a moment for what comes next, to be committed together with that: nothing is begun or answered because of it.</summary>
    public virtual bool MayWait => false;

    /// <summary>The engine says that an attempt runs.</summary>
    public sealed record Started(AttemptKey Key, DateTimeOffset Time) : Input
    {
        /// <inheritdoc/>
        public override bool MayWait => true;
    }

    /// <summary>The engine says that an attempt is over.</summary>
    public sealed record Ended(AttemptKey Key, AttemptEnd End) : Input;

    /// <summary>A filter says what it thinks of a job.</summary>
    public sealed record Filtered(FilterCall Call, FilterVerdict Verdict) : Input;

    /// <summary>The engine says how busy the machine is.</summary>
    public sealed record Measured(MachineLoad Load) : Input;

    /// <summary>The host is to stop.</summary>
    public sealed record Stop : Input;

    /// <summary>The host cannot go on.</summary>
    public sealed record Fault(SchedulerException Error) : Input;

    /// <summary>Somebody asks for something and waits for the answer.</summary>
    public abstract record Request : Input
    {
        /// <summary>Lets the core decide. An error is kept for <see cref="Answer"/>.</summary>
        public abstract void Decide(SchedulerCore core);

        /// <summary>Answers, after what was decided is on disk.</summary>
        public abstract void Answer();

        /// <summary>Answers with an error.</summary>
        public abstract void Fail(Exception error);
    }
}

/// <summary>A request with the type of its answer.</summary>
/// <param name="Act">What the core does. It returns the answer, with an error beside it where the change is kept all the same.</param>
internal sealed record Request<TReply>(Func<SchedulerCore, (TReply Reply, SchedulerException? Error)> Act) : Input.Request
{
    // The answer must not be carried on by the loop's own thread.
    private readonly TaskCompletionSource<TReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TReply? _reply;
    private SchedulerException? _error;

    public Task<TReply> Reply => _answer.Task;

    public override void Decide(SchedulerCore core)
    {
        try
        {
            (_reply, _error) = Act(core);
        }
        catch (SchedulerException refusal)
        {
            _error = refusal;
        }
    }

    public override void Answer()
    {
        if (_error is null)
            _answer.TrySetResult(_reply!);
        else
            _answer.TrySetException(_error);
    }

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
