namespace HpcScheduler;

/// <summary>
/// Writes job files that <see cref="JobXmlReader"/> and HPC Pack read (cmdlet reference, section 10). What is read from one and made into a
/// job is the job that was written, but for its excluded nodes, its progress and what happened to it.
/// </summary>
public static class JobXmlWriter
{
    /// <summary>Writes a job, one task after the other. A task with sub-tasks is written once.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it leads to, for errors.</param>
    /// <param name="job">The job.</param>
    /// <param name="tasks">Its tasks in their order; sub-tasks among them are passed over.</param>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotWritable"/> for a text with a character that XML cannot hold; what was written before it is of no
    /// use.
    /// </exception>
    public static void Write(Stream stream, string path, HpcJob job, IEnumerable<HpcTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(tasks);
        using var output = new XmlOutput(stream, path);
        output.Start(JobXml.Job, job.Id);
        output.Attribute(JobXml.Version, JobXml.CurrentVersion);
        JobAttributes.Table.Write(output, job);
        NamedValues.WriteTerms(output, GpuJob.Terms(job));
        NamedValues.WriteVariables(output, job.JobEnv);

        // Tasks name those that they wait for, so there are no groups. HPC Pack writes the element all the same.
        output.Start(JobXml.Dependencies);
        output.End();
        output.Start(JobXml.Tasks);
        foreach (var task in tasks.Where(task => task.SubTaskId == 0))
        {
            output.Start(JobXml.Task, task.TaskId);
            TaskElement.Write(output, task);
            output.End();
        }

        output.End();
        output.End();
    }
}
