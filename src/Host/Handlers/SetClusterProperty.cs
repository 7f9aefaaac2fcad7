using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetClusterProperty"/>.</summary>
internal sealed class SetClusterPropertyHandler(SchedulerLoop loop)
{
    public Task<SetClusterPropertyReply> HandleAsync(SetClusterProperty request, Caller caller, CancellationToken cancellation)
    {
        // Who may not set it learns nothing of files.
        Permissions.Check<SetClusterProperty>(caller);
        const string Shell = nameof(ClusterProperties.TaskShell);
        var missing = request.Values.FirstOrDefault(value =>
            value.Name.Equals(Shell, StringComparison.OrdinalIgnoreCase) && value.Value.Length > 0 && !TaskShell.IsUsable(value.Value));
        return missing is null
            ? loop.AskAsync(core => core.Handle(request, caller))
            : throw new SchedulerException(
                SchedulerErrors.ValueOutOfRange, missing.Value, Shell, missing.Value,
                $"the absolute path of a shell that is there and can be run, or empty for {TaskShell.Default}");
    }
}
