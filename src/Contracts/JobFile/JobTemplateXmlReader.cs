namespace HpcScheduler;

/// <summary>
/// Reads job template files (cmdlets reference, section 6.1). Names of attributes may have letters of either case, namespaces are not looked
/// at, what is unknown is passed over. Whether items are allowed is for those to say who make the template.
/// </summary>
public static class JobTemplateXmlReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.FileNotReadable"/>; <see cref="SchedulerErrors.InvalidXml"/> for what is no job template file.
    /// </exception>
    public static JobTemplateFileContent Read(string path) => XmlInput.Read(path, ReadRoot);

    /// <summary>Reads what a stream holds.</summary>
    /// <param name="stream">It stays open.</param>
    /// <param name="path">Where it comes from, for errors.</param>
    /// <exception cref="SchedulerException">As for a file.</exception>
    public static JobTemplateFileContent Read(Stream stream, string path) => XmlInput.Read(stream, path, ReadRoot);

    private static JobTemplateFileContent ReadRoot(XmlInput input)
    {
        if (input.Name != JobTemplateXml.JobTemplate)
            throw input.Refuse($"its outermost element is {input.Name} and not {JobTemplateXml.JobTemplate}");
        var content = new JobTemplateFileContent("", "", [], []);
        foreach (var attribute in input.Attributes())
            content = JobTemplateXml.Template.Read(content, attribute);

        var items = new OrderedDictionary<string, JobTemplateItem>(StringComparer.OrdinalIgnoreCase);
        var variables = NamedValues.Variables();
        foreach (var element in input.Children())
        {
            variables.Read(input);
            if (element == JobTemplateXml.TemplateItem)
                Add(items, input);
        }

        return content with { Items = [.. items.Values], JobEnv = variables.Texts ?? [] };
    }

    private static void Add(OrderedDictionary<string, JobTemplateItem> items, XmlInput input)
    {
        var item = new JobTemplateItem();
        foreach (var attribute in input.Attributes())
            item = JobTemplateXml.Item.Read(item, attribute);
        if (item.PropertyName.Length == 0)
            throw input.Refuse("an item has no PropertyName");
        if (!items.TryAdd(item.PropertyName, item))
            throw input.Refuse($"there are two items for {item.PropertyName}");
    }
}
