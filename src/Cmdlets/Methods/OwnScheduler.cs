using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Asks the scheduler that a job or task came from. Every failure is a <see cref="SchedulerException"/>.</summary>
/// <param name="folder">The folder in the job or task.</param>
internal readonly struct OwnScheduler(string folder)
{
    private readonly SchedulerClient _client = SchedulerClient.For(SchedulerAddress.Resolve(folder, Environment.CurrentDirectory));

    /// <summary>The reply to a request.</summary>
    public TReply Send<TReply>(ISchedulerRequest<TReply> request) =>
        _client.SendAsync(request, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The only item of a list.</summary>
    public TItem Find<TItem>(ISchedulerQuery<TItem> query)
        where TItem : class
    {
        var line = _client.QueryAsync(query, CancellationToken.None).ToBlockingEnumerable().Single();
        return line.Item ?? throw line.Problem!.ToException();
    }
}
