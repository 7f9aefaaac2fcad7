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
    public async Task A_request_starts_a_scheduler_whose_host_is_gone_each_time_three_times_and_gives_up()
    {
        Host("echo . >> \"$3/starts\"; echo '{\"Ready\":true}'");
        await File.WriteAllTextAsync(Path.Join(_folder, "host.lock"), "", Cancellation);
        var client = SchedulerClient.For(SchedulerAddress.Resolve(_folder, "/"));

        var error = await Assert.ThrowsAsync<SchedulerException>(() => client.SendAsync(new GetScheduler(), Cancellation));

        Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Join(_folder, "starts"), Cancellation)).Length);
    }

    [Fact]
    public async Task What_happened_is_said_first_and_then_where_the_rest_is()
    {
        Host("""
            for line in 'Unhandled exception. System.IO.IOException: The disk is on fire.' ' ---> System.Exception: Smoke' '   at A.B()' '   at C.D()' '   at E.F()' '   at G.H()' '   at I.J()'
            do echo "$line" >&2
            done
            exit 134
            """);

        var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(_folder, null, Cancellation));

        Assert.StartsWith(
            $"The scheduler for '{_folder}' could not start: it ended: System.IO.IOException: The disk is on fire. | ---> System.Exception: Smoke; the rest is in {_folder}/host.log.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("   at I.J()", await File.ReadAllLinesAsync(Path.Join(_folder, "host.log"), Cancellation));
    }

    [Fact]
    public async Task What_a_log_held_before_a_start_says_nothing_of_it()
    {
        await File.WriteAllTextAsync(Path.Join(_folder, "host.log"), "yesterday\n", Cancellation);
        Host("echo today >> \"$3/host.log\"; exit 1");

        var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(_folder, null, Cancellation));

        Assert.Contains("today", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("yesterday", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Framework: 'Microsoft.AspNetCore.App', version '10.0.0' (x64)\n.NET location: /usr/lib/dotnet",
        "there is no Microsoft.AspNetCore.App 10.0.0 in /usr/lib/dotnet")]
    [InlineData("App host version: 10.0.12\n.NET location: Not found", "there is no .NET")]
    public async Task A_runtime_that_is_missing_is_named_with_what_to_do(string said, string what)
    {
        Host($"printf '%s\\n' 'You must install .NET to run this application.' '' \"{said}\" >&2; exit 150");

        var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(_folder, null, Cancellation));

        Assert.Same(SchedulerErrors.RuntimeMissing, error.Error);
        Assert.Contains($"the ASP.NET Core runtime is missing: {what}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Install the ASP.NET Core runtime of .NET 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_did_not_start_has_ended_when_its_error_is_thrown()
    {
        var (up, gate) = (Path.Join(_folder, "up"), Path.Join(_folder, "gate"));
        using (var maker = Process.Start("mkfifo", [up, gate]))
            await maker.WaitForExitAsync(Cancellation);
        Host("""echo '{"ErrorId":"HpcFolderNotUsable","detail":"no space"}'; echo up > "$3/up"; read go < "$3/gate"; touch "$3/over" """);
        var starting = HostLauncher.StartAsync(_folder, null, Cancellation);
        await File.ReadAllTextAsync(up, Cancellation);
        await File.WriteAllTextAsync(gate, "go\n", Cancellation);

        await Assert.ThrowsAsync<SchedulerException>(() => starting);

        Assert.True(File.Exists(Path.Join(_folder, "over")));
    }

    [Fact]
    public async Task A_start_leaves_no_file_among_the_temporary_ones()
    {
        Host("readlink /proc/$$/fd/2 > \"$3/complaints\"; echo '{\"Ready\":true,\"ProcessId\":1}'");

        await HostLauncher.StartAsync(_folder, null, Cancellation);

        Assert.StartsWith("/memfd:", await File.ReadAllTextAsync(Path.Join(_folder, "complaints"), Cancellation), StringComparison.Ordinal);
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
