using System.Diagnostics;
using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>
/// Users whom one test alone knows, each with a home, and programs that run as they: in a mount namespace, so that nothing is changed on the machine.
/// Disposing it ends what was started and removes the files, and fails if a process was left.
/// </summary>
internal sealed class UserMachine : IAsyncDisposable
{
    private const uint FirstUserId = 70_001;

    private const string AsUser = """
        mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/group && eval "$3" || exit 99
        user=$4 home=$5; shift 5
        exec setpriv --reuid "$user" --regid "$user" --init-groups env HOME="$home" TMPDIR=/tmp "$@"
        """;

    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<TestUser> _users = [];
    private readonly List<UserClient> _clients = [];

    public UserMachine(params ReadOnlySpan<string> users)
    {
        Root = Directory.CreateTempSubdirectory("hpc-").FullName;
        Command.Run("chmod", "755", Root);
        _ending.CancelAfter(TimeSpan.FromMinutes(2));
        File.Copy("/etc/passwd", Passwords);
        File.Copy("/etc/group", Groups);
        foreach (var name in users)
        {
            var user = new TestUser(name, FirstUserId + (uint)_users.Count, Path.Join(Root, name));
            _users.Add(user);
            MakeFolder(user.Home, user);
            File.AppendAllText(Passwords, $"{name}:x:{user.UserId}:{user.UserId}::{user.Home}:/bin/sh\n");
            File.AppendAllText(Groups, $"{name}:x:{user.UserId}:\n");
        }
    }

    /// <summary>For files of the test: root's, and everybody may pass.</summary>
    public string Root { get; }

    /// <summary>Canceled when the test takes too long.</summary>
    public CancellationToken Token => _ending.Token;

    private string Passwords => Path.Join(Root, "passwd");

    private string Groups => Path.Join(Root, "group");

    /// <summary>A user of it.</summary>
    public TestUser User(string name) => _users.Single(user => user.Name == name);

    /// <summary>Makes a folder that is a user's.</summary>
    public static string MakeFolder(string path, TestUser user, string mode = "755")
    {
        Directory.CreateDirectory(path);
        Command.Run("chmod", mode, path);
        Libc.Own(path, user.UserId);
        return path;
    }

    /// <summary>Starts a program as a user.</summary>
    /// <param name="user">As whom.</param>
    /// <param name="before">What root does first, in the namespace: a command of the shell.</param>
    /// <param name="home">HOME; null: the user's.</param>
    /// <param name="command">The program and its arguments.</param>
    public Process Start(TestUser user, string before, string? home, params string[] command)
    {
        string[] arguments = ["--mount", "/bin/sh", "-c", AsUser, "sh", Passwords, Groups, before, user.UserId.ToString(), home ?? user.Home, .. command];
        return Process.Start(new ProcessStartInfo("unshare", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
    }

    /// <summary>Has a user start a host; what it says first.</summary>
    public async Task<string> StartHostAsync(TestUser user, string folder, string before = ":", params string[] options)
    {
        using var process = Start(user, before, null, [TestHost.Program, "run", "--path", folder, "--subscribed-cores", "2", .. options]);
        return await process.StandardOutput.ReadLineAsync(Token) ?? "";
    }

    /// <summary>Speaks to the host of a folder as a user.</summary>
    public UserClient As(TestUser user, string folder)
    {
        var client = new UserClient(Path.Join(folder, SchedulerAddress.SocketName), user);
        _clients.Add(client);
        return client;
    }

    /// <summary>Whose all files below a folder are, by name.</summary>
    public static Dictionary<string, uint> OwnersOf(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder).ToDictionary(file => file, FileOwner.Of);

    /// <summary>Stops the host of a folder.</summary>
    public async Task StopHostAsync(string folder) => await HostStopper.StopAsync(SchedulerAddress.Resolve(folder, "/"), force: true, Token);

    public async ValueTask DisposeAsync()
    {
        var left = await FolderProcess.EndAllAsync(Root);
        foreach (var client in _clients)
            client.Dispose();
        Directory.Delete(Root, recursive: true);
        _ending.Dispose();
        Assert.Empty(left);
    }
}
