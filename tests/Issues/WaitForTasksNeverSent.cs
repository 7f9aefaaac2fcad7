using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Issues;

/// <summary>A wait for tasks could not be sent: the name of a task held that of its master, which is its own master, and so on without end.</summary>
public sealed class WaitForTasksNeverSent
{
    [Fact]
    public void A_wait_for_tasks_comes_back_as_it_was()
    {
        TaskKey[] tasks = [new(7, 1), new(7, 2, 3)];
        var json = JsonSerializer.Serialize(new WaitTask(tasks), ProtocolJson.Default.WaitTask);
        Assert.DoesNotContain(nameof(TaskKey.Master), json, StringComparison.Ordinal);
        Assert.Equal(tasks, JsonSerializer.Deserialize(json, ProtocolJson.Default.WaitTask)!.Tasks);
    }
}
