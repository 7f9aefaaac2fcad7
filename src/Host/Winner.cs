using System.Net.Sockets;

namespace HpcScheduler.Host;

/// <summary>Asks the host that has a folder whether it is there: the process that has the lock may be one that has been killed and is not gone yet.</summary>
internal static class Winner
{
    /// <summary>Whether it answers. Waits for the answer of one that takes its time.</summary>
    public static bool Answers(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send("POST /v1/GetScheduler HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8);
            return socket.Receive(new byte[1]) > 0;
        }
        catch (SocketException)
        {
            // Nobody listens, or whoever did has died.
            return false;
        }
    }
}
