using HpcScheduler.Storage;

namespace HpcScheduler.Host;

/// <summary>
/// Makes a file of a scheduler's database. It is written beside its place under another name, checked, brought to disk and then renamed, so
/// that under its own name there is never half a copy, and an older copy stays until the new one is whole.
/// </summary>
internal static class Backup
{
    /// <summary>Makes the file.</summary>
    /// <param name="folder">The scheduler's.</param>
    /// <param name="destination">The file, from the root; its folder must be there.</param>
    /// <param name="force">Whether a file that is there is replaced.</param>
    /// <exception cref="SchedulerException">HpcFileNotWritable, and what <see cref="StoreCopy.Make"/> throws.</exception>
    public static void Make(HostFolder folder, string destination, bool force)
    {
        Check(destination, force);
        var draft = $"{destination}.{Guid.NewGuid():N}";
        try
        {
            StoreCopy.Make(folder.Path, draft);
            using (var file = File.OpenHandle(draft, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            File.Move(draft, destination, overwrite: force);
            Posix.FlushFolder(Path.GetDirectoryName(destination)!);
        }
        catch (SchedulerException exception) when (exception.Error == SchedulerErrors.FileNotWritable)
        {
            // It names the draft, of which nobody knows.
            throw NotWritable(destination, exception.InnerException?.Message ?? exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(destination, exception.Message);
        }
        finally
        {
            Remove(draft);
        }
    }

    private static void Check(string destination, bool force)
    {
        if (!Path.IsPathRooted(destination))
            throw NotWritable(destination, "the path does not begin at the root");
        var parent = Path.GetDirectoryName(destination);
        if (parent is null || Directory.Exists(destination))
            throw NotWritable(destination, "it is a folder");
        if (!Directory.Exists(parent))
            throw NotWritable(destination, "its folder is not there");
        if (new HostFolder(parent).Owns(Path.GetFileName(destination)))
            throw NotWritable(destination, "a scheduler uses this file itself");
        if (!force && File.Exists(destination))
            throw NotWritable(destination, "it exists; -Force replaces it");
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
            File.Delete(draft + "-journal");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in the way of nobody, and what went wrong before is told already.
        }
    }

    private static SchedulerException NotWritable(string file, string why) =>
        new(SchedulerErrors.FileNotWritable, file, file, why.TrimEnd('.'));
}
