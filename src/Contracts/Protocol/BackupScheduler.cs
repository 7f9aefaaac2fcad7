namespace HpcScheduler.Protocol;

/// <summary>
/// Makes a copy of the database while the host goes on. The reply is sent when the copy is whole, on disk, and bears its name. The host writes
/// it with the rights of its own user.
/// </summary>
/// <param name="Destination">The file, from the root.</param>
/// <param name="Force">Replace a file that is there.</param>
public sealed record BackupScheduler(string Destination, bool Force) : ISchedulerRequest<Done>;
