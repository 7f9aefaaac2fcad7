using CsCheck;

namespace HpcScheduler.Fuzz;

/// <summary>Texts that are nearly right, and texts that are nowhere near.</summary>
internal static class HostileText
{
    private const string Alphabet = "01239-+.,;:=*%$#'\"\\/<>&(){}[]|~ \t\r\n\0aAzZ_xX\u00df\u0130\u0669\u2028\ufeff\ufffd\uffff\ud83d\ude00\ud800\udc00";

    private static readonly string[] Odd =
    [
        "", " ", "\0", "a\0b", "\ud800", "x\udfff", "\udc00\ud800", new('x', 200), new('x', 5000), Repeat("\ud83d\ude00", 200), new('(', 3000),
        "\u0661\u0662", "\u2028", "\ufeff", "\uffff", "e\u0301", "\u202e", "'", "''", "=", "=x", "x=", "x==", ";", ",", ",,", ":", "::", "*", "**", "..",
        "NaN", "Infinity", "-0", "+1", "1e9", "0x7fffffff", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775808",
        "99999999999999999999999", "<a/>", "]]>", "&#0;", "&amp;", "{0}", "{", "}{", "{0:x}{99}", "%s%n", "../../..", "/", "//", "~", "-", "--", "null",
    ];

    /// <summary>Pieces of which texts are made worse.</summary>
    public static readonly Gen<string> Piece = Gen.Frequency(
        (3, Gen.OneOf(Odd)),
        (3, Gen.Int[0, Alphabet.Length - 1].Select(index => Alphabet[index].ToString())),
        (2, Gen.Int.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        (1, Gen.Char.Select(letter => letter.ToString())));

    /// <summary>Texts of nothing but pieces.</summary>
    public static readonly Gen<string> Any = Gen.Frequency((2, Piece), (1, Piece.Array[0, 6].Select(string.Concat)));

    /// <summary>These texts, most of them as they are, some made worse, and some that have nothing of them.</summary>
    public static Gen<string> Of(params string[] texts) => Of(Gen.OneOf(texts));

    /// <summary>As above.</summary>
    public static Gen<string> Of(Gen<string> texts) => Gen.Frequency((6, texts), (3, Worse(texts)), (1, Any));

    /// <summary>As above, but seldom made worse: for what is one of many members, each of which has the whole refused.</summary>
    public static Gen<string> Mostly(Gen<string> texts) => Gen.Frequency((12, texts), (1, Worse(texts)), (1, Any));

    /// <summary>These texts, joined by these words, some made worse.</summary>
    public static Gen<string> Joined(string by, params string[] texts) => Of(Of(texts).Array[0, 5].Select(items => string.Join(by, items)));

    /// <summary>Texts after one to three accidents.</summary>
    public static Gen<string> Worse(Gen<string> texts) => Gen.Select(texts, Accident.Array[1, 3], (text, accidents) =>
    {
        foreach (var accident in accidents)
            text = accident(text);
        return text;
    });

    private static Gen<Func<string, string>> Accident => Gen.Select(Gen.Int[0, 5], Gen.UInt, Gen.UInt, Piece, (kind, one, other, piece) =>
        new Func<string, string>(text =>
        {
            var (from, to) = (At(text, one), At(text, other));
            (from, to) = (Math.Min(from, to), Math.Max(from, to));
            return kind switch
            {
                0 => text[..from] + text[to..],
                1 => text[..to] + text[from..],
                2 => text[..from],
                3 => text[..from] + piece + text[to..],
                _ => text[..from] + piece + text[from..],
            };
        }));

    private static int At(string text, uint number) => (int)(number % (uint)(text.Length + 1));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
