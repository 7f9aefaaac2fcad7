namespace HpcScheduler.Host;

/// <summary>How the host ends; numbers as in sysexits.h.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 64;

    /// <summary>The folder, socket or database cannot be used.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the scheduler itself.</summary>
    public const int Software = 70;

    /// <summary>Storing failed, or the folder or database was deleted or moved under the host.</summary>
    public const int InputOutput = 74;
}
