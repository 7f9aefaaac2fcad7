namespace HpcScheduler.Core;

/// <summary>Who asks. The host learns it from the kernel, never from the caller.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="IsAdministrator">Whether the user may act for everybody.</param>
public sealed record Caller(string Name, bool IsAdministrator);
