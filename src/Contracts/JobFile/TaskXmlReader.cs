namespace HpcScheduler;

/// <summary>Reads task files as <see cref="JobXmlReader"/> reads job files. Of a job file it reads the first task.</summary>
public static class TaskXmlReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotReadable"/>; <see cref="SchedulerErrors.InvalidXml"/> for what is no task file, and for a value
    /// that is not of its kind.
    /// </exception>
    public static TaskProperties Read(string path) => XmlInput.Read(path, ReadRoot);

    /// <summary>Reads what a stream holds.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it comes from, for errors.</param>
    /// <exception cref="SchedulerException">As for a file.</exception>
    public static TaskProperties Read(Stream stream, string path) => XmlInput.Read(stream, path, ReadRoot);

    private static TaskProperties ReadRoot(XmlInput input)
    {
        if (input.Name is not (JobXml.Task or JobXml.Job))
            throw input.Refuse($"its outermost element is {input.Name} and not {JobXml.Task}");
        JobXmlVersion.Check(input);
        return input.MoveTo(JobXml.Task) ? TaskElement.Read(input) : throw input.Refuse($"it has no element {JobXml.Task}");
    }
}
