namespace HpcScheduler;

/// <summary>Writes job template files that <see cref="JobTemplateXmlReader"/> reads as what was written. Rights are not among it.</summary>
public static class JobTemplateXmlWriter
{
    /// <summary>Writes a job template.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it leads to, for errors.</param>
    /// <param name="template">The template.</param>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotWritable"/> for a text with a character that XML cannot hold; what was written before it is of no
    /// use.
    /// </exception>
    public static void Write(Stream stream, string path, HpcJobTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        using var output = new XmlOutput(stream, path);
        output.Start(JobTemplateXml.JobTemplate, $"job template '{template.Name}'");
        JobTemplateXml.Template.Write(output, template);
        foreach (var item in template.Items)
        {
            output.Start(JobTemplateXml.TemplateItem);
            JobTemplateXml.Item.Write(output, item);
            output.End();
        }

        NamedValues.WriteVariables(output, template.JobEnv);
        output.End();
    }
}
