namespace HpcScheduler;

/// <summary>A task in a file, be it a file of its own or that of a job.</summary>
internal static class TaskElement
{
    /// <summary>Reads the element that was reached.</summary>
    public static TaskProperties Read(XmlInput input) => ReadGrouped(input).Properties;

    /// <summary>Reads the element that was reached with the group that the task is in.</summary>
    public static GroupedTask ReadGrouped(XmlInput input)
    {
        var task = new TaskProperties();
        int? groupId = null;
        foreach (var attribute in input.Attributes())
        {
            task = TaskAttributes.Table.Read(task, attribute);
            if (attribute.Is(JobXml.GroupId))
                groupId = attribute.Number;
        }

        var variables = NamedValues.Variables();
        var terms = NamedValues.Terms();
        foreach (var _ in input.Children())
        {
            variables.Read(input);
            terms.Read(input);
        }

        task = TaskAttributes.WithoutIdleValues(task) with { Env = variables.Texts, CustomProperties = terms.Texts };
        return new(task, groupId);
    }

    /// <summary>Writes the inside of the element begun last.</summary>
    public static void Write(XmlOutput output, HpcTask task)
    {
        output.Attribute(JobXml.Version, JobXml.CurrentVersion);
        TaskAttributes.Table.Write(output, task);
        NamedValues.WriteTerms(output, task.CustomProperties);
        NamedValues.WriteVariables(output, task.Env);
    }
}
