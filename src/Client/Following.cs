using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>What <see cref="Following{TItem}.Next"/> found.</summary>
public enum Followed
{
    /// <summary>A line came.</summary>
    Line,

    /// <summary>Every query has ended.</summary>
    End,

    /// <summary>Nothing came in the time given.</summary>
    TimeOver,
}

/// <summary>
/// Reads several queries, each of another scheduler, at once and from a thread that may block for a time of its choice, such as the
/// one of a PowerShell pipeline. A query that breaks off because its host died is asked again, of a new host. Its first lines come twice, unless it can be
/// told where to go on: then it also outlives a host that is stopped, if the next one comes soon.
/// Disposing it ends the queries.
/// </summary>
/// <typeparam name="TItem">What the queries list.</typeparam>
public sealed class Following<TItem> : IDisposable
{
    // Hosts that die one after the other so soon after their start will not live longer the next time.
    private const int BreaksInTurn = 3;

    private const int Ahead = 256;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static readonly SchedulerError[] Gone =
        [SchedulerErrors.SchedulerNotRunning, SchedulerErrors.MachineNotRunning];

    private readonly CancellationTokenSource _ending;
    // A reader who is slow makes the host wait.
    private readonly Channel<(SchedulerClient Client, Line<TItem> Line)> _lines =
        Channel.CreateBounded<(SchedulerClient, Line<TItem>)>(new BoundedChannelOptions(Ahead) { SingleReader = true });

    private readonly Func<ISchedulerQuery<TItem>, TItem, ISchedulerQuery<TItem>?>? _behind;
    private readonly TimeSpan _patience;

    private readonly Task _pumps;
    private Task<bool>? _more;

    /// <summary>Sends the queries.</summary>
    /// <param name="queries">Each query with whom it is sent to.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="behind">
    /// Of a query and an item that it gave, the query that goes on behind the item, or null where there is none; without it a query is asked again as it was.
    /// </param>
    /// <param name="patience">How long the next host of one that was stopped is waited for; null for a minute.</param>
    public Following(
        IEnumerable<(SchedulerClient Client, ISchedulerQuery<TItem> Query)> queries,
        CancellationToken cancellation,
        Func<ISchedulerQuery<TItem>, TItem, ISchedulerQuery<TItem>?>? behind = null,
        TimeSpan? patience = null)
    {
        (_behind, _patience) = (behind, patience ?? NextHost.Patience);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _pumps = PumpAllAsync(queries.ToList());
    }

    /// <summary>Waits for the next line.</summary>
    /// <param name="time">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for any.</param>
    /// <param name="line">Who sent it, and what.</param>
    /// <exception cref="SchedulerException">A scheduler could not be reached or does not take the query.</exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public Followed Next(TimeSpan time, out (SchedulerClient Client, Line<TItem> Line) line)
    {
        while (!_lines.Reader.TryRead(out line))
        {
            // One that is left from a wait whose time was over may tell of a line that was read since.
            _more ??= _lines.Reader.WaitToReadAsync(_ending.Token).AsTask();
            if (Task.WaitAny([_more], time) < 0)
                return Followed.TimeOver;
            var arrived = _more;
            _more = null;
            if (!arrived.GetAwaiter().GetResult())
                return Followed.End;
        }

        return Followed.Line;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        // A pump never fails: it hands its error to the reader.
        _pumps.GetAwaiter().GetResult();
        _ending.Dispose();
    }

    private async Task PumpAllAsync(List<(SchedulerClient Client, ISchedulerQuery<TItem> Query)> queries)
    {
        await Task.WhenAll(queries.Select(query => PumpAsync(query.Client, query.Query))).ConfigureAwait(false);
        _lines.Writer.TryComplete();
    }

    private async Task PumpAsync(SchedulerClient client, ISchedulerQuery<TItem> query)
    {
        var asked = new Asked(query);
        try
        {
            for (var breaks = 0; await PumpOnceAsync(client, asked, breaks < BreaksInTurn).ConfigureAwait(false) is { } life;)
                breaks = life < Soon ? breaks + 1 : 0;
        }
        catch (Exception exception)
        {
            _lines.Writer.TryComplete(exception);
        }
    }

    // Null when the query ended, else how long it lived until it broke off.
    private async Task<TimeSpan?> PumpOnceAsync(SchedulerClient client, Asked asked, bool mayBreak)
    {
        var started = Stopwatch.GetTimestamp();
        SchedulerException broken;
        try
        {
            await foreach (var line in client.QueryAsync(asked.Query!, _ending.Token).ConfigureAwait(false))
            {
                if (_behind is not null && line.Problem is { } problem && problem.ErrorId == SchedulerErrors.SchedulerStopping.Id)
                    throw problem.ToException();
                if (_behind is not null && asked.Query is { } query && line.Item is { } item)
                    asked.Query = _behind(query, item);
                await _lines.Writer.WriteAsync((client, line), _ending.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (SchedulerException exception) when (asked.Query is not null && mayBreak)
        {
            broken = exception;
        }

        if (broken.Error != SchedulerErrors.SchedulerUnreachable)
        {
            var isGone = broken.Error == SchedulerErrors.SchedulerStopping || (asked.HasBroken && Gone.Contains(broken.Error));
            if (_behind is null || !isGone)
                ExceptionDispatchInfo.Throw(broken);
            await NextHost.WaitAsync(client.Address, broken, _patience, _ending.Token).ConfigureAwait(false);
        }

        asked.HasBroken = true;
        return Stopwatch.GetElapsedTime(started);
    }

    // A query that goes on behind what it has given.
    private sealed class Asked(ISchedulerQuery<TItem> query)
    {
        public ISchedulerQuery<TItem>? Query { get; set; } = query;

        /// <summary>Whether a host was there.</summary>
        public bool HasBroken { get; set; }
    }
}
