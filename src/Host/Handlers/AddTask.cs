using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="AddTask"/>.</summary>
internal sealed class AddTaskHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<AddTaskReply> HandleAsync(AddTask request, Caller caller, CancellationToken cancellation)
    {
        var (job, ids) = await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false);
        return new AddTaskReply(JobView.Of(job, folder), ids);
    }
}
