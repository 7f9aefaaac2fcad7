using System.Globalization;
using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// What is kept on disk of one attempt: <c>spec</c> (what was asked), <c>identity</c> (who runs it), <c>stdout</c> and <c>stderr</c>
/// where the user named no files, <c>stop</c> (a stop was asked for) and <c>exit</c> (how it ended; on a full disk that is the second line of
/// <c>identity</c>, which has room of its own); <c>command</c> holds a command line that is too long for an argument. Whoever creates <c>identity</c> decides whether the command line runs, so it runs at most once. A
/// machine scheduler's attempt has files of two users: output and spec are the job owner's, all else and the folder itself are root's, so that the
/// owner can put nothing in the place of what root reads; who runs it is then said in <c>runner</c> and not in the spec. When it is over all of them are
/// root's.
/// </summary>
internal sealed class AttemptFolder(string root, AttemptKey key)
{
    private const uint OwnerOnly = 0x1C0;

    // Others come to what is theirs in it if they know its name.
    private const uint OwnerAndPassers = 0x1C9;
    private static readonly byte[] Claim = "claimed\n"u8.ToArray();

    private readonly string _task = System.IO.Path.Combine(root, key.Task.ToString());

    /// <summary>Its name below the folder of all attempts.</summary>
    public string Name { get; } = $"{key.Task}/{key.Instance.ToString(CultureInfo.InvariantCulture)}";

    public string Path => field ??= System.IO.Path.Combine(root, Name);

    public string Stdout => Path + "/stdout";

    public string Stderr => Path + "/stderr";

    public string Command => Path + "/command";

    /// <summary>The files that the owner of the job can write to while it runs.</summary>
    public IReadOnlyList<string> OfOwner => [Stdout, Stderr, Path + "/spec", Command];

    /// <summary>Makes the folder if it is not there.</summary>
    /// <returns>0, or the system's error number.</returns>
    public int Create() => Create(OwnerOnly);

    /// <summary>As <see cref="Create()"/>, with the files that the owner of the job cannot make there.</summary>
    /// <returns>0, or the system's error number.</returns>
    public int Create(Account? owner)
    {
        if (owner is null)
            return Create();
        var error = Create(OwnerAndPassers);
        foreach (var (path, whose) in (ReadOnlySpan<(string, Account?)>)[(Stdout, owner), (Stderr, owner), (Path + "/exit", null)])
        {
            if (error == 0 && UnixFile.Write(path, [], exclusive: true, whose) is not (0 or Libc.EEXIST) and var failure)
                error = failure;
        }

        return error;
    }

    /// <summary>Says what was asked, and who is to run it.</summary>
    /// <param name="head">Who is to run it.</param>
    /// <param name="spec">What was asked.</param>
    /// <param name="owner">As whom it runs, where that is not whoever runs the host.</param>
    /// <returns>0, or the system's error number.</returns>
    public int WriteSpec(string head, string spec, Account? owner)
    {
        if (owner is null)
            return UnixFile.Write(Path + "/spec", Encoding.UTF8.GetBytes(head + spec), exclusive: false);
        var error = UnixFile.Write(Path + "/runner", Encoding.UTF8.GetBytes(head), exclusive: false);
        return error == 0 ? UnixFile.Write(Path + "/spec", Encoding.UTF8.GetBytes(spec), exclusive: false, owner) : error;
    }

    /// <summary>Keeps a command line that is too long for an argument.</summary>
    /// <param name="text">The command line.</param>
    /// <param name="owner">As whom it runs, where that is not whoever runs the host.</param>
    /// <returns>0, or the system's error number.</returns>
    public int WriteCommand(string text, Account? owner) => UnixFile.Write(Command, Encoding.UTF8.GetBytes(text), exclusive: false, owner);

    /// <summary>Says who runs it, unless that has been said.</summary>
    /// <returns>False if it has been said, or cannot be.</returns>
    public bool TryName(ProcessIdentity runner) => Create() == 0 && UnixFile.Write(Path + "/identity", Encoding.UTF8.GetBytes(runner.Line), exclusive: true) == 0;

    /// <summary>Takes from the job's owner what was the owner's to write while it ran.</summary>
    public void TakeFromOwner()
    {
        foreach (var path in OfOwner)
            UnixFile.TakeOver(path);
    }

    /// <summary>Whether it says what was asked.</summary>
    public bool HasSpec => File.Exists(Path + "/spec");

    /// <summary>Who was to run it, and in which control group; null what is not known.</summary>
    public (ProcessIdentity? Runner, string? ControlGroup) ReadSpec() =>
        Spec.Read(UnixFile.ReadEnd(Path + "/runner", 1024, out _) ?? UnixFile.ReadEnd(Path + "/spec", int.MaxValue, out _));

    /// <summary>Who runs it. Null and <paramref name="state"/> say why nobody can be named.</summary>
    public ProcessIdentity? ReadIdentity(out IdentityState state)
    {
        var (content, _) = ReadClaim();
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
    public void WriteExit(string text)
    {
        var line = Encoding.UTF8.GetBytes(text + "\n");
        if (UnixFile.Write(Path + "/exit", line, exclusive: false) != 0)
            _ = UnixFile.Append(Path + "/identity", line);
    }

    /// <summary>What its runner left, without the newline that makes it whole; null if there is nothing whole.</summary>
    public string? ReadExit()
    {
        var exit = UnixFile.ReadEnd(Path + "/exit", 64 * 1024, out _);
        if (exit is not [.., (byte)'\n'])
            (_, exit) = ReadClaim();
        return exit is [.. var text, (byte)'\n'] ? Encoding.UTF8.GetString(text).TrimEnd('\n') : null;
    }

    /// <summary>When its exit was written.</summary>
    public DateTimeOffset ExitTime() => new(File.GetLastWriteTimeUtc(Path + (File.Exists(Path + "/exit") ? "/exit" : "/identity")), TimeSpan.Zero);

    // The first line of the identity file, whole or nothing, and what is below it; null if there is no such file.
    private (byte[]? Who, byte[]? Exit) ReadClaim()
    {
        if (UnixFile.ReadEnd(Path + "/identity", 1024, out _) is not { } claim)
            return default;
        var end = claim.AsSpan().IndexOf((byte)'\n') + 1;
        return (claim[..end], claim[end..]);
    }

    private int Create(uint mode)
    {
        if (Libc.MakeFolder(_task, mode) != 0 && Libc.LastError != Libc.EEXIST)
            return Libc.LastError;
        return Libc.MakeFolder(Path, mode) == 0 || Libc.LastError == Libc.EEXIST ? 0 : Libc.LastError;
    }
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
