using System.Diagnostics;
using System.Runtime.Versioning;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Client;

/// <summary>
/// Starts scripts in the place of the host. The variable that names the host belongs to the process, and tasks that other tests run would see it: so
/// nothing runs beside them.
/// </summary>
[Collection(nameof(HostLauncherTests))]
[CollectionDefinition(nameof(HostLauncherTests), DisableParallelization = true)]
[UnsupportedOSPlatform("windows")]
public sealed class HostLauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpc").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_host_that_says_ready_has_started()
    {
        Host("printf '%s\\n' \"$*\" > \"$3/arguments\"; echo '{\"Ready\":true,\"ProcessId\":1}'");

        await HostLauncher.StartAsync(_folder, 3, Cancellation);

        var arguments = await File.ReadAllTextAsync(Path.Join(_folder, "arguments"), Cancellation);
        Assert.Equal($"run --path {_folder} --subscribed-cores 3\n", arguments);
    }

    [Fact]
    public async Task The_problem_of_a_host_is_the_error_of_its_start()
    {
        Host("""echo '{"ErrorId":"HpcFolderNotUsable","detail":"no space"}'""");

        var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(_folder, null, Cancellation));

        Assert.Same(SchedulerErrors.FolderNotUsable, error.Error);
        Assert.Equal("no space", error.Message);
    }

    [Theory]
    [InlineData("echo complaint >&2; exit 1", "complaint")]
    [InlineData("echo logged > \"$3/host.log\"; exit 1", "logged")]
    [InlineData("echo 17", "17")]
    [InlineData("echo hello", "hello")]
    public async Task A_host_that_ends_or_says_something_else_has_not_started(string script, string words)
    {
        Host(script);

        var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(_folder, null, Cancellation));

        Assert.Same(SchedulerErrors.SchedulerStartFailed, error.Error);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_host_is_named()
    {
        Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", _folder + "/none");

        var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(_folder, null, Cancellation));

        Assert.Same(SchedulerErrors.HostMissing, error.Error);
    }

    [Fact]
    public async Task A_request_to_a_scheduler_that_does_not_run_starts_it_once()
    {
        Host("echo . >> \"$3/starts\"; echo '{\"Ready\":true}'");
        var client = SchedulerClient.For(SchedulerAddress.Resolve(_folder, "/"));

        var error = await Assert.ThrowsAsync<SchedulerException>(() => client.SendAsync(new GetScheduler(), Cancellation));

        Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
        Assert.Single(await File.ReadAllLinesAsync(Path.Join(_folder, "starts"), Cancellation));
    }

    private void Host(string script)
    {
        var program = Path.Join(_folder, "host");
        // Written by a process of its own: were it open here, a process that another test starts meanwhile would hold it open too, and the
        // system runs no program that is open for writing.
        using var writer = Process.Start("/bin/sh", ["-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" >\"$2\" && chmod 700 \"$2\"", "sh", script, program]);
        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
        Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", program);
    }
}
