using HpcScheduler.Client;

namespace HpcScheduler.Unit.Client;

public sealed class SchedulerAddressTests
{
    [Theory]
    [InlineData(null, "/home/u/.local/share/hpcscheduler/default")]
    [InlineData("", "/home/u/.local/share/hpcscheduler/default")]
    [InlineData("night", "/home/u/.local/share/hpcscheduler/night")]
    [InlineData("a.b-c_2", "/home/u/.local/share/hpcscheduler/a.b-c_2")]
    [InlineData("/srv/hpc", "/srv/hpc")]
    [InlineData("/srv/hpc/", "/srv/hpc")]
    [InlineData("/srv/hpc/host.sock", "/srv/hpc")]
    [InlineData("./x", "/some/here/x")]
    [InlineData("../x/", "/some/x")]
    [InlineData("./", "/some/here")]
    [InlineData("~", "/home/u")]
    [InlineData("~/hpc", "/home/u/hpc")]
    [InlineData("/", "/")]
    [InlineData("machine", "/var/lib/hpcscheduler")]
    public void A_value_names_a_folder(string? value, string folder)
    {
        var address = Resolve(value, new() { ["HOME"] = "/home/u" });

        Assert.Equal(folder, address.Folder);
        Assert.Equal(Path.Join(folder, "host.sock"), address.Socket);
        Assert.True(address.CanStart);
    }

    [Theory]
    [InlineData(null, "/data/hpcscheduler/night")]
    [InlineData("day", "/data/hpcscheduler/day")]
    public void The_environment_fills_in_what_is_not_said(string? value, string folder) =>
        Assert.Equal(folder, Resolve(value, new() { ["CCP_SCHEDULER"] = "night", ["XDG_DATA_HOME"] = "/data" }).Folder);

    [Fact]
    public void The_environment_may_hold_a_path() =>
        Assert.Equal("/some/here/x", Resolve(null, new() { ["CCP_SCHEDULER"] = "./x/" }).Folder);

    [Theory]
    [InlineData(null, null, "head", "/data/hpcscheduler/head")]
    [InlineData(null, "", "head", "/data/hpcscheduler/head")]
    [InlineData(null, "night", "head", "/data/hpcscheduler/night")]
    [InlineData("day", null, "head,other", "/data/hpcscheduler/day")]
    [InlineData(null, "night", "head,other", "/data/hpcscheduler/night")]
    public void The_connection_string_counts_where_nothing_else_names_one(string? value, string? scheduler, string connection, string folder) => Assert.Equal(
        folder,
        SchedulerAddress.Resolve(value, "/", name => name switch
        {
            "CCP_SCHEDULER" => scheduler,
            "CCP_CONNECTIONSTRING" => connection,
            "XDG_DATA_HOME" => "/data",
            _ => null,
        }).Folder);

    [Theory]
    [InlineData("HN1,HN2")]
    [InlineData("HN1, HN2")]
    [InlineData("HN1,")]
    public void Several_head_nodes_are_never_the_personal_scheduler(string connection)
    {
        var error = Assert.Throws<SchedulerException>(() => Resolve(null, new() { ["CCP_CONNECTIONSTRING"] = connection }));

        Assert.Same(SchedulerErrors.SeveralHeadNodes, error.Error);
        Assert.Equal(connection, error.Target);
    }

    [Theory]
    [InlineData("/t", "/t", true)]
    [InlineData("/t", "/t/a/b", true)]
    [InlineData("/t/", "/t/a", true)]
    [InlineData("/", "/t", true)]
    [InlineData("/t", "/tt", false)]
    [InlineData("/t/a", "/t", false)]
    [InlineData("night", "night", true)]
    [InlineData("night", "day", false)]
    [InlineData("night", null, false)]
    [InlineData("none", "none", false)]
    [InlineData("none", "/t", false)]
    [InlineData("ssh://host/a", "ssh://host/a", true)]
    [InlineData("ssh://host/a", "ssh://host/b", false)]
    [InlineData("/", "ssh://host/a", false)]
    public void A_process_reaches_only_what_it_said_it_would(string only, string? value, bool isAllowed)
    {
        var environment = new Dictionary<string, string> { ["HPCSCHEDULER_ONLY"] = only };

        if (isAllowed)
            Assert.NotNull(Resolve(value, environment));
        else
            Assert.Same(SchedulerErrors.SchedulerRuledOut, Assert.Throws<SchedulerException>(() => Resolve(value, environment)).Error);
    }

    [Fact]
    public void A_relative_data_folder_is_ignored() => Assert.Equal(
        "/home/u/.local/share/hpcscheduler/default", Resolve(null, new() { ["HOME"] = "/home/u", ["XDG_DATA_HOME"] = "data" }).Folder);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a*")]
    [InlineData("a\\b")]
    [InlineData("/a\0b")]
    [InlineData("ssh://")]
    [InlineData("https://host")]
    public void A_value_that_names_nothing_is_refused(string value)
    {
        var error = Assert.Throws<SchedulerException>(() => Resolve(value, []));

        Assert.Same(SchedulerErrors.InvalidSchedulerName, error.Error);
        Assert.Equal(value, error.Target);
    }

    [Theory]
    [InlineData("/", 'x', 96, true)]
    [InlineData("/", 'x', 97, false)]
    [InlineData("/", 'ü', 48, true)]
    [InlineData("/", 'ü', 49, false)]
    public void The_socket_has_at_most_107_bytes(string start, char letter, int count, bool isAllowed)
    {
        var value = start + new string(letter, count);

        if (isAllowed)
            Assert.Equal(value + "/host.sock", Resolve(value, []).Socket);
        else
            Assert.Same(SchedulerErrors.SocketPathTooLong, Assert.Throws<SchedulerException>(() => Resolve(value, [])).Error);
    }

    [Fact]
    public async Task A_socket_with_a_name_of_its_own_cannot_be_started()
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask);
        var other = server.Folder + "/other.sock";
        await File.WriteAllTextAsync(other, "", TestContext.Current.CancellationToken);

        var address = Resolve(other, []);

        Assert.Equal((server.Folder, other, false), (address.Folder, address.Socket, address.CanStart));
    }

    [Fact]
    public void Two_ways_to_write_one_scheduler_are_equal() =>
        Assert.Equal(Resolve("/srv/hpc", []), Resolve("/srv/./hpc/host.sock", []));

    [Theory]
    [InlineData("ssh://host", null, "host", null, "default", "ssh://host")]
    [InlineData("ssh://host/", null, "host", null, "default", "ssh://host")]
    [InlineData("ssh://host/default", null, "host", null, "default", "ssh://host")]
    [InlineData("ssh://u@host", "u", "host", null, "default", "ssh://u@host")]
    [InlineData("ssh://u@realm@host", "u@realm", "host", null, "default", "ssh://u@realm@host")]
    [InlineData("ssh://u@host:2222/night", "u", "host", 2222, "night", "ssh://u@host:2222/night")]
    [InlineData("ssh://host/machine", null, "host", null, "machine", "ssh://host/machine")]
    [InlineData("ssh://host//srv/a b", null, "host", null, "/srv/a b", "ssh://host//srv/a%20b")]
    [InlineData("ssh://host//srv/a%20b", null, "host", null, "/srv/a b", "ssh://host//srv/a%20b")]
    [InlineData("ssh://host/~/hpc", null, "host", null, "~/hpc", "ssh://host/~/hpc")]
    [InlineData("ssh://[::1]:22", null, "::1", 22, "default", "ssh://[::1]:22")]
    public void An_ssh_address_names_user_host_port_and_scheduler(string value, string? user, string host, int? port, string scheduler, string canonical)
    {
        var address = Resolve(value, []);

        Assert.Equal((user, host, port, scheduler), (address.Ssh!.User, address.Ssh.Host, address.Ssh.Port, address.Ssh.Scheduler));
        Assert.Equal((canonical, canonical, false), (address.ToString(), address.Folder, address.CanStart));
        Assert.Equal(address, Resolve(canonical, []));
    }

    [Theory]
    [InlineData("ssh://host//srv/a'b;$(c)`d`!\\\"", "/srv/a%27b%3B%24%28c%29%60d%60%21%5C%22")]
    [InlineData("ssh://host/~/x", "%7E/x")]
    public void A_shell_has_nothing_to_read_in_what_it_is_given(string value, string encoded) =>
        Assert.Equal(encoded, Resolve(value, []).Ssh!.EncodedScheduler);

    private static SchedulerAddress Resolve(string? value, Dictionary<string, string> environment) =>
        SchedulerAddress.Resolve(value, "/some/here", environment.GetValueOrDefault);
}
