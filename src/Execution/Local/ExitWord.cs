using System.Globalization;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Execution.Local;

/// <summary>The text of an exit file: a number, or a word with a message. It says all of the outcome that must outlive the host.</summary>
internal static class ExitWord
{
    public const string Killed = "killed";
    public const string Lost = "lost";
    public const string OutputTooLarge = "output";

    /// <summary>128 + the number of the kill signal.</summary>
    private const int KilledCode = 137;

    /// <summary>How an attempt ended whose exit file holds this text.</summary>
    public static AttemptEnd Read(string text, Attempt attempt, string workDir, bool killAsked, DateTimeOffset time)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            // The code of a command that ended before the kill came is the better answer, unless the kill itself is what it tells of.
            return killAsked && code == KilledCode
                ? new AttemptEnd { Outcome = AttemptOutcome.Killed, ExitCode = code, Message = "It was killed.", Time = time }
                : new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = code, Time = time };
        }

        var (word, rest) = text.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? (text[..space], text[(space + 1)..]) : (text, "");
        var (outcome, message) = word switch
        {
            Killed => (AttemptOutcome.Killed, "It was killed."),
            Lost => (AttemptOutcome.Lost, rest),
            OutputTooLarge => (AttemptOutcome.OutputTooLarge, rest),
            "workdir" => (AttemptOutcome.WorkDirFailed, Sentence("The work directory", workDir, "entered", rest)),
            "stdin" => (AttemptOutcome.StdinFailed, Sentence("The input file", attempt.Stdin, "opened", rest)),
            "stdout" => (AttemptOutcome.StdoutFailed, Sentence("The output file", attempt.Stdout, "opened", rest)),
            "stderr" => (AttemptOutcome.StderrFailed, Sentence("The error output file", attempt.Stderr, "opened", rest)),
            "spec" => (AttemptOutcome.StartFailed, "The shell could not read what it was to run."),
            _ => (AttemptOutcome.Lost, $"Its exit file cannot be understood: '{text}'."),
        };
        return new AttemptEnd { Outcome = outcome, Message = message, Time = time };
    }

    private static string Sentence(string what, string? path, string verb, string shellSays)
    {
        // The shell begins with its name and the line of the runner, which mean nothing to the user.
        var words = shellSays.Split(": ", 3);
        var reason = words.Length == 3 && words[0] is RunnerShell.Name or RunnerShell.OwnerName ? words[2] : shellSays;
        return $"{what} '{path ?? "in the attempt's folder"}' could not be {verb}{(reason.Length == 0 ? "" : ": " + reason)}.";
    }
}
