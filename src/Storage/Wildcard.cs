namespace HpcScheduler.Storage;

/// <summary>
/// A pattern as PowerShell users write it: an asterisk stands for any text, a question mark for any character, brackets for one of
/// the characters or ranges in them, and a backtick takes such a sign literally. Letters of either case match. A bracket that is
/// never closed stands for itself. Matching takes at most the product of the two lengths.
/// </summary>
public sealed class Wildcard
{
    private const char Escape = '`';

    private readonly Func<char, bool>?[] _parts;

    /// <summary>Reads a pattern.</summary>
    public Wildcard(string pattern)
    {
        Pattern = pattern;
        _parts = [.. Parse(pattern)];
    }

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>Whether a text as a whole is as the pattern says.</summary>
    public bool Matches(string text)
    {
        var (part, position) = (0, 0);
        var (starPart, starPosition) = (-1, 0);
        while (position < text.Length)
        {
            if (part < _parts.Length && _parts[part] is null)
            {
                (starPart, starPosition) = (part++, position);
            }
            else if (part < _parts.Length && _parts[part]!(char.ToUpperInvariant(text[position])))
            {
                part++;
                position++;
            }
            else if (starPart >= 0)
            {
                // Let the last asterisk stand for one character more.
                part = starPart + 1;
                position = ++starPosition;
            }
            else
            {
                return false;
            }
        }

        return _parts.AsSpan(part).IndexOfAnyExcept((Func<char, bool>?)null) < 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    /// <summary>One test per character of a text; null for an asterisk.</summary>
    private static IEnumerable<Func<char, bool>?> Parse(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' ? pattern.IndexOf(']', i + 1) : -1;
            switch (pattern[i])
            {
                case '*':
                    yield return null;
                    break;
                case '?':
                    yield return _ => true;
                    break;
                case '[' when close > i + 1:
                    yield return OneOf(pattern[(i + 1)..close].ToUpperInvariant());
                    i = close;
                    break;
                case Escape when i + 1 < pattern.Length:
                    yield return Literal(pattern[++i]);
                    break;
                default:
                    yield return Literal(pattern[i]);
                    break;
            }
        }
    }

    private static Func<char, bool> Literal(char literal)
    {
        var upper = char.ToUpperInvariant(literal);
        return character => character == upper;
    }

    private static Func<char, bool> OneOf(string set)
    {
        var ranges = new List<(char First, char Last)>();
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            ranges.Add((set[i], isRange ? set[i + 2] : set[i]));
            i += isRange ? 2 : 0;
        }

        return character => ranges.Exists(range => range.First <= character && character <= range.Last);
    }
}
