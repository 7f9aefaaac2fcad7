using System.Collections;
using System.Globalization;
using System.Text;

namespace HpcScheduler;

/// <summary>
/// Shows text of others so that it does nothing to a terminal and forges no line: a control character becomes its picture (␛, ␍), one without a picture, as
/// those that turn the direction of writing, its number. The text itself stays as it is.
/// </summary>
public static class PlainText
{
    private const int Pictures = 0x2400;
    private const char PictureOfDelete = '\u2421';

    /// <summary>On one line; of a list all items in braces, as PowerShell shows lists.</summary>
    public static string Line(object? value) => value switch
    {
        null => "",
        string text => Show(text, keepsLines: false),
        IEnumerable list => "{" + string.Join(", ", list.Cast<object?>().Select(Line)) + "}",
        _ => Show(Convert.ToString(value, CultureInfo.CurrentCulture) ?? "", keepsLines: false),
    };

    /// <summary>On as many lines as it has.</summary>
    public static string Lines(object? value) => Show(Convert.ToString(value, CultureInfo.CurrentCulture) ?? "", keepsLines: true);

    /// <summary>Whether a character does something instead of being shown.</summary>
    public static bool IsControl(char character) => char.IsControl(character)
        || character is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Show(string text, bool keepsLines)
    {
        var first = FirstControl(text);
        if (first < 0)
            return text;
        var shown = new StringBuilder(text, 0, first, text.Length + 8);
        for (var i = first; i < text.Length; i++)
        {
            var character = text[i];
            var isBreak = character is '\n' or '\t' || (character == '\r' && i + 1 < text.Length && text[i + 1] == '\n');
            if (!IsControl(character) || (keepsLines && isBreak))
                shown.Append(character);
            else if (character < ' ')
                shown.Append((char)(Pictures + character));
            else if (character == '\u007F')
                shown.Append(PictureOfDelete);
            else
                shown.Append(CultureInfo.InvariantCulture, $"<U+{(int)character:X4}>");
        }

        return shown.ToString();
    }

    private static int FirstControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsControl(text[i]))
                return i;
        }

        return -1;
    }
}
