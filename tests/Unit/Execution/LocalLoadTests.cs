using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Unit.Execution;

/// <summary>What the kernel says of the machine.</summary>
public sealed class LocalLoadTests
{
    private const string Statistics = """
        cpu  30 0 0 200 10 0 0 0 0 0
        cpu0 10 1 2 100 3 4 5 6 7 8
        cpu1 20 0 0 100 0 0 0 0
        cpu3 1 1 1 1
        cpux 1 1 1 1 1 1 1 1
        intr 12345 0 0
        """;

    [Fact]
    public void Processors_are_read_by_their_numbers_and_time_of_guests_is_not_counted_twice()
    {
        var load = LocalLoad.Read(Statistics, "", [0, 1, 2]);

        Assert.Equal([0, 1], load.Processors.Keys.Order());
        Assert.Equal(new ProcessorTime(28, 131), load.Processors[0]);
        Assert.Equal(new ProcessorTime(20, 120), load.Processors[1]);
        Assert.False(load.IsShared);
    }

    [Fact]
    public void Those_that_tasks_may_not_run_on_are_left_out_and_all_are_there_where_all_are_shared()
    {
        Assert.Equal([1], LocalLoad.Read(Statistics, "", [1]).Processors.Keys);
        var shared = LocalLoad.Read(Statistics, "", null);
        Assert.Equal([0, 1], shared.Processors.Keys.Order());
        Assert.True(shared.IsShared);
    }

    [Theory]
    [InlineData("MemTotal:       2048000 kB\nMemFree:  1 kB\nMemAvailable:    1024000 kB\n", 2000L, 1000L)]
    [InlineData("MemTotal:       2048000 kB\n", 2000L, null)]
    [InlineData("MemTotal: much\n", null, null)]
    [InlineData("", null, null)]
    public void Memory_is_in_megabytes(string text, long? total, long? available)
    {
        var load = LocalLoad.Read("", text, [0]);

        Assert.Equal((total, available), (load.TotalMemory, load.AvailableMemory));
        Assert.Empty(load.Processors);
    }
}
