namespace HpcScheduler;

/// <summary>Who may do what with a job template (cmdlets reference, section 6.1).</summary>
public sealed record HpcJobTemplateSecurityDescriptor : HpcObject
{
    /// <summary>Rights of no template.</summary>
    public HpcJobTemplateSecurityDescriptor()
        : this("", "")
    {
    }

    /// <summary>Rights of a template.</summary>
    /// <param name="jobTemplateName">The template.</param>
    /// <param name="sddl">Who may do what, as <see cref="JobTemplateAcl"/> reads it.</param>
    [System.Text.Json.Serialization.JsonConstructor]
    public HpcJobTemplateSecurityDescriptor(string jobTemplateName, string sddl) => (JobTemplateName, Sddl) = (jobTemplateName, sddl);

    /// <summary>The template that it was read from.</summary>
    public string JobTemplateName { get; set; }

    /// <summary>The folder of the scheduler that it was read from.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Who may do what: exactly the text that was set.</summary>
    public string Sddl { get; set; }

    /// <summary>The same in words, such as "Everyone: SubmitJob"; empty while <see cref="Sddl"/> cannot be read.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public HpcList<string> Access =>
        JobTemplateAcl.TryParse(Sddl, out var acl, out _) ? [.. acl.Entries.Select(entry => entry.ToString())] : [];

    /// <summary>Its <see cref="Sddl"/>.</summary>
    public override string ToString() => Sddl;
}
