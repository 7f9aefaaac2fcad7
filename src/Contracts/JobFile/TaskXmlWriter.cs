namespace HpcScheduler;

/// <summary>Writes task files as <see cref="JobXmlWriter"/> writes job files.</summary>
public static class TaskXmlWriter
{
    /// <summary>Writes a task.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it leads to, for errors.</param>
    /// <param name="task">The task; not one of its sub-tasks, in which asterisks are replaced.</param>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotWritable"/> for a text with a character that XML cannot hold; what was written before it is of no
    /// use.
    /// </exception>
    public static void Write(Stream stream, string path, HpcTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        using var output = new XmlOutput(stream, path);
        output.Start(JobXml.Task, task.TaskId);
        TaskElement.Write(output, task);
        output.End();
    }
}
