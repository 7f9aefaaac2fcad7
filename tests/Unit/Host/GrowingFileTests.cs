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
    public void What_is_read_on_from_a_place_is_neither_there_twice_nor_left_out_wherever_characters_were_cut()
    {
        var bytes = "a\u00e4\u20ac\U0001F600z"u8.ToArray();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            File.WriteAllBytes(Name, bytes[..cut]);
            using var first = new GrowingFile(Name, owner: null);
            var before = string.Concat(first.ReadNew());
            File.WriteAllBytes(Name, bytes);

            using var next = new GrowingFile(Name, owner: null, first.Position);
            Assert.True(next.HasBeginning);
            Assert.Equal("a\u00e4\u20ac\U0001F600z", before + string.Concat(next.ReadNew()));
            Assert.Equal(bytes.Length, next.Position);
            // And the same reader goes on as well.
            Assert.Equal("a\u00e4\u20ac\U0001F600z", before + string.Concat(first.ReadNew()));
        }
    }

    [Fact]
    public void A_character_that_is_cut_off_for_good_counts_as_read()
    {
        File.WriteAllBytes(Name, [(byte)'a', 0xE2, 0x82]);
        using var file = new GrowingFile(Name, owner: null);

        Assert.Equal(["a"], file.ReadNew());
        Assert.Equal(1, file.Position);
        Assert.Equal("\uFFFD", file.End());
        Assert.Equal(3, file.Position);
        Assert.Equal("", file.End());
    }

    [Fact]
    public void A_file_that_is_shorter_than_what_was_read_of_it_or_gone_has_no_beginning()
    {
        using var gone = new GrowingFile(Name, owner: null, 1);
        Assert.False(gone.HasBeginning);
        File.WriteAllText(Name, "one");
        using var shorter = new GrowingFile(Name, owner: null, 4);
        using var whole = new GrowingFile(Name, owner: null, 3);
        Assert.False(shorter.HasBeginning);
        Assert.True(whole.HasBeginning);
        Assert.Empty(whole.ReadNew());
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
