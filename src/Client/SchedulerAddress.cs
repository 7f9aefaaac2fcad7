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
    /// shares, else the name of a personal scheduler. Null or empty means the CCP_SCHEDULER variable, and without it the personal scheduler 'default'.
    /// </summary>
    /// <param name="value">What the user gave.</param>
    /// <param name="currentFolder">What relative paths are relative to.</param>
    /// <exception cref="SchedulerException">The value names no scheduler, or its socket's path is too long.</exception>
    public static SchedulerAddress Resolve(string? value, string currentFolder) =>
        Resolve(value, currentFolder, Environment.GetEnvironmentVariable);

    /// <summary>As above, with an environment of the caller's.</summary>
    public static SchedulerAddress Resolve(string? value, string currentFolder, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (string.IsNullOrEmpty(value))
            value = environment(Variable);
        if (string.IsNullOrEmpty(value))
            value = DefaultName;
        if (SshAddress.Parse(value) is { } ssh)
            return new SchedulerAddress(ssh);
        if (value.Contains("://", StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            throw new SchedulerException(SchedulerErrors.InvalidSchedulerName, value, value);
        if (value == "~" || value.Contains('/', StringComparison.Ordinal))
            return FromPath(HomePath.Expand(value, currentFolder, environment));
        if (value == MachineName)
            return FromFolder(MachineFolder);
        if (!IsName(value))
            throw new SchedulerException(SchedulerErrors.InvalidSchedulerName, value, value);
        return FromFolder(Path.Join(PersonalRoot(environment), value));
    }

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
