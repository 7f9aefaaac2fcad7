using System.Management.Automation;
using System.Management.Automation.Host;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that writes a file. It makes the folders, asks before it replaces a file unless it is forced, and replaces it as a whole: after a
/// failure the old one is there as it was.
/// </summary>
public abstract class ExportCmdlet : SchedulerCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true)]
    public virtual string Path { get; set; } = "";

    /// <summary>Replace a file without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Writes the file.</summary>
    /// <param name="what">What goes into it.</param>
    /// <param name="read">Gets what is needed for it; null after an error that was written.</param>
    /// <param name="write">Writes it.</param>
    private protected void Export<TContent>(string what, Func<TContent?> read, Action<Stream, string, TContent> write)
        where TContent : class
    {
        var file = Require(() => SessionPath.Resolve(SessionState.Path, Path, SchedulerErrors.FileNotWritable), Path);
        if (!ShouldProcess(file, "Export " + what))
            return;
        if ((File.Exists(file) && !MayReplace(file, what)) || read() is not { } content)
            return;
        try
        {
            Replace(file, stream => write(stream, file, content));
            if (PassThru)
                WriteObject(new FileInfo(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(new SchedulerException(SchedulerErrors.FileNotWritable, file, file, exception.Message.TrimEnd('.')), file);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, file);
        }
    }

    private static void Replace(string file, Action<Stream> write)
    {
        var folder = System.IO.Path.GetDirectoryName(file);
        if (!string.IsNullOrEmpty(folder))
            Directory.CreateDirectory(folder);
        // In the same folder, so that taking its place is one step.
        var draft = $"{file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private bool MayReplace(string file, string what)
    {
        try
        {
            return Force || ShouldContinue($"Replace the file '{file}'?", "Export " + what, ref _yesToAll, ref _noToAll);
        }
        catch (Exception exception) when (exception is HostException or InvalidOperationException)
        {
            var reason = "it exists, and nobody can be asked; -Force replaces it";
            Fail(new SchedulerException(SchedulerErrors.FileNotWritable, file, file, reason), file);
            return false;
        }
    }
}
