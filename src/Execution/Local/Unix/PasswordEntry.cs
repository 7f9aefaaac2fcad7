using System.Runtime.InteropServices;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>A user as the C library shows one: <c>struct passwd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PasswordEntry
{
    public nint Name;
    public nint Password;
    public uint UserId;
    public uint GroupId;
    public nint Comment;
    public nint Home;
    public nint Shell;
}
