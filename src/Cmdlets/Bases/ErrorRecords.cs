using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Turns an error of the table into an error record with the same id and the category of the same name.</summary>
internal static class ErrorRecords
{
    // No item can succeed when there is no scheduler to ask.
    private static readonly HashSet<SchedulerError> EndingCommand =
    [
        SchedulerErrors.SchedulerUnreachable, SchedulerErrors.SchedulerNotRunning, SchedulerErrors.SchedulerStartFailed,
        SchedulerErrors.SchedulerStopping, SchedulerErrors.SchedulerRunsOtherwise, SchedulerErrors.HostMissing, SchedulerErrors.RuntimeMissing,
        SchedulerErrors.FolderNotUsable, SchedulerErrors.FolderNotSafe, SchedulerErrors.SchedulerNotFound, SchedulerErrors.SocketPathTooLong, SchedulerErrors.MachineNotRunning, SchedulerErrors.MachineNotUsable,
        SchedulerErrors.SshMissing, SchedulerErrors.SshFailed, SchedulerErrors.SshHostKeyRefused, SchedulerErrors.SshPermissionDenied,
        SchedulerErrors.FarSideMissing, SchedulerErrors.NotOverSsh,
        SchedulerErrors.InvalidSchedulerName, SchedulerErrors.SeveralHeadNodes, SchedulerErrors.SchedulerRuledOut, SchedulerErrors.ObjectWithoutScheduler,
        SchedulerErrors.ReplyNotUnderstood, SchedulerErrors.StoreFull, SchedulerErrors.StoreFailed,
        SchedulerErrors.StoreDamaged, SchedulerErrors.StoreTooNew, SchedulerErrors.StoreTooOld, SchedulerErrors.StoreForeign,
    ];

    /// <summary>Whether the error leaves nothing to do for the other items of the command.</summary>
    public static bool EndsCommand(SchedulerError error) => EndingCommand.Contains(error);

    /// <summary>The record; the target is what the user named, or else what the error names.</summary>
    public static ErrorRecord ToErrorRecord(this SchedulerException exception, object? target)
    {
        var category = Enum.Parse<ErrorCategory>(exception.Error.Category.ToString());
        return new ErrorRecord(exception, exception.Error.Id, category, target ?? ToTarget(exception.Target));
    }

    // Numbers cross the wire as text.
    private static object? ToTarget(object? target) =>
        target is string text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : target;
}
