using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Returns what the last run of a task, or of all tasks of a job, has written, line by line; each line says in its Channel whether it is output or
/// error output. With -Wait it goes on with what the task writes until the task has ended.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "HpcTask", DefaultParameterSetName = IdSet)]
[OutputType(typeof(string))]
public sealed class ReceiveHpcTask : TaskSelectionCmdlet
{
    private readonly List<TaskRef> _tasks = [];

    /// <inheritdoc/>
    [Parameter(Position = 1, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public override int TaskId { get; set; }

    /// <inheritdoc/>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TaskSet)]
    [TaskTransform(OnlyLooks = true)]
    public override HpcTask Task { get; set; } = new();

    /// <summary>Follow the task until it has ended; one that has not begun is waited for.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Only output, or only error output.</summary>
    [Parameter]
    public TaskOutputChannel[]? Channel { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseLoneSubTask();

    /// <inheritdoc/>
    protected override void ProcessRecord() => _tasks.AddRange(SelectedOrAll());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Get-HpcTask lists a sweep beside its sub-tasks; the output is theirs.
        var masters = _tasks.Where(task => task.Key.SubTaskId != 0).Select(task => task with { Key = task.Key.Master }).ToHashSet();
        foreach (var task in _tasks.Where(task => task.Key.SubTaskId != 0 || !masters.Contains(task)))
            Receive(task);
    }

    private void Receive(TaskRef task)
    {
        var (client, key) = task;
        var lines = new OutputLines(alternates: Wait);
        var query = new ReceiveTask(key.JobId, key.TaskId, key.SubTaskId, Wait);
        if (Wait)
            Follow(client, query, key.ToString(), piece => Write(lines.Add(piece)));
        else
            Each(client, query, key.ToString(), (TaskOutput piece) => Write(lines.Add(piece)));
        Write(lines.End());
    }

    // The next host goes on behind the last piece of the one before.
    private void Follow(SchedulerClient client, ReceiveTask query, string target, Action<TaskOutput> take)
    {
        WriteVerbose($"{nameof(ReceiveTask)} to {client.Address}");
        using var following = new Following<TaskOutput>(
            [(client, query)], StopToken, (before, piece) => piece.Next is { } next ? (ReceiveTask)before with { From = next } : null);
        try
        {
            while (Stoppable(Next) is { } line)
            {
                if (line.Item is { } piece)
                    take(piece);
                else if (line.Problem is { } problem)
                    Fail(problem.ToException(), target);
            }
        }
        catch (SchedulerException exception)
        {
            Fail(exception, target);
        }

        Line<TaskOutput>? Next() =>
            following.Next(Timeout.InfiniteTimeSpan, out var followed) == Followed.Line ? followed.Line : null;
    }

    private void Write(IEnumerable<TaskOutput> lines)
    {
        foreach (var (channel, text) in lines)
        {
            if (Channel is not null && !Channel.Contains(channel))
                continue;
            var line = new PSObject(text);
            line.Properties.Add(new PSNoteProperty(nameof(Channel), channel));
            WriteObject(line);
        }
    }
}
