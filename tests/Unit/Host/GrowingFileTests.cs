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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
