using System.Net.Sockets;

namespace HpcScheduler.Host;

/// <summary>Tells the service manager that started the host, if one did, that it answers: systemd, sd_notify(3).</summary>
internal static class ServiceNotice
{
    private const string Variable = "NOTIFY_SOCKET";

    /// <summary>Says that the host is ready. A manager that cannot be told will notice by itself.</summary>
    public static async Task SendReadyAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } name)
            return;
        try
        {
            // A name that begins with @ is one of the kernel's and not of a file's.
            var address = new UnixDomainSocketEndPoint(name[0] == '@' ? '\0' + name[1..] : name);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            await socket.SendToAsync("READY=1"u8.ToArray(), address).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return;
        }
    }
}
