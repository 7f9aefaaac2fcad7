using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>The end of what a task wrote: the last characters of its output followed by its error output. Reads no more than it needs.</summary>
internal static class OutputTail
{
    // No UTF-16 unit takes more than three bytes of UTF-8; three more may belong to a character that is cut.
    private const int MaxBytes = Limits.Output * 3 + 3;

    /// <summary>At most <see cref="Limits.Output"/> characters. What is no UTF-8 comes as replacement characters.</summary>
    public static string Read(string stdoutPath, string stderrPath)
    {
        var errors = ReadEnd(stderrPath);
        return errors.Length >= Limits.Output ? Last(errors) : Last(ReadEnd(stdoutPath) + errors);
    }

    private static string ReadEnd(string path)
    {
        if (UnixFile.ReadEnd(path, MaxBytes, out var cut) is not { Length: > 0 } bytes)
            return "";
        var start = 0;
        while (cut && start < 3 && (bytes[start] & 0xC0) == 0x80)
            start++;
        return Encoding.UTF8.GetString(bytes.AsSpan(start));
    }

    private static string Last(string text)
    {
        if (text.Length <= Limits.Output)
            return text;
        var start = text.Length - Limits.Output;
        return text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];
    }
}
