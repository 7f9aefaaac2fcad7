using HpcScheduler.Host;

namespace HpcScheduler.Unit.Host;

/// <summary>What the machine has, as the host finds it.</summary>
public sealed class LocalMachineInfoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpc-machine-").FullName;

    [Fact]
    public void The_machine_is_a_node_of_all_the_cores_that_the_host_may_use()
    {
        var node = LocalMachineInfo.Node(null, [0, 1]);

        Assert.Equal((Environment.MachineName, Environment.ProcessorCount, null), (node.Name, node.Cores, node.SubscribedCores));
        Assert.Equal([0, 1], node.Gpus);
        Assert.True(node.Sockets >= 1);
        Assert.True(node.Memory > 0);
    }

    [Fact]
    public void Cores_that_are_not_the_first_ones_have_their_own_numbers()
    {
        Assert.Empty(LocalMachineInfo.CoreIds([0, 1, 2], canBind: true));
        Assert.Equal([4, 5], LocalMachineInfo.CoreIds([4, 5], canBind: true));
        Assert.Equal([0, 2], LocalMachineInfo.CoreIds([0, 2], canBind: true));
        Assert.Empty(LocalMachineInfo.CoreIds([4, 5], canBind: false));
        Assert.Empty(LocalMachineInfo.CoreIds([], canBind: false));
    }

    [Fact]
    public void Sockets_are_those_of_the_processors_that_may_be_used()
    {
        foreach (var (cpu, socket) in new[] { (0, "0"), (1, "0"), (2, "1"), (3, "1") })
        {
            var topology = Directory.CreateDirectory(Path.Combine(_folder, $"cpu{cpu}", "topology"));
            File.WriteAllText(Path.Combine(topology.FullName, "physical_package_id"), socket + "\n");
        }

        Assert.Equal(2, LocalMachineInfo.Sockets(_folder, [0, 1, 2, 3]));
        Assert.Equal(1, LocalMachineInfo.Sockets(_folder, [2, 3]));
        Assert.Equal(1, LocalMachineInfo.Sockets(_folder, [7]));
        Assert.Equal(1, LocalMachineInfo.Sockets(_folder, []));
        File.WriteAllText(Path.Combine(_folder, "cpu0", "topology", "physical_package_id"), "none\n");
        Assert.Equal(1, LocalMachineInfo.Sockets(_folder, [0, 2]));
    }

    [Fact]
    public void Numa_nodes_are_those_of_the_processors_that_may_be_used()
    {
        foreach (var (node, list) in new[] { ("node0", "0-1,4\n"), ("node8", "2-3,5\n"), ("node9", "\n"), ("nodes", "9") })
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, node)).FullName, "cpulist"), list);

        Assert.Equal([0, 0, 8, 8, 0, 8], LocalMachineInfo.NumaNodes(_folder, [0, 1, 2, 3, 4, 5]));
        Assert.Equal([8, 0], LocalMachineInfo.NumaNodes(_folder, [3, 4]));
        Assert.Empty(LocalMachineInfo.NumaNodes(_folder, [0, 4]));
        Assert.Empty(LocalMachineInfo.NumaNodes(_folder, [0, 2, 6]));
        Assert.Empty(LocalMachineInfo.NumaNodes(_folder, []));
        Assert.Empty(LocalMachineInfo.NumaNodes(Path.Combine(_folder, "missing"), [0, 2]));
        File.WriteAllText(Path.Combine(_folder, "node8", "cpulist"), "all\n");
        Assert.Empty(LocalMachineInfo.NumaNodes(_folder, [0, 2]));
    }

    [Theory]
    [InlineData("printf '0\\n1\\n'", new[] { 0, 1 })]
    [InlineData("printf ' 3 \\n1\\n'", new[] { 1, 3 })]
    [InlineData("printf ''", new int[0])]
    [InlineData("echo 'No devices were found'", new int[0])]
    [InlineData("echo 0; echo 'and more'", new int[0])]
    [InlineData("echo -1", new int[0])]
    [InlineData("echo 0; exit 9", new int[0])]
    [InlineData("echo 0; kill -KILL $$", new int[0])]
    [InlineData("echo \"$*\" | grep -qx -- '--query-gpu=index --format=csv,noheader' && echo 0", new[] { 0 })]
    public async Task Graphics_processors_are_what_the_drivers_program_lists(string script, int[] numbers) =>
        Assert.Equal(numbers, await GraphicsProcessors.FindAsync(Program(script), TimeSpan.FromMinutes(1)));

    [Fact]
    public async Task Where_there_is_no_such_program_there_are_none()
    {
        var plain = Path.Combine(_folder, "plain");
        File.WriteAllText(plain, "echo 0");

        Assert.Empty(await GraphicsProcessors.FindAsync(Path.Combine(_folder, "missing"), TimeSpan.FromMinutes(1)));
        Assert.Empty(await GraphicsProcessors.FindAsync("no-such-program-anywhere", TimeSpan.FromMinutes(1)));
        Assert.Empty(await GraphicsProcessors.FindAsync(plain, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_program_that_hangs_is_killed_and_there_are_none()
    {
        var pipe = Path.Combine(_folder, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();

        var finding = GraphicsProcessors.FindAsync(Program($"exec 3<>{pipe}; echo 0; read -r never <&3"), TimeSpan.FromSeconds(1));

        Assert.Empty(await finding.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Program(string script)
    {
        var path = Path.Combine(_folder, "driver");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
