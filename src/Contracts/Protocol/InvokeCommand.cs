namespace HpcScheduler.Protocol;

/// <summary>
/// Runs one command on several nodes at once, beside all jobs and without waiting for cores: a job of type Admin with a task for each node
/// (scheduler reference, section 5.4). Administrators only.
/// </summary>
/// <param name="CommandLine">Run by the shell of tasks on each node.</param>
/// <param name="NodeName">The nodes; null for all.</param>
/// <param name="WorkDir">An absolute folder; the owner's home if null.</param>
/// <param name="Stdin">A file that each reads, relative to the work folder; nothing if null.</param>
/// <param name="Env">Variables, name=value each; an empty value unsets the variable.</param>
public sealed record InvokeCommand(
    string CommandLine,
    IReadOnlyList<string>? NodeName = null,
    string? WorkDir = null,
    string? Stdin = null,
    IReadOnlyList<string>? Env = null) : ISchedulerRequest<HpcJob>;
