using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// A real host for everybody on a machine, on a folder to throw away. It lives in a mount namespace of its own, where users are known that the test
/// makes up: nothing is changed on the machine. Disposing it ends what it runs and itself, and fails if a process was left.
/// </summary>
internal sealed class MachineHost : IAsyncDisposable
{
    /// <summary>Why a test that needs it is skipped.</summary>
    public const string NeedsRoot = "Root alone can run tasks as other users.";

    // A test that waits longer has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const uint FirstUserId = 70_001;
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // What is mounted is seen by the host and its tasks only. The last of it becomes the host.
    private const string InOwnNamespace = "mount --bind \"$1\" /etc/passwd && mount --bind \"$2\" /etc/group && shift 2 && exec \"$@\"";

    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<TestUser> _users = [];
    private readonly List<UserClient> _clients = [];
    private Process? _process;

    private MachineHost()
    {
        Root = Directory.CreateTempSubdirectory("hpc-").FullName;
        File.SetUnixFileMode(Root, Passable);
        _ending.CancelAfter(Patience);
        File.Copy("/etc/passwd", Passwords);
        File.Copy("/etc/group", Groups);
    }

    /// <summary>Whether this machine lets the test have one.</summary>
    public static bool IsPossible => Environment.UserName == "root";

    /// <summary>For files of the test; the scheduler's folder is inside.</summary>
    public string Root { get; }

    public string Folder => Path.Join(Root, "s");

    public string Socket => Path.Join(Folder, "host.sock");

    public CancellationToken Token => _ending.Token;

    public int ProcessId => _process!.Id;

    private string Passwords => Path.Join(Root, "passwd");

    private string Groups => Path.Join(Root, "group");

    /// <summary>A host that answers, and its users.</summary>
    public static async Task<MachineHost> StartNewAsync(params string[] users)
    {
        var host = new MachineHost();
        foreach (var user in users)
            host.AddUser(user);
        await host.StartAsync();
        return host;
    }

    /// <summary>A user of it.</summary>
    public TestUser User(string name) => _users.Single(user => user.Name == name);

    /// <summary>Makes a user with a home and a second group, whose number is 10,000 higher.</summary>
    public TestUser AddUser(string name)
    {
        var user = new TestUser(name, FirstUserId + (uint)_users.Count, Path.Join(Root, name));
        _users.Add(user);
        Directory.CreateDirectory(user.Home);
        Libc.Own(user.Home, user.UserId);
        File.AppendAllText(Passwords, $"{name}:x:{user.UserId}:{user.UserId}::{user.Home}:/bin/sh\n");
        File.AppendAllText(Groups, $"{name}:x:{user.UserId}:\n{name}-too:x:{user.UserId + 10_000}:{name}\n");
        return user;
    }

    /// <summary>Makes the machine forget a user.</summary>
    public void RemoveUser(TestUser user) =>
        // In place: what is mounted is the file and not its name.
        File.WriteAllLines(Passwords, File.ReadAllLines(Passwords).Where(line => !line.StartsWith(user.Name + ":", StringComparison.Ordinal)));

    /// <summary>Starts a host as a supervisor does, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--mount", "/bin/sh", "-c", InOwnNamespace, "sh", Passwords, Groups, TestHost.Program, "run", "--path", Folder,
            "--machine", "yes", "--foreground", "yes", "--subscribed-cores", "4"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OF_THE_HOST"] = "secret";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        var said = await _process.StandardOutput.ReadLineAsync(Token);
        using var answer = JsonDocument.Parse(said ?? throw new EndOfStreamException("The host said nothing."));
        Assert.True(answer.RootElement.TryGetProperty("Ready", out _), said);
    }

    /// <summary>Kills the host and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(Token);
    }

    /// <summary>Gives the test more time than others have.</summary>
    public void TakeTime(TimeSpan time) => _ending.CancelAfter(time);

    /// <summary>Waits until a host that was stopped has ended, and starts another.</summary>
    public async Task RestartedAsync()
    {
        await _process!.WaitForExitAsync(Token);
        await StartAsync();
    }

    /// <summary>Speaks to it as a user.</summary>
    public UserClient As(TestUser user)
    {
        var client = new UserClient(Socket, user);
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a job of tasks and submits it; its number.</summary>
    public async Task<int> SubmitAsync(TestUser user, params TaskProperties[] tasks)
    {
        var client = As(user);
        var job = await client.SendAsync(new NewJob(new JobProperties()), Token);
        await client.SendAsync(new AddTask(job.Id, tasks), Token);
        await client.SendAsync(new SubmitJob(job.Id), Token);
        return job.Id;
    }

    /// <summary>The tasks of a job when it has ended.</summary>
    public async Task<List<HpcTask>> EndedAsync(int job)
    {
        var client = As(TestUser.Root);
        await client.ListAsync(new WaitJob([job], Any: false), Token);
        return await client.ListAsync(new GetTask(job, null, null, null), Token);
    }

    /// <summary>What a task has written, as a user gets it.</summary>
    public async Task<string> OutputAsync(TestUser user, int job, int task) =>
        string.Concat((await As(user).ListAsync(new ReceiveTask(job, task, 0, Wait: false), Token)).Select(piece => piece.Text));

    /// <summary>The folder of the first run of a task.</summary>
    public string Attempt(int job, int task) => Path.Join(Folder, "attempts", $"{job}.{task}", "1");

    /// <summary>A pipe that everybody may use.</summary>
    public string MakePipe(string name)
    {
        var pipe = Libc.MakePipe(Path.Join(Root, name));
        File.SetUnixFileMode(pipe, (UnixFileMode)Convert.ToInt32("666", 8));
        return pipe;
    }

    /// <summary>What is written to a pipe until its writers are gone.</summary>
    public Task<string> ReadAsync(string pipe) =>
        Task.Factory.StartNew(() => File.ReadAllText(pipe), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Token);

    /// <summary>Lets whoever reads the pipe go on.</summary>
    public Task ReleaseAsync(string pipe) =>
        Task.Factory.StartNew(() => File.WriteAllText(pipe, "go\n"), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Token);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process!.HasExited)
                await StartAsync();
            try
            {
                await StopAllAsync();
            }
            catch (HttpRequestException)
            {
                // It was about to stop, and a test that has failed before is to be heard.
                await RestartedAsync();
                await StopAllAsync();
            }
        }
        finally
        {
            var left = await FolderProcess.EndAllAsync(Root);
            foreach (var client in _clients)
                client.Dispose();
            _process!.Dispose();
            Directory.Delete(Root, recursive: true);
            _ending.Dispose();
            Assert.Empty(left);
        }
    }

    private async Task StopAllAsync()
    {
        var root = As(TestUser.Root);
        var running = await root.ListAsync(new GetJob { State = JobState.Queued | JobState.Running | JobState.Canceling | JobState.Finishing }, Token);
        foreach (var job in running)
        {
            await root.SendAsync(new StopJob(job.Id, "", Force: true, Graceful: false, Finish: false), Token);
            await root.ListAsync(new WaitJob([job.Id], Any: false), Token);
        }

        await root.SendAsync(new StopScheduler(Force: true), Token);
        await _process!.WaitForExitAsync(Token);
        Assert.Equal(0, _process.ExitCode);
    }
}
