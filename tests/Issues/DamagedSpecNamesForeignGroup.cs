using System.Text;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Issues;

/// <summary>A damaged spec file named a control group that no host had made, and what ran in it was killed as the attempt's.</summary>
public sealed class DamagedSpecNamesForeignGroup
{
    [Theory]
    [InlineData("/sys/fs/cgroup")]
    [InlineData("/sys/fs/cgroup/hpcscheduler-1")]
    [InlineData("/sys/fs/cgroup/hpcscheduler-1/..")]
    [InlineData("/sys/fs/cgroup/system.slice/1")]
    [InlineData("/")]
    public void A_group_that_no_host_has_made_is_none_of_the_attempt(string group) => Assert.Null(GroupIn(group));

    [Fact]
    public void A_group_of_a_host_is_the_attempts() => Assert.Equal("/sys/fs/cgroup/hpcscheduler-1-2/3", GroupIn("/sys/fs/cgroup/hpcscheduler-1-2/3"));

    private static string? GroupIn(string group) => Spec.Read(Encoding.UTF8.GetBytes($"# boot 5000000 12 {group}\nset --\n")).ControlGroup;
}
