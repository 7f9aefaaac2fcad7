using System.Diagnostics;
using HpcScheduler.Host.Output;

namespace HpcScheduler.Unit.Host;

/// <summary>What a task may put in the place of its output is read without waiting for anybody.</summary>
public sealed class GrowingFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpc-growing-").FullName;

    private string Name => Path.Combine(_folder, "stdout");

    [Fact]
    public void What_is_appended_is_read_piece_by_piece()
    {
        using var file = new GrowingFile(Name, owner: null);
        Assert.Empty(file.ReadNew());
        File.WriteAllText(Name, "one");
        Assert.Equal(["one"], file.ReadNew());
        File.AppendAllText(Name, "two");
        Assert.Equal(["two"], file.ReadNew());
    }

    [Fact]
    public async Task A_pipe_to_which_nobody_writes_is_empty()
    {
        using (var made = Process.Start("mkfifo", [Name]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var file = new GrowingFile(Name, owner: null);
        Assert.Empty(await Task.Run(() => file.ReadNew().ToList(), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_folder_is_empty()
    {
        Directory.CreateDirectory(Name);
        using var file = new GrowingFile(Name, owner: null);
        Assert.Empty(file.ReadNew());
    }

    [Theory]
    [InlineData("/proc/self/maps")]
    [InlineData("/proc/self/attr/current")]
    [InlineData("/proc/self/root/etc/passwd")]
    [InlineData("/proc/version")]
    [InlineData("/sys/kernel/notes")]
    public void What_the_kernel_tells_is_empty(string name)
    {
        using var file = new GrowingFile(name, owner: null);
        Assert.Empty(file.ReadNew());
    }

    [Fact]
    public void What_the_host_has_open_is_empty_by_its_number_and_by_a_link_to_it()
    {
        var open = Path.Combine(_folder, "open");
        File.WriteAllText(open, "another's");
        using var handle = File.OpenHandle(open);
        var number = $"/proc/self/fd/{handle.DangerousGetHandle()}";
        File.CreateSymbolicLink(Name, number);

        using var file = new GrowingFile(number, owner: null);
        using var link = new GrowingFile(Name, owner: null);
        using var honest = new GrowingFile(open, owner: null);

        Assert.Empty(file.ReadNew());
        Assert.Empty(link.ReadNew());
        Assert.Equal(["another's"], honest.ReadNew());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
