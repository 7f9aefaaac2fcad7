using System.Text;

namespace HpcScheduler.Unit.Contracts.JobFile;

/// <summary>Job and task files in memory, and the samples beside this file.</summary>
internal static class Xml
{
    public const string Path = "job.xml";

    public static JobFileContent Job(string text) => JobXmlReader.Read(Stream(text), Path);

    /// <summary>The properties of a job with these attributes and elements.</summary>
    public static JobProperties JobOf(string attributes, string elements = "") => Job($"<Job {attributes}>{elements}</Job>").Properties;

    public static TaskProperties Task(string text) => TaskXmlReader.Read(Stream(text), Path);

    /// <summary>The properties of a task with these attributes and elements.</summary>
    public static TaskProperties TaskOf(string attributes, string elements = "") => Task($"<Task {attributes}>{elements}</Task>");

    public static string Written(HpcJob job, params IEnumerable<HpcTask> tasks)
    {
        using var stream = new MemoryStream();
        JobXmlWriter.Write(stream, Path, job, tasks);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string Written(HpcTask task)
    {
        using var stream = new MemoryStream();
        TaskXmlWriter.Write(stream, Path, task);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string Sample(string name) => Repository.Path("tests", "Unit", "Contracts", "JobFile", name);

    /// <summary>The reason why the text is refused as a job file.</summary>
    public static string WhyNoJob(string text) => WhyNot(() => Job(text));

    public static string WhyNot(Func<object> read)
    {
        var error = Assert.Throws<SchedulerException>(read);
        Assert.Same(SchedulerErrors.InvalidXml, error.Error);
        Assert.Equal(Path, error.Target);
        Assert.StartsWith($"The file '{Path}' is not a job, task or job template file: ", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
