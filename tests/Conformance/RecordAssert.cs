using System.Reflection;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Conformance;

/// <summary>Compares records member by member, lists by what is in them, and names the member that differs.</summary>
internal static class RecordAssert
{
    public static void Same(object expected, object actual)
    {
        foreach (var member in Members(expected))
        {
            var (left, right) = (member.GetValue(expected), member.GetValue(actual));
            if (left is JobProperties or TaskProperties && right is not null)
                Same(left, right);
            else if (left is IReadOnlyList<string> texts)
                Assert.Equal(texts, right as IReadOnlyList<string>);
            else if (left is IReadOnlyList<JobTemplateItem> items)
                Assert.All(items.Zip(Assert.IsType<IReadOnlyList<JobTemplateItem>>(right, exactMatch: false)), pair => Same(pair.First, pair.Second));
            else if (left is IReadOnlyList<int> numbers)
                Assert.Equal(numbers, right as IReadOnlyList<int>);
            else
                Assert.True(Equals(left, right), $"{member.Name} is {right}, not {left}.");
        }
    }

    /// <summary>Holds a sample to what it is for, so that a member added later is stored as well.</summary>
    public static void AllSet(object sample, params string[] except)
    {
        var plain = sample switch
        {
            JobRecord job => StoreRecords.Queued(job.Id + 1),
            TaskRecord task => StoreRecords.Task(task.Key.JobId + 1, 2),
            NodeRecord => new NodeRecord("", 0, null),
            _ => Activator.CreateInstance(sample.GetType())!,
        };
        foreach (var member in Members(sample).Where(member => !except.Contains(member.Name)))
            Assert.False(Equals(member.GetValue(sample), member.GetValue(plain)), $"{member.Name} is not set.");
    }

    private static IEnumerable<PropertyInfo> Members(object record) => record.GetType().GetProperties().Where(member => member.CanWrite);
}
