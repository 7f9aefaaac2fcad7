using System.Globalization;
using System.Net.Sockets;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Host.Checks;

/// <summary>The folder of a scheduler, its lock, its socket and its disk.</summary>
internal static class FolderChecks
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>A log may grow to 16 MB, and is written into the database besides.</summary>
    private const long Reserve = 32 * 1024 * 1024;
    private const long Megabyte = 1024 * 1024;

    /// <summary>A task that has ended keeps seven to nine files and folders.</summary>
    private const ulong FewFiles = 1000;

    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    public static HpcSchedulerCheck Folder(HostFolder folder)
    {
        var mode = File.GetUnixFileMode(folder.Path);
        if (folder.IsMachine)
            return Found.Passed(folder, "Folder", "It is root's; others pass through it to the socket and to the files of their own tasks.");
        return (mode & Others) == 0
            ? Found.Passed(folder, "Folder", "Only its owner may enter it.")
            : Found.Failed(folder, "Folder", $"Others than its owner may enter it: its mode is {Octal(mode)}.", $"chmod 700 '{folder.Path}'");
    }

    public static HpcSchedulerCheck Lock(HostFolder folder, int? host) => Found.Passed(
        folder, "Lock", host is { } id ? string.Create(CultureInfo.InvariantCulture, $"Process {id} is the host.") : "No host runs.");

    public static HpcSchedulerCheck Socket(HostFolder folder, int? host)
    {
        const string Name = "Socket";
        const string Restart = "Stop-HpcScheduler, or end the process; then Start-HpcScheduler. Running tasks go on.";
        if (host is null)
        {
            return Found.Skipped(folder, Name, File.Exists(folder.Socket)
                ? "No host runs. The socket is left from one that was killed; the next one replaces it."
                : "No host runs.");
        }

        if (!File.Exists(folder.Socket))
            return Found.Failed(folder, Name, "The host runs, but its socket is not there: nobody can reach it.", Restart);
        var mode = File.GetUnixFileMode(folder.Socket);
        if ((mode & Others) != 0 && !folder.IsMachine)
            return Found.Failed(folder, Name, $"Others than its owner may use it: its mode is {Octal(mode)}.", $"chmod 600 '{folder.Socket}'");
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.ReceiveTimeout = (int)AnswerPatience.TotalMilliseconds;
            socket.SendTimeout = socket.ReceiveTimeout;
            socket.Connect(new UnixDomainSocketEndPoint(folder.Socket));
            socket.Send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
            return socket.Receive(new byte[1]) > 0
                ? Found.Passed(folder, Name, $"The host takes connections, from {(folder.IsMachine ? "everybody on the machine" : "its owner only")}, and answers.")
                : Found.Failed(folder, Name, "The host takes connections and closes them without an answer.", Restart);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            var said = string.Create(CultureInfo.InvariantCulture, $"The host does not answer within {AnswerPatience.TotalSeconds} seconds");
            return AttemptProcesses.IsStopped(host.Value)
                ? Found.Failed(folder, Name, $"{said}: its process {host} has been stopped.", $"kill -CONT {host}")
                : Found.Failed(folder, Name, said + ".", Restart);
        }
        catch (SocketException exception)
        {
            return Found.Failed(folder, Name, $"The host runs, but takes no connection: {exception.Message.TrimEnd('.')}.", Restart);
        }
    }

    public static HpcSchedulerCheck Disk(HostFolder folder)
    {
        const string Name = "Disk";
        try
        {
            var free = new DriveInfo(folder.Path).AvailableFreeSpace;
            var said = string.Create(CultureInfo.InvariantCulture, $"{free / Megabyte} MB are free on its disk");
            if (Posix.FreeFiles(folder.Path) is { } files && files < FewFiles)
            {
                return Found.Failed(
                    folder,
                    Name,
                    string.Create(CultureInfo.InvariantCulture, $"{said}, but only {files} more files or folders can be made there; a task needs up to nine."),
                    "Delete files there; Remove-HpcJob deletes jobs that have ended with their output.");
            }

            return free >= Reserve
                ? Found.Passed(folder, Name, said + ".")
                : Found.Failed(
                    folder,
                    Name,
                    string.Create(CultureInfo.InvariantCulture, $"{said}; the database and its log may need {Reserve / Megabyte} MB more."),
                    "Make room; Remove-HpcJob deletes jobs that have ended with their output.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Found.Skipped(folder, Name, exception.Message);
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
