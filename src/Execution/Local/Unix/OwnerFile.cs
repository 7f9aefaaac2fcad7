using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>Files that a user names and the host reads.</summary>
public static class OwnerFile
{
    // What the kernel makes up as it is read: it answers by the rights of whoever reads, and that is the host. By the numbers of statfs(2): proc, sysfs,
    // the control groups of both versions, debugfs, tracefs, securityfs, bpf, efivarfs, configfs, pstore, selinuxfs, smackfs, mqueue, devpts, and those of
    // namespaces, pipes, sockets, nameless files and processes.
    private static readonly HashSet<uint> OfTheKernel =
    [
        0x9FA0, 0x62656572, 0x27E0EB, 0x63677270, 0x64626720, 0x74726163, 0x73636673, 0xCAFE4A11, 0xDE5E81E4, 0x62656570, 0x6165676C, 0xF97CFF8C, 0x43415D53,
        0x19800202, 0x1CD1, 0x6E736673, 0x50495045, 0x534F434B, 0x09041934, 0x50494446,
    ];

    /// <summary>
    /// Opens a plain file to read it, with the rights of a user. Anything else, such as a pipe or a device, is as good as not there; so is what the kernel
    /// tells about processes and itself: below /proc/self the host would be meant and not the user, and by way of it what the host has open for others.
    /// </summary>
    /// <param name="path">Absolute.</param>
    /// <param name="owner">The user; null: whoever runs the host.</param>
    /// <returns>Null if there is no such file, or the user may not read it.</returns>
    public static SafeFileHandle? Open(string path, Account? owner)
    {
        using var rights = OwnerRights.Of(owner);
        const int Flags = Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY;
        var file = Libc.OpenWithoutMagicLinks(path, Flags);
        // An older system, or a container that lets nobody call it: who reads with the own rights gains nothing by such a link.
        if (file < 0 && owner is null && Libc.LastError is (Libc.ENOSYS or Libc.EPERM))
            file = Libc.Open(path, Flags, 0);
        if (file < 0)
            return null;
        var handle = new SafeFileHandle(file, ownsHandle: true);
        if (FileStatus.Of(file) is { IsFile: true } && Libc.FileSystemOf(file) is { } kind && !OfTheKernel.Contains(kind))
            return handle;
        handle.Dispose();
        return null;
    }
}
