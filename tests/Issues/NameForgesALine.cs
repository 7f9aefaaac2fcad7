using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A name or project with control characters was taken: whoever listed jobs had the title of the terminal set and lines forged.</summary>
public sealed class NameForgesALine
{
    [Theory]
    [InlineData("a\u001b]0;title\a")]
    [InlineData("a\r\nforged")]
    [InlineData("a\u009b2J")]
    [InlineData("a\u202eb")]
    public void Control_characters_are_refused_in_names_and_projects(string text)
    {
        var harness = new CoreHarness();
        Assert.Same(SchedulerErrors.ControlCharacter, Refused(harness, new JobProperties { Name = text }));
        Assert.Same(SchedulerErrors.ControlCharacter, Refused(harness, new JobProperties { Project = text }));
    }

    [Fact]
    public void Letters_of_any_script_are_taken()
    {
        var job = new CoreHarness().Submitted(new JobProperties { Name = "Übung 日本 😀 \u200fעברית" }, new TaskProperties { CommandLine = "work" });
        Assert.True(job > 0);
    }

    private static SchedulerError Refused(CoreHarness harness, JobProperties properties) =>
        Assert.Throws<SchedulerException>(() => harness.Submitted(properties, new TaskProperties { CommandLine = "work" })).Error;
}
