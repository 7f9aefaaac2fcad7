using HpcScheduler.Host;
using HpcScheduler.Unit.Client;

namespace HpcScheduler.Unit.Host;

public sealed class HostLockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_whose_host_answers_is_its()
    {
        await using var server = new SocketServer((_, _, stream) => SocketServer.ReplyAsync(stream, 200, "{}"));
        var folder = new HostFolder(server.Folder);
        using var other = HostLock.Take(folder);
        other.Started();

        using var found = await Task.Run(() => HostLock.Take(folder), Cancellation);

        Assert.Equal(Environment.ProcessId, found.Winner);
    }

    [Fact]
    public async Task A_folder_whose_host_has_died_and_is_not_gone_yet_is_waited_for()
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask, unread: 1);
        var folder = new HostFolder(server.Folder);
        var dying = HostLock.Take(folder);
        dying.Started();
        var taking = Task.Run(() => HostLock.Take(folder), Cancellation);
        await server.Unread;

        dying.Dispose();

        using var next = await taking;
        Assert.Null(next.Winner);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_next_host_learns_whether_the_last_one_closed_its_database(bool isClosed)
    {
        var folder = new HostFolder(Directory.CreateTempSubdirectory("hpc").FullName);
        try
        {
            using (var first = HostLock.Take(folder))
            {
                Assert.False(first.HadStoreOpen);
                first.StoreOpened();
                first.BeginStop();
                if (isClosed)
                    first.StoreClosed();
            }

            using var second = HostLock.Take(folder);
            Assert.Equal(!isClosed, second.HadStoreOpen);
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }
}
