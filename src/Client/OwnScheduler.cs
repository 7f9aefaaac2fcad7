using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>Asks the scheduler that an object came from, and waits for its answer. Every failure is a <see cref="SchedulerException"/>.</summary>
public sealed class OwnScheduler : SchedulerLink
{
    /// <inheritdoc/>
    public override TReply Send<TReply>(string scheduler, ISchedulerRequest<TReply> request) =>
        Client(scheduler).SendAsync(request, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override TItem Find<TItem>(string scheduler, ISchedulerQuery<TItem> query)
    {
        var line = Client(scheduler).QueryAsync(query, CancellationToken.None).ToBlockingEnumerable().Single();
        return line.Item ?? throw line.Problem!.ToException();
    }

    private static SchedulerClient Client(string scheduler) =>
        SchedulerClient.For(SchedulerAddress.Resolve(scheduler, Environment.CurrentDirectory));
}
