using System.Globalization;

namespace HpcScheduler.Host;

/// <summary>What the host's command line says.</summary>
internal sealed record HostOptions
{
    public const string Usage = """
        HpcScheduler.Host run --path FOLDER [--subscribed-cores N] [--machine yes] [--foreground yes]
                                                                     runs the scheduler of a folder
        HpcScheduler.Host backup --path FOLDER --destination FILE [--force yes]
                                                                     copies the database of a scheduler
        HpcScheduler.Host test --path FOLDER                         checks a scheduler and changes nothing
        HpcScheduler.Host install --path FOLDER [--subscribed-cores N]
                                                                     makes the machine's scheduler a service
        HpcScheduler.Host uninstall --path FOLDER [--remove-data yes]
                                                                     ends and removes that service
        HpcScheduler.Host connect --scheduler NAME                   what ssh starts: brings its input and output to a scheduler
        HpcScheduler.Host demo                                       shows a scheduler at work in a temporary folder
        HpcScheduler.Host version                                    prints the version
        """;

    public required string Verb { get; init; }

    /// <summary>The scheduler's folder.</summary>
    public string Path { get; init; } = "";

    /// <summary>Cores that tasks may use at once; null: as before, at first all of the machine.</summary>
    public int? SubscribedCores { get; init; }

    /// <summary>Whether it is for everybody on the machine, and runs tasks as the owners of their jobs.</summary>
    public bool IsMachine { get; init; }

    /// <summary>Whether it stays with whoever started it: it ends with its parent, and writes its log to the error output too.</summary>
    public bool IsForeground { get; init; }

    /// <summary>The scheduler to connect with, percent-encoded: what -Scheduler would be here.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>The file that a copy goes to.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Whether a file that is there is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the scheduler's folder goes with the service.</summary>
    public bool RemoveData { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">It is not as <see cref="Usage"/> says.</exception>
    public static HostOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is [] or ["--help" or "-h" or "help", ..])
            throw new FormatException("Say what to do.");
        var options = new HostOptions { Verb = arguments[0] };
        if (options.Verb is not ("run" or "backup" or "test" or "install" or "uninstall" or "connect" or "demo" or "version"))
            throw new FormatException($"There is no verb '{options.Verb}'.");
        for (var i = 1; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value.");
            options = (options.Verb, arguments[i++]) switch
            {
                ("run" or "backup" or "test" or "install" or "uninstall", "--path") => options with { Path = Full(value) },
                ("backup", "--destination") => options with { Destination = Full(value) },
                ("backup", "--force") => options with { Force = Yes("--force", value) },
                ("run", "--machine") => options with { IsMachine = Yes("--machine", value) },
                ("run", "--foreground") => options with { IsForeground = Yes("--foreground", value) },
                ("run" or "install", "--subscribed-cores") => options with { SubscribedCores = Cores(value) },
                ("uninstall", "--remove-data") => options with { RemoveData = Yes("--remove-data", value) },
                ("connect", "--scheduler") => options with { Scheduler = value },
                var (_, name) => throw new FormatException($"There is no option '{name}'."),
            };
        }

        if (options.Verb is "run" or "backup" or "test" or "install" or "uninstall" && options.Path.Length == 0)
            throw new FormatException($"{options.Verb} needs --path.");
        if (options.Verb == "connect" && options.Scheduler.Length == 0)
            throw new FormatException("connect needs --scheduler.");
        return options.Verb != "backup" || options.Destination.Length > 0 ? options : throw new FormatException("backup needs --destination.");
    }

    private static string Full(string path) => path.Length == 0 ? "" : System.IO.Path.GetFullPath(path);

    private static bool Yes(string name, string value) => value == "yes" ? true : throw new FormatException($"{name} is '{value}'; allowed is yes.");

    private static int Cores(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cores) && cores > 0
            ? cores
            : throw new FormatException($"--subscribed-cores is '{value}'; allowed is a whole number from 1.");
}
