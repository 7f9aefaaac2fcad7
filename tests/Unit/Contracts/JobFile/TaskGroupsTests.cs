namespace HpcScheduler.Unit.Contracts.JobFile;

public sealed class TaskGroupsTests
{
    [Fact]
    public void Tasks_wait_for_those_of_the_groups_before_theirs()
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/><Child GroupId='3'/></Parent><Parent GroupId='2'><Child GroupId='3'/></Parent>",
            """
            <Task Name='a' GroupId='1'/><Task Name='b' GroupId='1'/><Task Name='c' GroupId='2'/><Task Name='d' GroupId='3'/><Task Name='e'/>
            """);

        Assert.Equal(["a", "b", "c", "d", "e"], tasks.Select(task => task.Name!));
        Assert.Null(tasks[0].Depend);
        Assert.Null(tasks[1].Depend);
        Assert.Equal(["a", "b"], tasks[2].Depend!);
        Assert.Equal(["a", "b", "c"], tasks[3].Depend!.Order());
        Assert.Null(tasks[4].Depend);
    }

    [Fact]
    public void Tasks_without_a_name_get_that_of_their_group_where_they_need_one()
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/></Parent>",
            "<Task GroupId='1'/><Task GroupId='1'/><Task GroupId='2'/><Task GroupId='9'/><Task/>");

        Assert.Equal(["Group 1", "Group 1", "Group 2", null, null], tasks.Select(task => task.Name));
        Assert.Equal(["Group 1"], tasks[2].Depend!);
    }

    [Fact]
    public void A_name_that_a_task_has_already_is_not_given_to_others()
    {
        var tasks = Tasks("<Parent GroupId='1'><Child GroupId='2'/></Parent>", "<Task GroupId='1'/><Task Name='Group 1' GroupId='2'/>");

        Assert.Equal(["Group 1'", "Group 1"], tasks.Select(task => task.Name!));
        Assert.Equal(["Group 1'"], tasks[1].Depend!);
    }

    [Fact]
    public void A_group_without_tasks_hands_on_what_it_waits_for()
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/></Parent><Parent GroupId='2'><Child GroupId='3'/></Parent>",
            "<Task Name='a' GroupId='1'/><Task Name='b' GroupId='3'/>");

        Assert.Equal(["a"], tasks[1].Depend!);
    }

    [Fact]
    public void A_long_chain_of_groups_without_tasks_is_followed()
    {
        const int length = 100_000;
        var chain = string.Concat(Enumerable.Range(1, length).Select(id => $"<Parent GroupId='{id}'><Child GroupId='{id + 1}'/></Parent>"));
        var tasks = Tasks(chain, $"<Task Name='a' GroupId='1'/><Task Name='b' GroupId='{length + 1}'/>");

        Assert.Equal(["a"], tasks[1].Depend!);
    }

    [Fact]
    public void A_circle_of_groups_without_tasks_is_left()
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/></Parent><Parent GroupId='2'><Child GroupId='1'/><Child GroupId='3'/></Parent>",
            "<Task Name='b' GroupId='3'/>");

        Assert.Null(Assert.Single(tasks).Depend);
    }

    [Fact]
    public void A_circle_of_groups_stays_one_for_the_scheduler_to_refuse()
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/></Parent><Parent GroupId='2'><Child GroupId='1'/></Parent>",
            "<Task Name='a' GroupId='1'/><Task Name='b' GroupId='2'/>");

        Assert.Equal(["b"], tasks[0].Depend!);
        Assert.Equal(["a"], tasks[1].Depend!);
    }

    [Fact]
    public void Where_tasks_name_others_the_groups_do_not_count()
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/></Parent>",
            "<Task Name='x' GroupId='1'/><Task Name='a' GroupId='2'/><Task Name='b' GroupId='2' DependsOn='a'/>");

        Assert.Null(tasks[1].Depend);
        Assert.Equal(["a"], tasks[2].Depend!);
    }

    [Theory]
    [InlineData("NodePrep")]
    [InlineData("NodeRelease")]
    [InlineData("Service")]
    public void Tasks_that_cannot_wait_do_not(string type)
    {
        var tasks = Tasks(
            "<Parent GroupId='1'><Child GroupId='2'/></Parent>",
            $"<Task Name='a' GroupId='1'/><Task GroupId='2' Type='{type}'/>");
        Assert.Equal((null, null), (tasks[1].Name, tasks[1].Depend));
    }

    [Theory]
    [InlineData("<Job><Dependencies><Parent GroupId='x'/></Dependencies></Job>")]
    [InlineData("<Job><Dependencies><Parent GroupId='1'><Child GroupId='x'/></Parent></Dependencies></Job>")]
    [InlineData("<Job><Tasks><Task GroupId='x'/></Tasks></Job>")]
    public void A_group_has_a_number(string text) =>
        Assert.Contains("GroupId is 'x', which is not a whole number", Xml.WhyNoJob(text), StringComparison.Ordinal);

    private static IReadOnlyList<TaskProperties> Tasks(string dependencies, string tasks) =>
        Xml.Job($"<Job><Dependencies>{dependencies}</Dependencies><Tasks>{tasks}</Tasks></Job>").Tasks;
}
