using System.Globalization;
using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// What is kept on disk of one attempt: <c>spec</c> (what was asked), <c>identity</c> (who runs it), <c>stdout</c> and <c>stderr</c>
/// where the user named no files, <c>stop</c> (a stop was asked for) and <c>exit</c> (how it ended). Whoever creates
/// <c>identity</c> decides whether the command line runs, so it runs at most once.
/// </summary>
internal sealed class AttemptFolder(string root, AttemptKey key)
{
    private const uint OwnerOnly = 0x1C0;
    private static readonly byte[] Claim = "claimed\n"u8.ToArray();

    private readonly string _task = System.IO.Path.Combine(root, key.Task.ToString());

    /// <summary>Its name below the folder of all attempts.</summary>
    public string Name { get; } = $"{key.Task}/{key.Instance.ToString(CultureInfo.InvariantCulture)}";

    public string Path => field ??= System.IO.Path.Combine(root, Name);

    public string Stdout => Path + "/stdout";

    public string Stderr => Path + "/stderr";

    /// <summary>Makes the folder if it is not there.</summary>
    /// <returns>0, or the system's error number.</returns>
    public int Create()
    {
        if (Libc.MakeFolder(_task, OwnerOnly) != 0 && Libc.LastError != Libc.EEXIST)
            return Libc.LastError;
        return Libc.MakeFolder(Path, OwnerOnly) == 0 || Libc.LastError == Libc.EEXIST ? 0 : Libc.LastError;
    }

    /// <summary>Says what was asked.</summary>
    /// <returns>0, or the system's error number.</returns>
    public int WriteSpec(ReadOnlySpan<byte> spec) => UnixFile.Write(Path + "/spec", spec, exclusive: false);

    /// <summary>Whether it says what was asked.</summary>
    public bool HasSpec => File.Exists(Path + "/spec");

    /// <summary>Who was to run it, and in which control group; null what is not known.</summary>
    public (ProcessIdentity? Runner, string? ControlGroup) ReadSpec() => Spec.Read(UnixFile.ReadEnd(Path + "/spec", int.MaxValue, out _));

    /// <summary>Who runs it. Null and <paramref name="state"/> say why nobody can be named.</summary>
    public ProcessIdentity? ReadIdentity(out IdentityState state)
    {
        var content = UnixFile.ReadEnd(Path + "/identity", 1024, out _);
        var identity = content is null ? null : ProcessIdentity.Parse(content);
        state = content is null ? IdentityState.Missing
            : content.AsSpan().SequenceEqual(Claim) ? IdentityState.Claimed
            : identity is null ? IdentityState.Torn
            : IdentityState.Known;
        return identity;
    }

    /// <summary>Makes certain that the command line never runs from now on. False if somebody else was first, or it cannot be done.</summary>
    public bool TryClaim() => Create() == 0 && UnixFile.Write(Path + "/identity", Claim, exclusive: true) == 0;

    /// <summary>Makes a command that is just being started see that it is to stop.</summary>
    public void AskToStop() => _ = UnixFile.Write(Path + "/stop", [], exclusive: false);

    /// <summary>Keeps how an attempt ended for whoever asks after the host's death, where its runner left nothing.</summary>
    public void WriteExit(string text) => _ = UnixFile.Write(Path + "/exit", Encoding.UTF8.GetBytes(text + "\n"), exclusive: false);

    /// <summary>What its runner left, without the newline that makes it whole; null if there is nothing whole.</summary>
    public string? ReadExit() =>
        UnixFile.ReadEnd(Path + "/exit", 64 * 1024, out _) is [.. var text, (byte)'\n'] ? Encoding.UTF8.GetString(text).TrimEnd('\n') : null;

    /// <summary>When its exit was written.</summary>
    public DateTimeOffset ExitTime() => new(File.GetLastWriteTimeUtc(Path + "/exit"), TimeSpan.Zero);
}

/// <summary>What is known of who runs an attempt.</summary>
internal enum IdentityState
{
    /// <summary>Nobody yet.</summary>
    Missing,

    /// <summary>Nobody, for ever: a host has claimed it.</summary>
    Claimed,

    /// <summary>Somebody, but it cannot be read who.</summary>
    Torn,

    /// <summary>The process that is named.</summary>
    Known,
}
