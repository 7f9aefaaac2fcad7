using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Runs one command on many nodes at once and returns what it writes, line by line as it comes, each with its node. A node on which it
/// fails is an error; the others go on. Ctrl+C cancels it everywhere.
/// </summary>
[Cmdlet(
    VerbsLifecycle.Invoke, "HpcCommand", DefaultParameterSetName = NodeNameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcCommandOutput))]
public sealed class InvokeHpcCommand : SchedulerCmdlet
{
    private const string NodeNameSet = "nodeName";
    private const string NodeSet = "node";
    private const string AllSet = "all";

    // Whoever interrupts the command waits no longer than this for the scheduler to take note.
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    private readonly List<string> _nodes = [];
    private string? _holder;

    /// <summary>The command, read by the shell of tasks on each node.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string CommandLine { get; set; } = "";

    /// <summary>The nodes.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NodeNameSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[] NodeName { get; set; } = [];

    /// <summary>The nodes, as Get-HpcNode returns them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [NodeTransform]
    public HpcNode[] Node { get; set; } = [];

    /// <summary>On all nodes.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <summary>The folder that it runs in; the home of the scheduler's user if none is given.</summary>
    [Parameter]
    public string? WorkDir { get; set; }

    /// <summary>A file that it reads, relative to WorkDir.</summary>
    [Parameter]
    public string? Stdin { get; set; }

    /// <summary>Its environment variables, each as name=value.</summary>
    [Parameter]
    public string[]? Env { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _nodes.AddRange(ParameterSetName == NodeSet ? Node.Select(node => node.Name) : NodeName);
        _holder ??= ParameterSetName == NodeSet ? Node[0].Scheduler : null;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var nodes = All ? null : _nodes.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var client = ClientFor(_holder);
        var target = nodes is null ? "all nodes" : $"{(nodes.Length == 1 ? "node" : "nodes")} {string.Join(", ", nodes)}";
        if (ShouldProcess(target, $"Run '{CommandLine}'")
            && TrySend(client, Require(() => Request(nodes)), CommandLine, out var job))
        {
            Follow(client, job);
        }
    }

    private InvokeCommand Request(string[]? nodes) => new(
        CommandLine,
        nodes,
        string.IsNullOrEmpty(WorkDir) ? null : SessionPath.Resolve(SessionState.Path, WorkDir, SchedulerErrors.PathNotUsable),
        SessionPath.ForTask(SessionState.Path, Stdin),
        Env);

    private void Follow(SchedulerClient client, HpcJob job)
    {
        WriteVerbose($"Job {job.Id} runs the command");
        var lines = new Dictionary<string, OutputLines>(StringComparer.OrdinalIgnoreCase);
        try
        {
            Each<CommandNews>(client, new ReceiveCommand(job.Id), job.Id, news => Take(job, news, lines));
        }
        catch (PipelineStoppedException)
        {
            Cancel(client, job);
            throw;
        }
    }

    private void Take(HpcJob job, CommandNews news, Dictionary<string, OutputLines> lines)
    {
        if (!lines.TryGetValue(news.NodeName, out var ofNode))
            lines[news.NodeName] = ofNode = new OutputLines(alternates: true);
        foreach (var (channel, text) in news.Output is { } output ? ofNode.Add(output) : ofNode.End())
            WriteObject(new HpcCommandOutput { JobId = job.Id, NodeName = news.NodeName, Channel = channel, Line = text });
        if (news.Task is { State: not TaskState.Finished } task)
            Fail(new SchedulerException(SchedulerErrors.CommandFailed, news.NodeName, news.NodeName, task.State, task.ErrorMessage.TrimEnd('.'), job.Id), news.NodeName);
    }

    private static void Cancel(SchedulerClient client, HpcJob job)
    {
        using var limit = new CancellationTokenSource(CancelLimit);
        try
        {
            client.SendAsync(new StopJob(job.Id, "Whoever ran the command interrupted it.", false, false, false), limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is SchedulerException or OperationCanceledException)
        {
            // It has ended, or the scheduler has: nothing is left to cancel.
        }
    }
}
