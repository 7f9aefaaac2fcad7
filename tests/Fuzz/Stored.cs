using HpcScheduler.Conformance;
using HpcScheduler.Storage;

namespace HpcScheduler.Fuzz;

/// <summary>Whether a file holds what was committed.</summary>
internal static class Stored
{
    /// <summary>Commits it all to a file that goes again, and compares.</summary>
    public static void Check(Scheduler scheduler)
    {
        var folder = Directory.CreateTempSubdirectory("hpc-fuzz-");
        try
        {
            using (var store = SqliteStore.Open(folder.FullName))
            {
                foreach (var commit in scheduler.Commits)
                    store.Commit(commit);
            }

            using var again = SqliteStore.Open(folder.FullName);
            foreach (var job in scheduler.Store.ListJobs(JobFilter.None))
            {
                var content = again.LoadJob(job.Id);
                Giving.Require(content is not null, $"Job {job.Id} is not stored.");
                RecordAssert.Same(job, content!.Job);
                Each(scheduler.Store.ListTasks(job.Id, null, null, null), content.Tasks);
            }

            var (expected, actual) = (scheduler.Store.Load(), again.Load());
            Each(expected.Nodes, actual.Nodes);
            Each(expected.Members, actual.Members);
            Each(expected.NodeGroups, actual.NodeGroups);
            Each(expected.JobTemplates, actual.JobTemplates);
            Each(expected.Pools, actual.Pools);
            Giving.Require(expected.LastJobId == actual.LastJobId, "The last number is another.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Each<TRecord>(IEnumerable<TRecord> expected, IEnumerable<TRecord> actual)
        where TRecord : class
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        Giving.Require(left.Count == right.Count, $"{right.Count} of {left.Count} {typeof(TRecord).Name} are stored.");
        foreach (var (one, other) in left.Zip(right))
            RecordAssert.Same(one, other);
    }
}
