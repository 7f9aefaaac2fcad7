using System.Globalization;
using System.Text;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// The value of a sub-task in a text: a run of n asterisks stands for the value with at least n digits; ^* is an asterisk, ^^ is ^
/// (scheduler reference, section 10).
/// </summary>
public static class Asterisks
{
    /// <summary>The text with the value in it.</summary>
    public static string? Replace(string? text, int value)
    {
        if (text is null || text.AsSpan().IndexOfAny('*', '^') < 0)
            return text;
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '^' && i + 1 < text.Length && text[i + 1] is '*' or '^')
            {
                result.Append(text[++i]);
            }
            else if (text[i] == '*')
            {
                var start = i;
                while (i + 1 < text.Length && text[i + 1] == '*')
                    i++;
                result.Append(value.ToString("D" + (i - start + 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    /// <summary>The value of a sub-task: of a sweep, its place in the range; of other tasks, its number.</summary>
    public static int ValueOf(TaskProperties properties, int subTaskId) => properties.Type == TaskType.ParametricSweep
        ? (properties.StartValue ?? 1) + ((subTaskId - 1) * (properties.IncrementValue ?? 1))
        : subTaskId;
}
