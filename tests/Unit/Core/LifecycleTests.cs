using HpcScheduler.Core.Lifecycle;

namespace HpcScheduler.Unit.Core;

/// <summary>The tables in the code and those in docs/lifecycle.md say the same.</summary>
public sealed class LifecycleTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "lifecycle.md"));

    [Fact]
    public void The_page_has_every_row_of_the_jobs_table_and_no_other()
    {
        var code = JobLifecycle.Transitions.Select(row => Row(row.Event, row.From, row.To, row.Reason));
        Assert.Equal(code.Order(), Rows("## Jobs").Order());
    }

    [Fact]
    public void The_page_has_every_row_of_the_tasks_table_and_no_other()
    {
        var code = TaskLifecycle.Transitions.Select(row => Row(row.Event, row.From, row.To, row.Reason));
        Assert.Equal(code.Order(), Rows("## Tasks and sub-tasks").Order());
    }

    [Fact]
    public void No_event_has_two_ways_out_of_a_state()
    {
        Assert.Equal(
            JobLifecycle.Transitions.Count,
            JobLifecycle.Transitions.Select(row => (row.Event, row.From)).Distinct().Count());
        Assert.Equal(
            TaskLifecycle.Transitions.Count,
            TaskLifecycle.Transitions.Select(row => (row.Event, row.From)).Distinct().Count());
    }

    [Fact]
    public void Every_event_has_a_row()
    {
        Assert.Empty(Enum.GetValues<JobEvent>().Except(JobLifecycle.Transitions.Select(row => row.Event)));
        Assert.Empty(Enum.GetValues<TaskEvent>().Except(TaskLifecycle.Transitions.Select(row => row.Event)));
    }

    [Fact]
    public void Every_reason_is_one_of_the_reason_codes()
    {
        var known = typeof(ReasonCodes).GetFields().Select(field => field.Name).ToHashSet();
        var named = JobLifecycle.Transitions.Select(row => row.Reason).Concat(TaskLifecycle.Transitions.Select(row => row.Reason))
            .Where(reason => reason.Length > 0 && !reason.EndsWith(" own", StringComparison.Ordinal))
            .SelectMany(reason => reason.Split(" or "));
        Assert.All(named, name => Assert.Contains(name, known));
    }

    private static string Row(object @event, object? from, object? to, string reason) =>
        $"{@event} | {from ?? "-"} | {to ?? "-"} | {(reason.Length == 0 ? "-" : reason)}";

    private static IEnumerable<string> Rows(string heading)
    {
        var section = Page[Page.IndexOf(heading, StringComparison.Ordinal)..].Split('\n').Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        return section.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Event", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Select(cells => $"{cells[0]} | {cells[1]} | {cells[2]} | {cells[4]}");
    }
}
