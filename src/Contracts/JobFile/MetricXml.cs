namespace HpcScheduler;

/// <summary>Files of metrics: which are measured. What is said of each beside its name is for people, and passed over when it is read.</summary>
public static class MetricXml
{
    private const string Root = "HpcMetrics";
    private const string Element = "Metric";
    private const string Name = "Name";

    /// <summary>Writes metrics.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it leads to, for errors.</param>
    /// <param name="metrics">The metrics.</param>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.FileNotWritable"/>.</exception>
    public static void Write(Stream stream, string path, IReadOnlyList<HpcMetric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        using var output = new XmlOutput(stream, path);
        output.Start(Root);
        foreach (var metric in metrics)
        {
            output.Start(Element, $"metric '{metric.Name}'");
            output.Attribute(Name, metric.Name);
            output.Attribute(nameof(metric.Type), metric.Type.ToString());
            output.Attribute(nameof(metric.MetricTargets), string.Join(',', metric.MetricTargets));
            output.Attribute(nameof(metric.Unit), metric.Unit);
            output.Attribute(nameof(metric.Description), metric.Description);
            output.End();
        }

        output.End();
    }

    /// <summary>Reads the names of the metrics in a file, each once.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotReadable"/>; <see cref="SchedulerErrors.InvalidXml"/> for what is no file of metrics.
    /// </exception>
    public static IReadOnlyList<string> Read(string path) => XmlInput.Read(path, ReadRoot);

    private static IReadOnlyList<string> ReadRoot(XmlInput input)
    {
        if (input.Name != Root)
            throw input.Refuse($"its outermost element is {input.Name} and not {Root}");
        var names = new List<string>();
        foreach (var element in input.Children())
        {
            if (element != Element)
                continue;
            var name = "";
            foreach (var attribute in input.Attributes())
            {
                if (attribute.Is(Name))
                    name = attribute.Text ?? "";
            }

            if (name.Length == 0)
                throw input.Refuse("a metric has no Name");
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                names.Add(name);
        }

        return names;
    }
}
