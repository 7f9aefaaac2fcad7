using System.Runtime.InteropServices;

namespace HpcScheduler.Client;

/// <summary>
/// The program before a PowerShell that is installed as a .NET tool. It starts the real one as its child and passes nothing on, no signal and not
/// its own end: whoever ends the 'pwsh' that he has started ends this program alone.
/// </summary>
internal static partial class ToolShim
{
    private const string FileName = "/Microsoft.PowerShell.GlobalTool.Shim.dll";

    /// <summary>The program before this process; null if there is none, or if it has ended already.</summary>
    public static HostProcess? OfThisProcess()
    {
        var parent = Parent();
        if (!OperatingSystem.IsLinux() || !IsShim(parent))
            return null;
        var shim = HostProcess.Open(parent);
        if (Parent() == parent)
            return shim;
        shim.Dispose();
        return null;
    }

    // It has many names, a link's or dotnet's, but always this file in its memory.
    private static bool IsShim(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/maps").Any(line => line.EndsWith(FileName, StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int Parent();
}
