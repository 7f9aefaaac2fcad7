using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetTask"/>.</summary>
internal sealed class SetTaskHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcTask> HandleAsync(SetTask request, Caller caller, CancellationToken cancellation)
    {
        var (task, job) = await loop.AskAsync(core =>
        {
            var record = core.Handle(request, caller);
            return (record, core.JobOf(record));
        }).ConfigureAwait(false);
        return TaskView.Of(task, job, folder);
    }
}
