using System.Globalization;
using System.Text;

namespace HpcScheduler.Host.Service;

/// <summary>The text of the systemd unit of the machine's scheduler: systemd.unit(5), systemd.service(5).</summary>
internal static class ServiceUnit
{
    /// <summary>The name of the service.</summary>
    public const string Name = "hpcscheduler.service";

    /// <summary>Where units of the machine's administrator are.</summary>
    public const string Folder = "/etc/systemd/system";

    /// <summary>The first line of a unit that is ours.</summary>
    public const string Mark = "# Made by Install-HpcScheduler; Uninstall-HpcScheduler removes it.";

    /// <summary>The file.</summary>
    public static string File { get; } = Path.Join(Folder, Name);

    /// <summary>The text.</summary>
    /// <param name="command">The words that run the host, the program absolute.</param>
    /// <param name="folder">The scheduler's folder, absolute.</param>
    /// <param name="runtime">The folder of the .NET runtime.</param>
    /// <param name="subscribedCores">Cores that tasks may use at once; null: as before.</param>
    public static string Text(IReadOnlyList<string> command, string folder, string runtime, int? subscribedCores)
    {
        var cores = subscribedCores is { } count ? " --subscribed-cores " + count.ToString(CultureInfo.InvariantCulture) : "";
        // Tasks outlive the host, and the next one takes them over: so a stop ends the host alone, and their control groups are its own to make.
        return $"""
            {Mark}
            [Unit]
            Description=Job scheduler of this machine (HpcScheduler)
            After=network.target remote-fs.target nss-user-lookup.target

            [Service]
            Type=notify
            ExecStart={string.Join(' ', command.Select(Quote))} run --path {Quote(folder)} --machine yes --foreground yes{cores}
            Environment={Quote("DOTNET_ROOT=" + runtime)}
            KillMode=process
            Delegate=yes
            KeyringMode=inherit
            OOMPolicy=continue
            TasksMax=infinity
            LimitNOFILE=65536
            Restart=on-failure

            [Install]
            WantedBy=multi-user.target

            """;
    }

    // $ begins a variable and % a specifier.
    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => text.Append('\\').Append(letter),
                '$' or '%' => text.Append(letter).Append(letter),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').ToString();
    }
}
