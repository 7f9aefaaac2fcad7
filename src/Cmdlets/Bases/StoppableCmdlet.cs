using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that speaks to schedulers from the pipeline thread: Ctrl+C ends whatever it waits for, and an error of the table becomes an
/// error record with the same id. An error about one item is written and the others go on; a scheduler that cannot be reached ends the
/// command.
/// </summary>
public abstract partial class StoppableCmdlet : PSCmdlet, IDisposable
{
    private const int StartActivity = 2;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;

    /// <summary>Canceled when the user stops the pipeline.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The folder that relative paths are relative to.</summary>
    protected string CurrentFolder => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _disposed = true;
            _stopping.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        // Another thread calls this, maybe at the moment at which the cmdlet ends by itself.
        lock (_gate)
        {
            if (!_disposed)
                _stopping.Cancel();
        }
    }

    /// <summary>Whether the user gave the parameter.</summary>
    protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The value of a parameter, or null if the user did not give it.</summary>
    /// <param name="value">The parameter's property.</param>
    /// <param name="parameter">Its name.</param>
    protected T? Given<T>(T value, [CallerArgumentExpression(nameof(value))] string parameter = "")
        where T : struct => IsBound(parameter) ? value : null;

    /// <summary>Does something without which the command cannot go on: an error ends it.</summary>
    protected T Require<T>(Func<T> work, object? target = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work();
        }
        catch (SchedulerException exception)
        {
            ThrowTerminatingError(exception.ToErrorRecord(target));
            throw;
        }
    }

    /// <summary>Waits for work of the client on the pipeline thread.</summary>
    protected T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Stoppable(() => Await(() => work(StopToken)));
    }

    /// <summary>Writes an error about one item; one about the scheduler itself ends the command.</summary>
    protected void Fail(SchedulerException exception, object? target)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var record = exception.ToErrorRecord(target);
        if (ErrorRecords.EndsCommand(exception.Error))
            ThrowTerminatingError(record);
        WriteError(record);
    }

    /// <summary>Sends a request about one item. If it is refused, the error is written and the answer is false.</summary>
    /// <param name="client">The scheduler.</param>
    /// <param name="request">The request.</param>
    /// <param name="target">What the user named.</param>
    /// <param name="reply">The reply.</param>
    protected bool TrySend<TReply>(
        SchedulerClient client, ISchedulerRequest<TReply> request, object? target, [NotNullWhen(true)] out TReply? reply)
        where TReply : class
    {
        ArgumentNullException.ThrowIfNull(client);
        var started = Announce(client, request);
        try
        {
            reply = Run(cancellation => client.SendAsync(request, cancellation));
            WriteDebug($"answered after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms");
            return true;
        }
        catch (SchedulerException exception)
        {
            Fail(exception, target);
            reply = null;
            return false;
        }
    }

    /// <summary>Sends a query, hands on each item as it comes and writes each error.</summary>
    /// <param name="client">The scheduler.</param>
    /// <param name="query">The query.</param>
    /// <param name="target">What the user named.</param>
    /// <param name="use">Takes an item.</param>
    /// <returns>How many items and errors came.</returns>
    protected int Each<TItem>(SchedulerClient client, ISchedulerQuery<TItem> query, object? target, Action<TItem> use)
        where TItem : class
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(use);
        var started = Announce(client, query);
        var count = 0;
        try
        {
            var lines = client.QueryAsync(query, StopToken).GetAsyncEnumerator(StopToken);
            try
            {
                while (Stoppable(() => Await(() => lines.MoveNextAsync().AsTask())))
                {
                    count++;
                    if (lines.Current.Item is { } item)
                        use(item);
                    else if (lines.Current.Problem is { } problem)
                        Fail(problem.ToException(), target);
                }
            }
            finally
            {
                lines.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }

            WriteDebug($"answered after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms");
        }
        catch (SchedulerException exception)
        {
            count++;
            Fail(exception, target);
        }

        return count;
    }

    /// <summary>Does blocking work; when the user stops it, the pipeline stops.</summary>
    protected T Stoppable<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    // Waits on the pipeline thread, which alone may write progress, and tells when a host is started meanwhile.
    private T Await<T>(Func<Task<T>> begin)
    {
        var starting = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        HostLauncher.Starting.Value = folder => starting.TrySetResult(folder);
        Task<T> work;
        try
        {
            work = begin();
        }
        finally
        {
            HostLauncher.Starting.Value = null;
        }

        if (work.IsCompleted || Task.WaitAny(work, starting.Task) == 0)
            return work.GetAwaiter().GetResult();
        WriteProgress(new ProgressRecord(StartActivity, MyInvocation.MyCommand.Name, $"Starting the scheduler in {PlainText.Line(starting.Task.Result)}"));
        try
        {
            return work.GetAwaiter().GetResult();
        }
        finally
        {
            if (!StopToken.IsCancellationRequested)
                WriteProgress(new ProgressRecord(StartActivity, MyInvocation.MyCommand.Name, "started") { RecordType = ProgressRecordType.Completed });
        }
    }

    private long Announce(SchedulerClient client, object request)
    {
        WriteVerbose($"{request.GetType().Name} to {client.Address}");
        return Stopwatch.GetTimestamp();
    }
}
