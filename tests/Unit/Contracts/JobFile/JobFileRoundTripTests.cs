using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Contracts.JobFile;

/// <summary>What is written is read, and what is read is written.</summary>
public sealed class JobFileRoundTripTests
{
    [Fact]
    public void A_job_comes_back_as_it_was()
    {
        var seed = Environment.TickCount;
        for (var i = 0; i < 500; i++)
        {
            var random = new RandomJobs(seed + i);
            var job = random.Job();
            var tasks = Enumerable.Range(1, i % 5).Select(id => random.Task(job, id)).ToList();

            var content = Xml.Job(Xml.Written(job, tasks));

            Same(Said(job), SchedulerView.Of(content.Properties), seed + i);
            Assert.Equal(tasks.Count, content.Tasks.Count);
            foreach (var (task, read) in tasks.Zip(content.Tasks))
                Same(Said(task), SchedulerView.Of(read, job.UnitType, task.TaskId), seed + i);
            ComesBack(content, seed + i);
        }
    }

    [Fact]
    public void A_task_comes_back_as_it_was()
    {
        var seed = Environment.TickCount;
        for (var i = 0; i < 500; i++)
        {
            var random = new RandomJobs(seed + i);
            var task = random.Task(random.Job(), 1);

            var read = Xml.Task(Xml.Written(task));

            Same(Said(task), SchedulerView.Of(read, task.UnitType, 1), seed + i);
        }
    }

    [Theory]
    [InlineData("Nightly.xml")]
    [InlineData("Exported.xml")]
    public void A_job_made_from_a_file_is_exported_as_that_file_has_it(string name)
    {
        var content = JobXmlReader.Read(Xml.Sample(name));

        var exported = Export(content);

        Same(SchedulerView.Of(content.Properties), SchedulerView.Of(exported.Properties), 0);
        foreach (var (before, after) in content.Tasks.Zip(exported.Tasks))
            Same(SchedulerView.Of(before, JobUnitType.Core, 1), SchedulerView.Of(after, JobUnitType.Core, 1), 0);
        ComesBack(exported, 0);
    }

    [Fact]
    public void Whatever_may_be_said_has_its_place_in_a_file()
    {
        var job = new HashSet<string>();
        var task = new HashSet<string>();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomJobs(seed);
            var made = random.Job();
            var content = Xml.Job(Xml.Written(made, random.Task(made, 1)));
            job.UnionWith(Said(content.Properties));
            task.UnionWith(Said(content.Tasks[0]));
        }

        Assert.Equal(["ExcludedNodes", "Progress", "ProgressMessage"], Members<JobProperties>().Except(job).Order());
        Assert.Empty(Members<TaskProperties>().Except(task));

        static IEnumerable<string> Members<T>() => typeof(T).GetProperties().Select(member => member.Name);

        static IEnumerable<string> Said<T>(T properties) =>
            typeof(T).GetProperties().Where(member => member.GetValue(properties) is not null).Select(member => member.Name);
    }

    /// <summary>Says that what was read from an export is exported and read as the very same.</summary>
    private static void ComesBack(JobFileContent content, int seed)
    {
        var again = Export(content);
        Assert.True(
            Json(content.Properties) == Json(again.Properties),
            $"Seed {seed}:\n{Json(content.Properties)}\n{Json(again.Properties)}");
        foreach (var (before, after) in content.Tasks.Zip(again.Tasks, (before, after) => (Json(before), Json(after))))
            Assert.True(before == after, $"Seed {seed}:\n{before}\n{after}");
    }

    private static JobFileContent Export(JobFileContent content)
    {
        var job = SchedulerView.Of(content.Properties);
        return Xml.Job(Xml.Written(job, content.Tasks.Select((task, index) => SchedulerView.Of(task, job.UnitType, index + 1))));
    }

    /// <summary>A job without what happened to it, what a file does not have, and what is computed or in other units.</summary>
    private static HpcJob Said(HpcJob job) => job with
    {
        Id = 0,
        Owner = "",
        State = default,
        CreateTime = default,
        SubmitTime = null,
        Progress = 0,
        ProgressMessage = "",
        ExcludedNodes = [],
        MinCores = job is { UnitType: JobUnitType.Core, AutoCalculateMin: false } ? job.MinCores : 0,
        MaxCores = job is { UnitType: JobUnitType.Core, AutoCalculateMax: false } ? job.MaxCores : 0,
        MinSockets = job.AutoCalculateMin ? 0 : job.MinSockets,
        MaxSockets = job.AutoCalculateMax ? 0 : job.MaxSockets,
        MinNodes = job.AutoCalculateMin ? 0 : job.MinNodes,
        MaxNodes = job.AutoCalculateMax ? 0 : job.MaxNodes,
        MinGpus = job.AutoCalculateMin ? 0 : job.MinGpus,
        MaxGpus = job.AutoCalculateMax ? 0 : job.MaxGpus,
    };

    private static HpcTask Said(HpcTask task) => task with
    {
        JobId = 0,
        State = default,
        CreateTime = default,
        MinCores = task.UnitType == JobUnitType.Core ? task.MinCores : 0,
        MaxCores = task.UnitType == JobUnitType.Core ? task.MaxCores : 0,
    };

    private static void Same(HpcJob expected, HpcJob actual, int seed) => Assert.True(
        Json(expected) == Json(actual), $"Seed {seed}:\n{Json(expected)}\n{Json(actual)}");

    private static void Same(HpcTask expected, HpcTask actual, int seed) => Assert.True(
        Json(expected) == Json(actual), $"Seed {seed}:\n{Json(expected)}\n{Json(actual)}");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, typeof(T), ProtocolJson.Default);
}
