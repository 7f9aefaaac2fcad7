namespace HpcScheduler;

/// <summary>
/// Reads job files, those of HPC Pack among them (cmdlet reference, section 10). Names of attributes may have letters of either case,
/// namespaces are not looked at, what is unknown is passed over. Whether the values are allowed is for those to say who make the job.
/// </summary>
public static class JobXmlReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotReadable"/>; <see cref="SchedulerErrors.InvalidXml"/> for what is no job file, and for a value
    /// that is not of its kind.
    /// </exception>
    public static JobFileContent Read(string path) => XmlInput.Read(path, ReadRoot);

    /// <summary>Reads what a stream holds.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it comes from, for errors.</param>
    /// <exception cref="SchedulerException">As for a file.</exception>
    public static JobFileContent Read(Stream stream, string path) => XmlInput.Read(stream, path, ReadRoot);

    private static JobFileContent ReadRoot(XmlInput input)
    {
        if (input.Name != JobXml.Job)
            throw input.Refuse($"its outermost element is {input.Name} and not {JobXml.Job}");
        JobXmlVersion.Check(input);

        var job = new JobProperties();
        foreach (var attribute in input.Attributes())
            job = JobAttributes.Table.Read(job, attribute);

        var variables = NamedValues.Variables();
        var terms = NamedValues.Terms();
        var groups = new TaskGroups();
        var tasks = new List<GroupedTask>();
        foreach (var element in input.Children())
        {
            variables.Read(input);
            terms.Read(input);
            if (element == JobXml.Dependencies)
                groups.Read(input);
            else if (element == JobXml.Tasks)
                tasks.AddRange(ReadTasks(input));
        }

        job = WithComputedSides(job) with { JobEnv = variables.Texts, CustomProperties = terms.Texts };
        return new(GpuJob.FromSockets(job), groups.Apply(tasks));
    }

    private static IEnumerable<GroupedTask> ReadTasks(XmlInput input) =>
        input.Children().Where(element => element == JobXml.Task).Select(_ => TaskElement.ReadGrouped(input));

    /// <summary>A side is computed if the file says so, or if it says nothing of it in any unit. A computed side has no number.</summary>
    private static JobProperties WithComputedSides(JobProperties job)
    {
        var computesMin = job.AutoCalculateMin ?? (job.MinCores ?? job.MinSockets ?? job.MinNodes ?? job.MinGpus) is null;
        var computesMax = job.AutoCalculateMax ?? (job.MaxCores ?? job.MaxSockets ?? job.MaxNodes ?? job.MaxGpus) is null;
        job = job with { AutoCalculateMin = computesMin, AutoCalculateMax = computesMax };
        if (computesMin)
            job = job with { MinCores = null, MinSockets = null, MinNodes = null, MinGpus = null };
        return computesMax ? job with { MaxCores = null, MaxSockets = null, MaxNodes = null, MaxGpus = null } : job;
    }
}
