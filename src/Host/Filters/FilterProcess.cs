using System.ComponentModel;
using System.Diagnostics;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Host.Filters;

/// <summary>One run of an administrator's program: without a shell, with one argument and nothing to read, and never for longer than it may.</summary>
internal static class FilterProcess
{
    // What the program has written is there when it has ended, unless something it left behind holds the pipe open.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs the program. When its time is over, or the host stops, it is killed with all it has started.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public static async Task<FilterVerdict> RunAsync(FilterCall call, string path, CancellationToken stop)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(call.Program, [path])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return new FilterVerdict { Outcome = FilterOutcome.NotStarted, Message = new Win32Exception(fault.NativeErrorCode).Message };
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(call.Timeout);
        process.StandardInput.Close();
        var errors = new FirstText();
        var reading = Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None),
            errors.ReadAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            stop.ThrowIfCancellationRequested();
            return new FilterVerdict { Outcome = FilterOutcome.TimedOut };
        }

        await Task.WhenAny(reading, Task.Delay(LastWords, CancellationToken.None)).ConfigureAwait(false);
        return new FilterVerdict { Outcome = FilterOutcome.Exited, ExitCode = process.ExitCode, Message = errors.Text };
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is AggregateException or Win32Exception or InvalidOperationException)
        {
            // It ended by itself just now, or a part of it belongs to somebody else.
        }
    }
}
