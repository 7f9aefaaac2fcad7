using HpcScheduler.Execution.Local.Unix;
using static HpcScheduler.Execution.Local.Unix.ControlGroupLimits;

namespace HpcScheduler.Unit.Execution;

/// <summary>What control groups are told of limits, on a folder that stands for one.</summary>
public sealed class ControlGroupLimitsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpc-group-").FullName;

    [Fact]
    public void What_the_group_has_is_passed_on_to_those_below_it()
    {
        Keep("cgroup.controllers", "cpuset cpu io memory pids\n");
        Keep("cgroup.subtree_control", "cpuset\n");

        Assert.Equal(Controllers.Processors | Controllers.Memory, Pass(_folder));
        Assert.StartsWith("+memory", Text("cgroup.subtree_control"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory\n", "", Controllers.Memory)]
    [InlineData("cpuset pids\n", "", Controllers.Processors)]
    [InlineData("hugetlb\n", "", Controllers.None)]
    [InlineData("\n", "\n", Controllers.None)]
    [InlineData("memory\n", null, Controllers.None)]
    [InlineData(null, null, Controllers.None)]
    public void What_it_has_not_or_may_not_pass_on_is_not_limited(string? there, string? passed, object controllers)
    {
        Keep("cgroup.controllers", there);
        Keep("cgroup.subtree_control", passed);

        Assert.Equal(controllers, Pass(_folder));
    }

    [Fact]
    public void Processors_are_written_as_the_kernel_reads_them()
    {
        Assert.False(SetProcessors(_folder, [0]));
        Keep("cpuset.cpus", "");
        Assert.True(SetProcessors(_folder, [2, 0, 11]));
        Assert.Equal("2,0,11", Text("cpuset.cpus"));
        Keep("cpuset.cpus", "");
        Assert.True(SetProcessors(_folder, null));
        Assert.Equal("\n", Text("cpuset.cpus"));
    }

    [Fact]
    public void Memory_is_written_in_bytes()
    {
        Assert.False(SetMemory(_folder, 1));
        Keep("memory.max", "");
        Assert.True(SetMemory(_folder, 3_000_000));
        Assert.Equal("3145728000000", Text("memory.max"));
    }

    [Theory]
    [InlineData("low 0\nhigh 0\nmax 7\noom 2\noom_kill 3\noom_group_kill 1\n", 3)]
    [InlineData("low 0\noom 2\n", 0)]
    [InlineData("", 0)]
    public void Kills_are_counted_as_the_kernel_tells_them(string events, long kills)
    {
        Keep("memory.events", events);
        var opened = OpenEvents(_folder);
        try
        {
            Assert.Equal(kills, OutOfMemoryKills(opened));
            Keep("memory.events", events.Replace("kill 3", "kill 12", StringComparison.Ordinal));
            Assert.Equal(kills == 3 ? 12 : 0, OutOfMemoryKills(opened));
        }
        finally
        {
            _ = Libc.Close(opened);
        }
    }

    [Fact]
    public void Where_nothing_is_counted_nothing_is_killed()
    {
        Assert.True(OpenEvents(_folder) < 0);
        Assert.Equal(0, OutOfMemoryKills(-1));
    }

    [Fact]
    public void A_slot_keeps_its_processors_until_it_is_given_back()
    {
        foreach (var name in new[] { "cgroup.procs", "cgroup.stat", "cgroup.events", "memory.events", "cpuset.cpus" })
            Keep(name, "");
        using var slot = new ControlGroup.Slot(_folder, Controllers.Processors | Controllers.Memory);

        Assert.True(slot.TrySetProcessors(null));
        Assert.Equal("", Text("cpuset.cpus"));
        Assert.True(slot.TrySetProcessors([1, 2]));
        Assert.Equal("1,2", Text("cpuset.cpus"));
        File.Delete(Path.Combine(_folder, "cpuset.cpus"));
        Assert.False(slot.TrySetProcessors(null));
        Keep("cpuset.cpus", "");
        Assert.True(slot.TrySetProcessors(null));
        Assert.Equal("\n", Text("cpuset.cpus"));
        Keep("memory.events", "oom_kill 4\n");
        Assert.Equal(4, slot.OutOfMemoryKills);
    }

    [Fact]
    public void A_slot_without_controllers_is_left_alone()
    {
        foreach (var name in new[] { "cgroup.procs", "cgroup.stat", "cgroup.events", "memory.events", "cpuset.cpus" })
            Keep(name, "oom_kill 4\n");
        using var slot = new ControlGroup.Slot(_folder, Controllers.None);

        Assert.True(slot.TrySetProcessors([1, 2]));
        Assert.Equal("oom_kill 4\n", Text("cpuset.cpus"));
        Assert.Equal(0, slot.OutOfMemoryKills);
    }

    [Fact]
    public void A_folder_is_delegated_if_it_is_marked_so()
    {
        Assert.False(UnixFile.HasMark(_folder, "user.delegate"));
        Assert.False(UnixFile.HasMark(Path.Combine(_folder, "missing"), "user.delegate"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Keep(string name, string? text)
    {
        if (text is not null)
            File.WriteAllText(Path.Combine(_folder, name), text);
    }

    private string Text(string name) => File.ReadAllText(Path.Combine(_folder, name));
}
