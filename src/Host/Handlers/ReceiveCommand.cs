using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="ReceiveCommand"/>: the outputs of the command on its nodes side by side, as they come.</summary>
internal sealed class ReceiveCommandHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    // A caller who is slow to read holds up the reading, and nothing is kept for it.
    private const int MostAhead = 64;

    private readonly ReceiveTaskHandler _output = new(loop, reader, folder);

    public async IAsyncEnumerable<Line<CommandNews>> HandleAsync(
        ReceiveCommand request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var job = GetTaskHandler.FindJob(reader, request.JobId);
        if (!job.JobType.HasFlag(JobType.Admin))
            throw new SchedulerException(SchedulerErrors.NoCommandJob, job.Id, job.Id, job.JobType);
        var tasks = reader.ListTasks(job.Id, null, null, null).ToList();
        var news = Channel.CreateBounded<Line<CommandNews>>(new BoundedChannelOptions(MostAhead) { SingleReader = true });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = FollowAllAsync(tasks, caller, news.Writer, leaving.Token);
        try
        {
            await foreach (var line in news.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return line;
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAllAsync(
        List<TaskRecord> tasks, Caller caller, ChannelWriter<Line<CommandNews>> news, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(tasks.Select(task => FollowAsync(task, caller, news, cancellation))).ConfigureAwait(false);
            news.Complete();
        }
        catch (Exception exception)
        {
            news.Complete(exception);
        }
    }

    private async Task FollowAsync(TaskRecord task, Caller caller, ChannelWriter<Line<CommandNews>> news, CancellationToken cancellation)
    {
        var (key, node) = (task.Key, task.Properties.RequiredNodes![0]);
        await foreach (var line in _output.HandleAsync(new ReceiveTask(key.JobId, key.TaskId, 0, Wait: true), caller, cancellation).ConfigureAwait(false))
        {
            if (line.Item is { } output)
                await news.WriteAsync(new Line<CommandNews> { Item = new CommandNews(node, output, null) }, cancellation).ConfigureAwait(false);
        }

        var view = new TaskViews(loop, reader, folder, GetTaskHandler.FindJob(reader, key.JobId)).Of(GetTaskHandler.Find(reader, key));
        await news.WriteAsync(new Line<CommandNews> { Item = new CommandNews(node, null, view) }, cancellation).ConfigureAwait(false);
    }
}
