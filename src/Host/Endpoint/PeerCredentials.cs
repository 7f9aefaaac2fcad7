using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HpcScheduler.Host.Endpoint;

/// <summary>Who is at the other end of a connection, as the kernel says.</summary>
/// <param name="ProcessId">The process that connected.</param>
/// <param name="UserId">Its user.</param>
internal sealed record PeerCredentials(int ProcessId, uint UserId)
{
    private const int SocketLevel = 1;
    private const int PeerCredentialsOption = 17;

    public static PeerCredentials Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[3 * sizeof(int)];
        if (socket.GetRawSocketOption(SocketLevel, PeerCredentialsOption, credentials) != credentials.Length)
            throw new SocketException((int)SocketError.AccessDenied);
        return new PeerCredentials(
            MemoryMarshal.Read<int>(credentials),
            BitConverter.IsLittleEndian
                ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[sizeof(int)..])
                : BinaryPrimitives.ReadUInt32BigEndian(credentials[sizeof(int)..]));
    }
}
