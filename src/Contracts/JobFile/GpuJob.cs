namespace HpcScheduler;

/// <summary>
/// A job that counts graphics processors. Files know only cores, sockets and nodes: there it counts sockets, and a custom property
/// says what they are.
/// </summary>
internal static class GpuJob
{
    private const string Mark = JobXml.GpuJob + "=true";

    /// <summary>A job as a file has it as users see it.</summary>
    public static JobProperties FromSockets(JobProperties job)
    {
        if (job.UnitType != JobUnitType.Socket || job.CustomProperties?.Any(IsMark) != true)
            return job;
        var others = job.CustomProperties.Where(property => !IsMark(property)).ToList();
        return job with
        {
            UnitType = JobUnitType.Gpu,
            MinGpus = job.MinSockets,
            MaxGpus = job.MaxSockets,
            MinSockets = null,
            MaxSockets = null,
            CustomProperties = others.Count == 0 ? null : others,
        };
    }

    /// <summary>The custom properties of a job as a file has them.</summary>
    public static IReadOnlyList<string> Terms(HpcJob job) =>
        job.UnitType == JobUnitType.Gpu ? CustomPropertyList.Merge(job.CustomProperties, [Mark]) : job.CustomProperties;

    private static bool IsMark(string property) => property.Equals(Mark, StringComparison.OrdinalIgnoreCase);
}
