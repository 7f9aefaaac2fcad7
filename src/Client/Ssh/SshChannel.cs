using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>An ssh process with a far side behind it that has greeted.</summary>
internal sealed class SshChannel
{
    // What a login may take, with a name server that does not answer at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A process that was told to end, and the rest of what one said that has ended.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WordsPatience = TimeSpan.FromMilliseconds(500);

    private const int MostWords = 2000;
    private const int MostNoise = 64 * 1024;

    private readonly SshAddress _address;
    private readonly Process _process;
    private readonly StringBuilder _words = new();
    private readonly Task _listening;

    private SshChannel(SshAddress address, Process process)
    {
        (_address, _process) = (address, process);
        (Input, Output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _listening = ListenAsync();
    }

    /// <summary>Where the far side reads.</summary>
    public Stream Input { get; }

    /// <summary>Where it writes.</summary>
    public Stream Output { get; }

    /// <summary>Connects.</summary>
    /// <exception cref="SchedulerException">ssh is not there, it failed, or there is no HpcScheduler on the far side.</exception>
    public static async Task<SshChannel> OpenAsync(SshAddress address, CancellationToken cancellation)
    {
        SshChannel channel;
        try
        {
            channel = new SshChannel(address, Process.Start(SshProgram.Command(address))!);
        }
        catch (Win32Exception exception)
        {
            throw SshFailure.Of(address, null, exception.Message.TrimEnd('.'));
        }

        try
        {
            await channel.GreetAsync(cancellation).ConfigureAwait(false);
            return channel;
        }
        catch
        {
            channel.Kill();
            throw;
        }
    }

    /// <summary>Gives an order and waits for the answer.</summary>
    /// <exception cref="SchedulerException">The far side's own reason, with the address in front; or it does not answer.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task OrderAsync(TunnelOrder order, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // The far side waits for a host that it starts, but not longer than this; one that stops has its time.
        if (order.Verb is not (TunnelVerb.Stop or TunnelVerb.StopByForce))
            patience.CancelAfter(2 * Patience);
        byte[] answer;
        try
        {
            await Frames.WriteAsync(Input, Encoding.UTF8.GetBytes(order.ToString()), patience.Token).ConfigureAwait(false);
            answer = await Frames.ReadAsync(Output, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw SshFailure.Of(_address, null, $"the far side does not answer after {2 * Patience.TotalSeconds} seconds");
        }

        var problem = JsonSerializer.Deserialize(answer, ProtocolJson.Default.Problem);
        if (problem is { ErrorId.Length: > 0 })
            throw new SchedulerException(SchedulerErrors.Find(problem.ErrorId), problem.Target, $"{_address}: {problem.Detail}", null);
    }

    /// <summary>What to say of a connection that broke.</summary>
    public async Task<SshBrokenException> BrokenAsync()
    {
        var words = await LastWordsAsync().ConfigureAwait(false);
        return new SshBrokenException("the ssh connection broke" + (words.Length == 0 ? "" : ": " + words));
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        CloseInput();
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }

        _ = ForgetAsync();
    }

    /// <summary>Lets the far side end, and ssh with it.</summary>
    public async Task CloseAsync()
    {
        CloseInput();
        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill();
            return;
        }

        await ForgetAsync().ConfigureAwait(false);
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // Nobody reads it any more, or it was closed before.
        }
    }

    private async Task ForgetAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var noise = new StringBuilder();
        var buffer = new byte[Frames.Largest];
        try
        {
            // The far side says nothing more until it is spoken to, so the greeting is the end of what comes.
            while (!noise.ToString().EndsWith(FarSide.Greeting + "\n", StringComparison.Ordinal))
            {
                var count = await Output.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
                noise.Append(Encoding.Latin1.GetString(buffer, 0, count));
                if (count > 0 && noise.Length <= MostNoise)
                    continue;
                var words = await LastWordsAsync().ConfigureAwait(false);
                throw SshFailure.Of(_address, _process.HasExited ? _process.ExitCode : null, words.Length > 0 ? words : OneLine(noise.ToString()));
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var said = OneLine(Heard());
            throw SshFailure.Of(_address, null, $"it does not answer after {Patience.TotalSeconds} seconds" + (said.Length == 0 ? "" : $"; {said}"));
        }
    }

    // A master connection that ssh leaves behind may hold the error output open, so its end is not waited for.
    private async Task<string> LastWordsAsync()
    {
        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            await _listening.WaitAsync(WordsPatience, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            // What has been heard so far.
        }

        return OneLine(Heard());
    }

    private string Heard()
    {
        lock (_words)
            return _words.ToString();
    }

    private static string OneLine(string words)
    {
        var line = string.Join(" | ", words.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return new string([.. line.TakeLast(MostWords).Where(character => !char.IsControl(character))]).TrimEnd('.');
    }

    private async Task ListenAsync()
    {
        var buffer = new char[1024];
        try
        {
            while (await _process.StandardError.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                lock (_words)
                {
                    _words.Append(buffer, 0, count);
                    if (_words.Length > 2 * MostWords)
                        _words.Remove(0, _words.Length - MostWords);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was given up.
        }
    }
}
