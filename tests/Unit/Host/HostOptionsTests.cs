using HpcScheduler.Host;

namespace HpcScheduler.Unit.Host;

/// <summary>What the host makes of its command line.</summary>
public sealed class HostOptionsTests
{
    [Fact]
    public void Run_takes_a_folder_and_makes_it_absolute()
    {
        var options = HostOptions.Parse(["run", "--path", "some/folder"]);

        Assert.Equal(("run", Path.GetFullPath("some/folder"), null), (options.Verb, options.Path, options.SubscribedCores));
    }

    [Fact]
    public void Options_come_in_any_order_and_the_last_one_counts()
    {
        var options = HostOptions.Parse(["run", "--subscribed-cores", "2", "--path", "/a", "--subscribed-cores", "3"]);

        Assert.Equal(("/a", 3), (options.Path, options.SubscribedCores));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("version")]
    public void Other_verbs_need_nothing(string verb) => Assert.Equal(verb, HostOptions.Parse([verb]).Verb);

    [Fact]
    public void Backup_takes_a_folder_and_a_file()
    {
        var options = HostOptions.Parse(["backup", "--path", "/a", "--destination", "some/copy", "--force", "yes"]);

        Assert.Equal(("backup", "/a", Path.GetFullPath("some/copy"), true), (options.Verb, options.Path, options.Destination, options.Force));
    }

    [Theory]
    [InlineData("backup --destination /b", "backup needs --path.")]
    [InlineData("backup --path /a", "backup needs --destination.")]
    [InlineData("backup --path /a --destination /b --force no", "--force is 'no'; allowed is yes.")]
    [InlineData("test", "test needs --path.")]
    [InlineData("test --path /a --force yes", "There is no option '--force'.")]
    [InlineData("run --path /a --destination /b", "There is no option '--destination'.")]
    [InlineData("", "Say what to do.")]
    [InlineData("--help", "Say what to do.")]
    [InlineData("start", "There is no verb 'start'.")]
    [InlineData("RUN --path /a", "There is no verb 'RUN'.")]
    [InlineData("run", "run needs --path.")]
    [InlineData("run --path /a --machine no", "--machine is 'no'; allowed is yes.")]
    [InlineData("run --path /a --foreground 1", "--foreground is '1'; allowed is yes.")]
    [InlineData("install", "install needs --path.")]
    [InlineData("install --path /a --machine yes", "There is no option '--machine'.")]
    [InlineData("uninstall --path /a --remove-data no", "--remove-data is 'no'; allowed is yes.")]
    [InlineData("run --path", "--path needs a value.")]
    [InlineData("run --path /a --cores 2", "There is no option '--cores'.")]
    [InlineData("run /a /b", "There is no option '/a'.")]
    [InlineData("demo --path /a", "There is no option '--path'.")]
    [InlineData("run --path /a --subscribed-cores 0", "--subscribed-cores is '0'; allowed is a whole number from 1.")]
    [InlineData("run --path /a --subscribed-cores -1", "--subscribed-cores is '-1'; allowed is a whole number from 1.")]
    [InlineData("run --path /a --subscribed-cores two", "--subscribed-cores is 'two'; allowed is a whole number from 1.")]
    [InlineData("run --path /a --subscribed-cores 99999999999", "--subscribed-cores is '99999999999'; allowed is a whole number from 1.")]
    public void What_cannot_be_meant_is_refused_with_the_reason(string line, string reason)
    {
        var arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(reason, Assert.Throws<FormatException>(() => HostOptions.Parse(arguments)).Message);
    }

    [Fact]
    public void An_empty_folder_is_refused() =>
        Assert.Throws<FormatException>(() => HostOptions.Parse(["run", "--path", ""]));
}
