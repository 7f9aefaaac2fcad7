using System.Collections.Concurrent;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;
using HpcScheduler.Host.Handlers;
using HpcScheduler.Storage;
using Serilog;

namespace HpcScheduler.Host.Filters;

/// <summary>
/// Asks the administrator's programs: each call is a process that gets the path of a file with the job, private and gone afterwards. The
/// loop waits for none of them. What runs when the host stops is killed; the next host asks again.
/// </summary>
internal sealed class FilterPrograms : IFilters, IAsyncDisposable
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly StoreReader _reader;
    private readonly HostFolder _folder;
    private readonly IFilterEvents _events;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, Task> _calls = [];

    /// <summary>Filters of one host. What a host that died has left in the folder is deleted.</summary>
    public FilterPrograms(StoreReader reader, HostFolder folder, IFilterEvents events, ILogger log)
    {
        (_reader, _folder, _events, _log) = (reader, folder, events, log);
        try
        {
            if (Directory.Exists(folder.Filters))
                Directory.Delete(folder.Filters, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.Warning("{Folder} could not be emptied: {Reason}", folder.Filters, fault.Message);
        }
    }

    /// <inheritdoc/>
    public void Ask(FilterCall call)
    {
        var answering = Task.Run(() => AnswerAsync(call));
        _calls[call.Number] = answering;
        answering.ContinueWith(_ => _calls.TryRemove(call.Number, out Task? _), TaskScheduler.Default);
    }

    /// <summary>Kills what runs, and returns when it is gone, or does not go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_calls.Values), Task.Delay(Patience)).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AnswerAsync(FilterCall call)
    {
        try
        {
            var verdict = await RunAsync(call).ConfigureAwait(false);
            if (verdict.Outcome == FilterOutcome.Exited && verdict.ExitCode != 0)
                _log.Information("Filter {Program} for job {Job}: exit code {ExitCode} {Message}", call.Program, call.JobId, verdict.ExitCode, verdict.Message);
            else if (verdict.Outcome != FilterOutcome.Exited)
                _log.Warning("Filter {Program} for job {Job}: {Outcome} {Message}", call.Program, call.JobId, verdict.Outcome, verdict.Message);
            _events.Filtered(call, verdict);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next host asks again.
        }
        catch (Exception exception)
        {
            _log.Error(exception, "Filter {Program} for job {Job} could not be asked", call.Program, call.JobId);
            _events.Filtered(call, new FilterVerdict { Outcome = FilterOutcome.NotStarted, Message = exception.Message.TrimEnd('.') });
        }
    }

    private async Task<FilterVerdict> RunAsync(FilterCall call)
    {
        // A program that outlived its host may still write to the file it was given.
        var path = Path.Join(_folder.Filters, $"{call.JobId}.{Guid.NewGuid():N}.xml");
        try
        {
            Write(call.JobId, path);
            var verdict = await FilterProcess.RunAsync(call, path, _stop.Token).ConfigureAwait(false);
            return call.Kind == FilterKind.Submission && verdict is { Outcome: FilterOutcome.Exited, ExitCode: FilterVerdict.ChangedExitCode }
                ? Read(path, verdict)
                : verdict;
        }
        finally
        {
            if (Path.Exists(path))
                File.Delete(path);
        }
    }

    private void Write(int jobId, string path)
    {
        Directory.CreateDirectory(_folder.Filters, PrivateFile | UnixFileMode.UserExecute);
        var (job, tasks) = _reader.LoadJob(jobId) ?? throw new SchedulerException(SchedulerErrors.JobNotFound, jobId, jobId);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = PrivateFile,
        });
        JobXmlWriter.Write(
            file, path, JobView.Of(job, _folder), tasks.Where(task => task.Key.SubTaskId == 0).Select(task => TaskView.Of(task, job, _folder)));
    }

    private static FilterVerdict Read(string path, FilterVerdict verdict)
    {
        try
        {
            // What is no file cannot be read to its end.
            if (OwnerFile.Open(path, owner: null) is not { } file)
                return verdict with { Outcome = FilterOutcome.BadFile, Message = "it is no file any more" };
            file.Dispose();
            return verdict with { Properties = JobXmlReader.Read(path).Properties };
        }
        catch (SchedulerException fault)
        {
            return verdict with { Outcome = FilterOutcome.BadFile, Message = fault.Message };
        }
    }
}
