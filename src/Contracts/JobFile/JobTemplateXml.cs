namespace HpcScheduler;

/// <summary>The words of job template files (cmdlets reference, section 6.1).</summary>
internal static class JobTemplateXml
{
    public const string JobTemplate = "JobTemplate";
    public const string TemplateItem = "TemplateItem";

    /// <summary>The attributes of the outermost element.</summary>
    public static readonly XmlAttributeTable<JobTemplateFileContent, HpcJobTemplate> Template = new(
        new("Name", (template, value) => template with { Name = value.Text ?? "" }, template => template.Name),
        new("Description", (template, value) => template with { Description = value.Text ?? "" }, template => template.Description),
        new("CreateTime", Write: template => XmlText.Of(template.CreateTime)));

    /// <summary>The attributes of an item.</summary>
    public static readonly XmlAttributeTable<JobTemplateItem, JobTemplateItem> Item = new(
        new("PropertyName", (item, value) => item with { PropertyName = value.Text ?? "" }, item => item.PropertyName),
        new("Default", (item, value) => item with { Default = value.Text }, item => item.Default),
        new("MinVal", (item, value) => item with { MinVal = value.Text }, item => item.MinVal),
        new("MaxVal", (item, value) => item with { MaxVal = value.Text }, item => item.MaxVal),
        new("ValueRange", (item, value) => item with { ValueRange = value.Names is { } names ? [.. names] : null }, item => XmlText.Of(item.ValueRange ?? [])),
        new("RequiredValues", (item, value) => item with { RequiredValues = value.Names is { } names ? [.. names] : null }, item => XmlText.Of(item.RequiredValues ?? [])),
        new("ReadOnly", (item, value) => item with { ReadOnly = value.Truth }, item => item.ReadOnly ? XmlText.Of(true) : null));
}
