namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the job templates: there is one.</summary>
public sealed class TemplateNameCompleter() : WordCompleter(("Default", "the only job template"));
