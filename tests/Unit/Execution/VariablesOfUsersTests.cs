using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Policy;

namespace HpcScheduler.Unit.Execution;

/// <summary>Variables that HPC Pack tells its users to set on jobs and tasks were refused as the scheduler's own, and there was no host file for MPI.</summary>
public sealed class VariablesOfUsersTests : LocalEngineTest
{
    private static readonly string[] Nodes = ["A", "B"];

    [Theory]
    [InlineData("CCP_TASK_ON_SINGLE_NODE=True")]
    [InlineData("CCP_JOB_MIN_MAX_ON_NODE=4-4")]
    [InlineData("CCP_MPI_HOSTFILE_FORMAT=1")]
    [InlineData("CCP_MPI_NETMASK=10.0.0.0/255.0.0.0")]
    [InlineData("CCP_DISABLE_CGROUP=1")]
    [InlineData("CCP_SWITCH_USER=1")]
    public void A_variable_that_users_are_to_set_is_taken(string variable) => EnvironmentRules.Check("Env", [variable]);

    [Theory]
    [InlineData("CCP_JOBID=1")]
    [InlineData("CCP_NODES_CORES=1 A 1")]
    [InlineData("CCP_GPUIDS=0")]
    [InlineData("CCP_MPI_HOSTFILE=/tmp/x")]
    [InlineData("HPCSCHEDULER_ATTEMPT=/tmp")]
    public void A_variable_that_the_scheduler_sets_is_refused(string variable) =>
        Assert.Equal("HpcReservedEnvironmentVariable", Assert.Throws<SchedulerException>(() => EnvironmentRules.Check("Env", [variable])).Error.Id);

    [Theory]
    [InlineData("1", "A:2\nB:1\n")]
    [InlineData("2", "A slots=2\nB slots=1\n")]
    [InlineData("3", "A 2\nB 1\n")]
    [InlineData("4", "A\nB\n")]
    [InlineData(null, "A\nB\n")]
    public void The_host_file_has_the_shape_that_is_asked_for(string? format, string text)
    {
        KeyValuePair<string, string>[] variables = format is null ? [] : [new("CCP_MPI_HOSTFILE_FORMAT", "9"), new("CCP_MPI_HOSTFILE_FORMAT", format)];
        Assert.Equal(text, HostFile.Of([new(Nodes[0], 2), new(Nodes[1], 1)], variables));
    }

    [Fact]
    public async Task A_task_finds_its_host_file_and_one_that_was_changed_is_made_again()
    {
        var first = await Run(Of("cat $CCP_MPI_HOSTFILE; stat -c %a $CCP_MPI_HOSTFILE; echo more >>$CCP_MPI_HOSTFILE", 1) with { HostFile = "A 2\nB 1\n" });
        var second = await Run(Of("cat $CCP_MPI_HOSTFILE", 2) with { HostFile = "A 2\nB 1\n" });
        var third = await Run(Of("echo ${CCP_MPI_HOSTFILE-none}", 3));

        Assert.Equal("A 2\nB 1\n644\n", first.Output);
        Assert.Equal("A 2\nB 1\n", second.Output);
        Assert.Equal("none\n", third.Output);
    }
}
