using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Contracts;

/// <summary>A list that is text with commas to those who take it for text.</summary>
public sealed class HpcListTests
{
    [Fact]
    public void Lists_are_equal_where_their_values_are()
    {
        HpcList<string> one = ["a", "b"];
        HpcList<string> same = ["a", "b"];

        Assert.True(one.Equals(same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.False(one.Equals(new HpcList<string>(["b", "a"])));
        Assert.False(one.Equals((object?)null));
    }

    [Fact]
    public void Its_text_is_the_values_with_commas_between() =>
        Assert.Equal(("", "a", "1,2"), (new HpcList<string>().ToString(), new HpcList<string>(["a"]).ToString(), new HpcList<int>([1, 2]).ToString()));

    [Fact]
    public void It_is_split_like_the_text()
    {
        Assert.Equal([""], new HpcList<string>().Split(','));
        Assert.Equal(["a", "b"], new HpcList<string>(["a", "b"]).Split(","));
        Assert.Equal([], new HpcList<string>().Split([','], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_text_is_one_value_of_texts_and_several_of_numbers_and_words()
    {
        Assert.Equal(["a=1,2"], HpcList<string>.Parse("a=1,2"));
        Assert.Equal([1, 2], HpcList<int>.Parse("1, 2"));
        Assert.Equal([MetricTarget.Cluster], HpcList<MetricTarget>.Parse("cluster"));
        Assert.Throws<FormatException>(() => HpcList<int>.Parse("x"));
    }

    [Fact]
    public void A_job_crosses_the_wire_and_is_equal_without_its_other_names()
    {
        var job = new HpcJob { Id = 5, RequestedNodes = ["n1", "n2"], ParentJobIds = [3], Owner = "mia", State = JobState.Running };

        var text = JsonSerializer.Serialize(job, ProtocolJson.Default.HpcJob);

        Assert.DoesNotContain("UserName", text, StringComparison.Ordinal);
        Assert.Equal(job, JsonSerializer.Deserialize(text, ProtocolJson.Default.HpcJob));
    }

    [Fact]
    public void Objects_stand_in_the_order_of_what_they_say()
    {
        HpcTask[] tasks = [new() { JobId = 1, TaskId = 10 }, new() { JobId = 1, TaskId = 9 }, new() { JobId = 1, TaskId = 9, State = TaskState.Running }];

        Assert.Equal(["1.9", "1.9", "1.10"], tasks.Order().Select(task => task.ToString()));
        Assert.NotEqual(0, tasks[1].CompareTo(tasks[2]));
        Assert.Throws<ArgumentException>(() => tasks[0].CompareTo(new HpcJob()));
    }
}
