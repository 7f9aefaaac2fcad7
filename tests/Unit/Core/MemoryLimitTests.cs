using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>What tasks may use of memory, and what is told of one that had not enough.</summary>
public sealed class MemoryLimitTests
{
    private static readonly NodeRecord Part = Some.Node("a", 4) with { Memory = 300 };

    [Fact]
    public void Tasks_have_together_what_their_part_of_the_machine_has()
    {
        var harness = new CoreHarness([Part]);
        harness.Submitted(Some.Cores(2), Some.Task("one"), Some.Task("two"));
        Assert.Equal([300, 300], harness.Effects.OfType<Effect.Start>().Select(start => start.Attempt.Memory!.Value));
    }

    [Fact]
    public void The_machine_and_a_part_that_says_nothing_are_not_limited()
    {
        foreach (var node in new[] { Part with { IsDiscovered = true }, Part with { Memory = 0 } })
        {
            var harness = new CoreHarness([node]);
            harness.Submitted("work");
            Assert.Null(Assert.Single(harness.Effects.OfType<Effect.Start>()).Attempt.Memory);
        }
    }

    [Fact]
    public void What_a_job_wishes_of_its_nodes_limits_nothing()
    {
        var harness = new CoreHarness();
        harness.Submitted(new JobProperties { EstimatedProcessMemory = 1 }, Some.Task("work"));
        Assert.Null(Assert.Single(harness.Effects.OfType<Effect.Start>()).Attempt.Memory);
    }

    [Fact]
    public void A_task_on_several_nodes_is_not_held_to_what_one_of_them_has()
    {
        var harness = new CoreHarness([Part, Part with { Name = "b" }]);
        harness.Submitted(Some.Cores(8), Some.Task("work") with { MinCores = 8, MaxCores = 8 });
        Assert.Null(Assert.Single(harness.Effects.OfType<Effect.Start>()).Attempt.Memory);
    }

    [Theory]
    [InlineData(AttemptOutcome.Exited, 137, "The task ended with exit code 137. Signal 9 ended it. There was not enough memory on node a, and the system ended processes of it.")]
    [InlineData(AttemptOutcome.Exited, 1, "The task ended with exit code 1. There was not enough memory on node a, and the system ended processes of it.")]
    [InlineData(AttemptOutcome.Exited, 0, "")]
    [InlineData(AttemptOutcome.Lost, null, "Gone. There was not enough memory on node a, and the system ended processes of it.")]
    public void A_task_that_had_not_enough_says_so(AttemptOutcome outcome, int? exitCode, string message)
    {
        var harness = new CoreHarness([Part]);
        var job = harness.Submitted(new JobProperties(), Some.Task("work") with { Rerunnable = false });
        harness.End(new(job, 1), new AttemptEnd
        {
            Outcome = outcome,
            ExitCode = exitCode,
            Message = outcome == AttemptOutcome.Lost ? "Gone." : "",
            Time = harness.Now,
            RanOutOfMemory = true,
        });
        Assert.Equal(message, harness.Task(job, 1).ErrorMessage);
    }
}
