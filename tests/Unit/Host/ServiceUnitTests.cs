using HpcScheduler.Host.Service;

namespace HpcScheduler.Unit.Host;

public sealed class ServiceUnitTests
{
    [Fact]
    public void It_says_how_the_host_is_started_and_that_tasks_outlive_it()
    {
        var lines = ServiceUnit.Text(["/opt/module/HpcScheduler.Host"], "/var/lib/hpcscheduler", "/usr/share/dotnet", 4).Split('\n');

        Assert.Equal(ServiceUnit.Mark, lines[0]);
        Assert.Contains("ExecStart=\"/opt/module/HpcScheduler.Host\" run --path \"/var/lib/hpcscheduler\" --machine yes --foreground yes --subscribed-cores 4", lines);
        Assert.Contains("Environment=\"DOTNET_ROOT=/usr/share/dotnet\"", lines);
        Assert.Contains("Type=notify", lines);
        Assert.Contains("KillMode=process", lines);
        Assert.Contains("KeyringMode=inherit", lines);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void A_path_means_itself_whatever_is_in_it() => Assert.Contains(
        "ExecStart=\"/a b/100%% \\\"x\\\" $$y \\\\z\" run --path \"/f\" --machine yes --foreground yes\n",
        ServiceUnit.Text(["/a b/100% \"x\" $y \\z"], "/f", "/r", null), StringComparison.Ordinal);
}
