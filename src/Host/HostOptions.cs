using System.Globalization;

namespace HpcScheduler.Host;

/// <summary>What the host's command line says.</summary>
internal sealed record HostOptions
{
    public const string Usage = """
        HpcScheduler.Host run --path FOLDER [--subscribed-cores N]   runs the scheduler of a folder
        HpcScheduler.Host demo                                       shows a scheduler at work in a temporary folder
        HpcScheduler.Host version                                    prints the version
        """;

    public required string Verb { get; init; }

    /// <summary>The scheduler's folder.</summary>
    public string Path { get; init; } = "";

    /// <summary>Cores that tasks may use at once; null: as before, at first all of the machine.</summary>
    public int? SubscribedCores { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">It is not as <see cref="Usage"/> says.</exception>
    public static HostOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is [] or ["--help" or "-h" or "help", ..])
            throw new FormatException("Say what to do.");
        var options = new HostOptions { Verb = arguments[0] };
        if (options.Verb is not ("run" or "demo" or "version"))
            throw new FormatException($"There is no verb '{options.Verb}'.");
        for (var i = 1; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value.");
            options = (options.Verb, arguments[i++]) switch
            {
                ("run", "--path") => options with { Path = value.Length == 0 ? "" : System.IO.Path.GetFullPath(value) },
                ("run", "--subscribed-cores") => options with { SubscribedCores = Cores(value) },
                var (_, name) => throw new FormatException($"There is no option '{name}'."),
            };
        }

        return options.Verb != "run" || options.Path.Length > 0 ? options : throw new FormatException("run needs --path.");
    }

    private static int Cores(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cores) && cores > 0
            ? cores
            : throw new FormatException($"--subscribed-cores is '{value}'; allowed is a whole number from 1.");
}
