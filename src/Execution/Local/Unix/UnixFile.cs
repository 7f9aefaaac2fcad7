using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Reads and writes the small files of an attempt. A task may have put anything in the place of its files, so no link is followed
/// and a pipe never blocks.
/// </summary>
internal static unsafe class UnixFile
{
    private const uint OwnerOnly = 0x180;

    /// <summary>Writes a file whole; with <paramref name="exclusive"/> only if nothing bears its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is to be in it.</param>
    /// <param name="exclusive">Whether it must not be there yet.</param>
    /// <param name="owner">Whose it is then; null: whoever runs the host.</param>
    /// <returns>0, or the system's error number.</returns>
    public static int Write(string path, ReadOnlySpan<byte> content, bool exclusive, Account? owner = null) =>
        Write(path, content, Libc.O_CREAT | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | (exclusive ? Libc.O_EXCL : Libc.O_TRUNC), owner);

    /// <summary>Writes behind what is in a file that is there already.</summary>
    /// <returns>0, or the system's error number.</returns>
    public static int Append(string path, ReadOnlySpan<byte> content) => Write(path, content, Libc.O_APPEND | Libc.O_NOFOLLOW | Libc.O_NONBLOCK, null);

    /// <summary>Writes to a file of the kernel's that is there already.</summary>
    /// <returns>0, or the system's error number.</returns>
    public static int WriteExisting(string path, ReadOnlySpan<byte> content) => Write(path, content, 0, null);

    private static int Write(string path, ReadOnlySpan<byte> content, int flags, Account? owner)
    {
        var fd = Libc.Open(path, Libc.O_WRONLY | Libc.O_CLOEXEC | flags, OwnerOnly);
        if (fd < 0)
            return Libc.LastError;
        var error = 0;
        fixed (byte* start = content)
        {
            for (var done = 0; done < content.Length && error == 0;)
            {
                var count = (int)Libc.Write(fd, start + done, content.Length - done);
                if (count < 0)
                    error = Libc.LastError == Libc.EINTR ? 0 : Libc.LastError;
                else
                    done += count;
            }
        }

        // Last, so that nobody writes in between.
        if (error == 0 && owner is not null && Libc.ChangeOwner(fd, owner.UserId, owner.GroupId) != 0)
            error = Libc.LastError;
        _ = Libc.Close(fd);
        return error;
    }

    /// <summary>Makes a plain file that is there the host's alone, whoever could read or write it until now.</summary>
    public static void TakeOver(string path)
    {
        var fd = Libc.Open(path, Libc.O_CLOEXEC | Libc.O_NOFOLLOW | Libc.O_NONBLOCK, 0);
        if (fd < 0)
            return;
        _ = Libc.ChangeOwner(fd, Libc.EffectiveUser(), Libc.EffectiveGroup());
        _ = Libc.ChangeMode(fd, OwnerOnly);
        _ = Libc.Close(fd);
    }

    /// <summary>The last bytes of a file and whether there are more before them; null if there is no such plain file.</summary>
    public static byte[]? ReadEnd(string path, int atMost, out bool cut)
    {
        cut = false;
        var fd = Libc.Open(path, Libc.O_CLOEXEC | Libc.O_NOFOLLOW | Libc.O_NONBLOCK, 0);
        if (fd < 0)
            return null;
        try
        {
            var length = Libc.Seek(fd, 0, Libc.SEEK_END);
            if (length < 0)
                return null;
            cut = length > atMost;
            var offset = cut ? length - atMost : 0;
            var bytes = length == 0 ? [] : new byte[length - offset];
            fixed (byte* start = bytes)
            {
                for (var done = 0; done < bytes.Length;)
                {
                    var count = (int)Libc.ReadAt(fd, start + done, bytes.Length - done, offset + done);
                    if (count < 0 && Libc.LastError == Libc.EINTR)
                        continue;
                    if (count < 0)
                        return null;
                    if (count == 0)
                        return bytes[..done];
                    done += count;
                }
            }

            return bytes;
        }
        finally
        {
            _ = Libc.Close(fd);
        }
    }

    /// <summary>A file whose length is not known ahead, such as those below /proc; null if it cannot be read.</summary>
    public static ReadOnlySpan<byte> ReadAll(string path, ref byte[] buffer)
    {
        var fd = Libc.Open(path, Libc.O_CLOEXEC, 0);
        if (fd < 0)
            return default;
        try
        {
            for (var done = 0; ;)
            {
                if (done == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                nint count;
                fixed (byte* start = buffer)
                    count = Libc.Read(fd, start + done, buffer.Length - done);
                if (count < 0 && Libc.LastError == Libc.EINTR)
                    continue;
                if (count <= 0)
                    return buffer.AsSpan(0, done);
                done += (int)count;
            }
        }
        finally
        {
            _ = Libc.Close(fd);
        }
    }

    /// <summary>Whether a file or folder has an extended attribute whose value is 1.</summary>
    public static bool HasMark(string path, string name)
    {
        byte value;
        return Libc.GetAttribute(path, name, &value, 1) == 1 && value == '1';
    }

    /// <summary>As <see cref="ReadAll(string, ref byte[])"/>, as text; empty if it cannot be read.</summary>
    public static string ReadText(string path)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(ReadAll(path, ref buffer));
    }
}
