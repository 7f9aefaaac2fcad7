namespace HpcScheduler;

/// <summary>Who may do what with a job template (cmdlets reference, section 6.1).</summary>
/// <param name="jobTemplateName">The template.</param>
/// <param name="sddl">Who may do what, as <see cref="JobTemplateAcl"/> reads it.</param>
public sealed class HpcJobTemplateSecurityDescriptor(string jobTemplateName, string sddl)
{
    /// <summary>The template that it was read from.</summary>
    public string JobTemplateName { get; set; } = jobTemplateName;

    /// <summary>The folder of the scheduler that it was read from.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Who may do what: exactly the text that was set.</summary>
    public string Sddl { get; set; } = sddl;

    /// <summary>The same in words, such as "Everyone: SubmitJob"; empty while <see cref="Sddl"/> cannot be read.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Access =>
        JobTemplateAcl.TryParse(Sddl, out var acl, out _) ? [.. acl.Entries.Select(entry => entry.ToString())] : [];

    /// <summary>Its <see cref="Sddl"/>.</summary>
    public override string ToString() => Sddl;
}
