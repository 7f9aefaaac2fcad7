using System.Runtime.InteropServices;

namespace HpcScheduler.Host.Endpoint;

/// <summary>The users of the machine, as the system's name service knows them.</summary>
internal static partial class Accounts
{
    private const string Library = "libc";

    // The answer stands in memory that the next question overwrites.
    private static readonly Lock Gate = new();

    /// <summary>The name of a user; null if there is none.</summary>
    public static string? Name(uint userId)
    {
        lock (Gate)
        {
            var entry = FindUser(userId);
            return entry == 0 ? null : Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry));
        }
    }

    /// <summary>The number of a user; null if there is none.</summary>
    public static uint? UserId(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
            return null;
        lock (Gate)
        {
            // Name and password are in front of it.
            var entry = FindName(name);
            return entry == 0 ? null : (uint)Marshal.ReadInt32(entry, 2 * nint.Size);
        }
    }

    [LibraryImport(Library, EntryPoint = "getpwuid")]
    private static partial nint FindUser(uint userId);

    [LibraryImport(Library, EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FindName(string name);
}
