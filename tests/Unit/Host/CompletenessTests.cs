using HpcScheduler.Host.Endpoint;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Host;

/// <summary>Requests that JSON left incomplete.</summary>
public sealed class CompletenessTests
{
    public static TheoryData<object> Incomplete =>
    [
        new NewJob(null!),
        new NewJob(new JobProperties { JobEnv = [null!] }),
        new SetJob(1, null!),
        new SetJob(1, new JobProperties { JobEnv = [null!] }),
        new AddTask(1, null!),
        new AddTask(1, [new TaskProperties(), null!]),
        new AddTask(1, [new TaskProperties { Env = [null!] }]),
        new AddTask(1, [new TaskProperties { Depend = ["a", null!] }]),
        new StopJob(1, null!, false, false, false),
        new StopTask(1, 1, 0, null!, false, false),
        new WaitJob(null!, false),
        new GetJob { NodeName = [null!] },
        new AddMember(null!, UserRoles.User),
        new RemoveMember(null!, null),
        new SetClusterProperty(null!),
        new SetClusterProperty([null!]),
        new SetClusterProperty([new HpcVariable("Name", null!)]),
        new SetClusterProperty([], [null!]),
        new RemoveNode(null!),
        new NewGroup("a", null!),
        new AddGroup("a", null, [null!]),
        new InvokeCommand(null!),
        new InvokeCommand("true", ["node", null!]),
        new WaitNode(null!, ClusterNodeState.Online),
        new GetMetric { Names = [null!] },
        new ImportJobTemplate("a", "", [new JobTemplateItem { PropertyName = "Name", ValueRange = [null!] }], [], false),
    ];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void What_lacks_something_is_refused(object request) =>
        Assert.Same(SchedulerErrors.BadRequest, Assert.Throws<SchedulerException>(() => Completeness.Check(request)).Error);

    [Fact]
    public void What_may_be_left_out_is_not_missed()
    {
        Completeness.Check(new NewJob(new JobProperties()));
        Completeness.Check(new AddTask(1, [new TaskProperties()]));
        Completeness.Check(new GetJob());
        Completeness.Check(new GetTask(1, null, null, null));
        Completeness.Check(new WaitTask([new TaskKey(1, 1)]));
        Completeness.Check(new RemoveGroup("a", null, null));
        Completeness.Check(new InvokeCommand("true"));
    }
}
