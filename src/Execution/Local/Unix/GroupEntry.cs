using System.Runtime.InteropServices;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>A group as the C library shows one: <c>struct group</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GroupEntry
{
    public nint Name;
    public nint Password;
    public uint GroupId;
    public nint* Members;
}
