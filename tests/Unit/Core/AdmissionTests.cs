using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>Who may connect (scheduler reference, section 4.1, AllowNewUserConnections).</summary>
public sealed class AdmissionTests
{
    private static readonly ClusterProperties Closed = ClusterProperties.Default with { AllowNewUserConnections = false };

    [Fact]
    public void Everybody_may_unless_it_is_said_otherwise() => Admission.CheckConnection(ClusterProperties.Default, CoreHarness.Stranger);

    [Fact]
    public void An_administrator_always_may() => Admission.CheckConnection(Closed, CoreHarness.Administrator);

    [Fact]
    public void Nobody_else_may_while_connections_are_not_allowed()
    {
        var error = Assert.Throws<SchedulerException>(() => Admission.CheckConnection(Closed, CoreHarness.Stranger));
        Assert.Same(SchedulerErrors.ConnectionsNotAllowed, error.Error);
        Assert.Contains("stranger", error.Message, StringComparison.Ordinal);
    }
}
