using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Unit.Execution;

/// <summary>What the processes of jobs use, as the kernel says of each.</summary>
public sealed class JobProcessesTests : IDisposable
{
    private const string Root = "/data/attempts";

    private static readonly Dictionary<int, int> NoRunners = [];

    private readonly string _processes = Directory.CreateTempSubdirectory("hpc-proc-").FullName;

    [Fact]
    public void A_process_belongs_to_the_job_whose_folder_is_in_its_environment_and_its_children_to_that_too()
    {
        Add(10, 1, "PATH=/bin\0HPCSCHEDULER_ATTEMPT=/data/attempts/7.1/1\0", user: 150, system: 50, waited: 100, pages: 256);
        Add(11, 10, "A=1\0", user: 100);
        Add(12, 11, "", pages: 256);
        Add(20, 1, "HPCSCHEDULER_ATTEMPT=/data/attempts/12.1.3/2\0", user: 1);
        Add(30, 1, "HPCSCHEDULER_ATTEMPT=/other/attempts/7.1/1\0", user: 999);
        Add(40, 1, "PATH=/bin\0", user: 999);
        // A runner, what it forked without a new program, and what began a session of its own.
        Add(50, 1, "", user: 999, session: 50);
        Add(51, 50, "", user: 100, session: 50);
        Add(52, 51, "", user: 100, session: 52);

        var uses = JobProcesses.Read(Root, new Dictionary<int, int> { [50] = 9 }, _processes);

        Assert.Equal([7, 9, 12], uses.Keys.Order());
        Assert.Equal(new ProcessUse(TimeSpan.FromSeconds(2), 0, 2), uses[9]);
        Assert.Equal(new ProcessUse(TimeSpan.FromSeconds(4), 512L * Environment.SystemPageSize, 3), uses[7]);
        Assert.Equal(new ProcessUse(TimeSpan.FromMilliseconds(10), 0, 1), uses[12]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10 (sleep")]
    [InlineData("10 (sleep) S 1 2")]
    [InlineData("10 (sl) ee) p) S x")]
    public void What_cannot_be_read_is_passed_over(string text)
    {
        Write(10, text, "HPCSCHEDULER_ATTEMPT=/data/attempts/7.1/1\0");
        Add(11, 11, "");
        Directory.CreateDirectory(Path.Combine(_processes, "self"));
        Assert.Empty(JobProcesses.Read(Root, NoRunners, _processes));
    }

    [Fact]
    public void A_name_may_hold_anything()
    {
        Write(10, "10 (a) b) S 1 " + string.Join(' ', Enumerable.Repeat("0", 30)), "HPCSCHEDULER_ATTEMPT=/data/attempts/7.1/1\0");
        Assert.Equal([7], JobProcesses.Read(Root, NoRunners, _processes).Keys);
    }

    public void Dispose() => Directory.Delete(_processes, recursive: true);

    private void Add(int pid, int parent, string environment, int user = 0, int system = 0, int waited = 0, int pages = 0, int session = 1) =>
        Write(pid, $"{pid} (sh) S {parent} 1 {session} 0 -1 0 0 0 0 0 {user} {system} {waited} 0 20 0 1 0 500 0 {pages} 0 0", environment);

    private void Write(int pid, string text, string environment)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_processes, $"{pid}")).FullName;
        File.WriteAllText(Path.Combine(folder, "stat"), text);
        File.WriteAllText(Path.Combine(folder, "environ"), environment);
    }
}
