using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>Asks the scheduler that an object came from, and waits for its answer. Every failure is a <see cref="SchedulerException"/>.</summary>
/// <param name="address">Where a scheduler is that an object names.</param>
public sealed class OwnScheduler(Func<string, SchedulerAddress> address) : SchedulerLink
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

    private SchedulerClient Client(string scheduler) => SchedulerClient.For(address(scheduler));
}
