using System.Text;

namespace HpcScheduler.Client;

/// <summary>
/// Where a scheduler is: its folder and the socket its host listens on. Two addresses of the same socket are equal, however they were
/// written.
/// </summary>
public sealed record SchedulerAddress
{
    /// <summary>The file name of the socket in the scheduler's folder.</summary>
    public const string SocketName = "host.sock";

    /// <summary>The variable that names the scheduler when a command does not.</summary>
    public const string Variable = "CCP_SCHEDULER";

    /// <summary>The variable that names it on newer HPC Packs; read when the first is not set.</summary>
    public const string ConnectionVariable = "CCP_CONNECTIONSTRING";

    /// <summary>
    /// The variable that says which schedulers this process may reach: the one it names as -Scheduler does, those in folders below that one's, and no other; 'none' for none
    /// at all.
    /// </summary>
    public const string OnlyVariable = "HPCSCHEDULER_ONLY";

    private const string NoneName = "none";

    /// <summary>What names the scheduler that everybody on the machine shares.</summary>
    public const string MachineName = "machine";

    /// <summary>The folder of the scheduler that everybody on the machine shares.</summary>
    public const string MachineFolder = "/var/lib/hpcscheduler";

    /// <summary>The personal scheduler that is meant when nothing names one.</summary>
    public const string DefaultName = "default";

    // sockaddr_un holds 108 bytes, the last of them zero.
    private const int MaximumSocketBytes = 107;

    private SchedulerAddress(SshAddress ssh) => (Ssh, Folder, Socket) = (ssh, ssh.ToString(), ssh.ToString());

    private SchedulerAddress(string folder, string socket)
    {
        Folder = folder;
        Socket = socket;
        var bytes = Encoding.UTF8.GetByteCount(socket);
        if (bytes > MaximumSocketBytes)
            throw new SchedulerException(SchedulerErrors.SocketPathTooLong, socket, socket, bytes, MaximumSocketBytes);
    }

    /// <summary>The folder that holds its database, attempts and log.</summary>
    public string Folder { get; }

    /// <summary>The socket.</summary>
    public string Socket { get; }

    /// <summary>Whether it is the one that everybody on the machine shares, which a request does not start.</summary>
    public bool IsMachine => Folder == MachineFolder;

    /// <summary>Whether it is the personal scheduler that is meant when nothing names one, which the first request makes.</summary>
    public bool IsDefault => Ssh is null && Folder == Path.Join(PersonalRoot(Environment.GetEnvironmentVariable), DefaultName);

    /// <summary>How it is reached by ssh; then folder and socket are this address. Null for a scheduler on this machine.</summary>
    public SshAddress? Ssh { get; }

    /// <summary>Whether a host started for the folder would listen on the socket.</summary>
    public bool CanStart => Ssh is null && Path.GetFileName(Socket) == SocketName;

    /// <summary>
    /// Reads what a user gives as -Scheduler: an ssh address, a folder or socket if it holds a slash, 'machine' for the one that everybody on the machine
    /// shares, else the name of a personal scheduler. Null or empty means the variable CCP_SCHEDULER, without it CCP_CONNECTIONSTRING, and without both
    /// the personal scheduler 'default'.
    /// </summary>
    /// <param name="value">What the user gave.</param>
    /// <param name="currentFolder">What relative paths are relative to.</param>
    /// <exception cref="SchedulerException">
    /// The value names no scheduler, several head nodes or one that HPCSCHEDULER_ONLY rules out, or its socket's path is too long.
    /// </exception>
    public static SchedulerAddress Resolve(string? value, string currentFolder) =>
        Resolve(value, currentFolder, Environment.GetEnvironmentVariable);

    /// <summary>As above, with an environment of the caller's.</summary>
    public static SchedulerAddress Resolve(string? value, string currentFolder, Func<string, string?> environment) => Resolve(
        value,
        text => text == "~" || text.Contains('/', StringComparison.Ordinal) ? HomePath.Expand(text, currentFolder, environment) : null,
        environment);

    /// <summary>As above, for a caller with paths of a kind of its own.</summary>
    /// <param name="value">What the user gave.</param>
    /// <param name="path">The absolute path that a text stands for, or null if it is none.</param>
    /// <param name="environment">The value of a variable.</param>
    public static SchedulerAddress Resolve(string? value, Func<string, string?> path, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(environment);
        var address = Read(new[] { value, environment(Variable), environment(ConnectionVariable) }.FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? DefaultName, path, environment);
        return environment(OnlyVariable) is not { Length: > 0 } only || (only != NoneName && address.IsWithin(Read(only, path, environment)))
            ? address
            : throw new SchedulerException(SchedulerErrors.SchedulerRuledOut, address.ToString(), address, only, OnlyVariable);
    }

    private static SchedulerAddress Read(string value, Func<string, string?> path, Func<string, string?> environment)
    {
        if (SshAddress.Parse(value) is { } ssh)
            return new SchedulerAddress(ssh);
        if (value.Contains("://", StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            throw new SchedulerException(SchedulerErrors.InvalidSchedulerName, value, value);
        if (path(value) is { } full)
            return FromPath(full);
        if (value == MachineName)
            return FromFolder(MachineFolder);
        if (value.Contains(',', StringComparison.Ordinal))
            throw new SchedulerException(SchedulerErrors.SeveralHeadNodes, value, value);
        if (!IsName(value))
            throw new SchedulerException(SchedulerErrors.InvalidSchedulerName, value, value);
        return FromFolder(Path.Join(PersonalRoot(environment), value));
    }

    // By ssh the folders are another machine's.
    private bool IsWithin(SchedulerAddress other) => Equals(other)
        || (Ssh is null && other.Ssh is null && Folder.StartsWith(other.Folder.TrimEnd('/') + "/", StringComparison.Ordinal));

    /// <summary>The folder below which each personal scheduler has its own.</summary>
    public static string PersonalRoot(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var data = environment("XDG_DATA_HOME");
        // The base directory specification says that a relative path here is to be ignored.
        if (string.IsNullOrEmpty(data) || !Path.IsPathRooted(data))
            data = Path.Join(HomePath.Home(environment), ".local", "share");
        return Path.Join(data, "hpcscheduler");
    }

    /// <inheritdoc/>
    public bool Equals(SchedulerAddress? other) => other is not null && Socket == other.Socket;

    /// <inheritdoc/>
    public override int GetHashCode() => Socket.GetHashCode(StringComparison.Ordinal);

    /// <summary>The folder, or the socket where it has a name of its own.</summary>
    public override string ToString() => CanStart ? Folder : Socket;

    /// <summary>Whether the value can be the name of a scheduler.</summary>
    internal static bool IsName(string value) =>
        value is not ("." or "..")
        && value[0] != '-'
        && value.All(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_');

    private static SchedulerAddress FromFolder(string folder) => new(folder, Path.Join(folder, SocketName));

    private static SchedulerAddress FromPath(string path)
    {
        var isSocket = File.Exists(path) || (Path.GetFileName(path) == SocketName && !Directory.Exists(path));
        return isSocket && Path.GetDirectoryName(path) is { } folder ? new(folder, path) : FromFolder(path);
    }
}
