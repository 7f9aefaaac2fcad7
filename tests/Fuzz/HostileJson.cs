using System.Globalization;
using System.Reflection;
using System.Text;
using CsCheck;

namespace HpcScheduler.Fuzz;

/// <summary>JSON that is nearly a record of the protocol: members missing, repeated or of the wrong type, and documents that are torn.</summary>
internal static class HostileJson
{
    private static readonly string[] OddValues =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "2147483648", "-0", "99999999999999999999999999999999", "\"\"", "\"x\"", "[]", "{}",
        "[null]", "[[]]", "{\"a\":1}", "\"\\ud800\"", "\"\\u0000\"", "[1,\"a\",null]", Nested(40), Nested(70), Nested(5000), "", "nul", "\"", "\\", "1 2",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"10675199.02:48:05.4775807\"", "\"-10675199.02:48:05.4775808\"",
    ];

    private static readonly Gen<string> OddValue = Gen.Frequency((4, Gen.OneOf(OddValues)), (1, HostileText.Any.Select(Quote)));

    private static readonly Gen<string> Number = Gen.Frequency(
        (16, Gen.Int[0, 6].Select(Text)),
        (1, Gen.Int[-5, 5000].Select(Text)),
        (1, Gen.OneOf("2147483647", "-2147483648", "1000000", "1000001", "4000", "4001", "36500", "36501")));

    private static readonly Gen<string> Time = Gen.Frequency(
        (4, Gen.Int[-100_000, 100_000_000].Select(seconds => Quote(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture)))),
        (1, Gen.OneOf("\"0001-01-01T00:00:00\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"0001-01-01T05:00:00Z\"", "\"9999-12-31T23:59:59.9999999\"", "\"9999-12-31T23:59:59-14:00\"")));

    private static readonly Gen<string> Span = Gen.Frequency(
        (4, Gen.Int[0, 100_000].Select(seconds => Quote(TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)))),
        (1, Gen.OneOf("\"10675199.02:48:05.4775807\"", "\"-00:00:01\"", "\"24855.03:14:07\"", "\"24855.03:14:08\"", "\"00:00:00.0000001\"", "\"-10675199.02:48:05.4775808\"")));

    private static readonly Gen<string> Truth = Gen.OneOf("true", "false");

    /// <summary>Documents that a request of this type may be read from.</summary>
    public static Gen<string> Of(Type type)
    {
        var document = Record(type);
        return Gen.Frequency((16, document), (2, HostileText.Worse(document)), (1, OddValue));
    }

    private static Gen<string> Record(Type type)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetIndexParameters().Length == 0 && member.CanWrite)
            .Select(Member)
            .ToArray();
        return members.Length == 0 ? Gen.Const("{}") : Joined(members);
    }

    private static Gen<string> Joined(Gen<string>[] members)
    {
        var all = members[0];
        foreach (var next in members.Skip(1))
            all = Gen.Select(all, next, (before, member) => before.Length == 0 || member.Length == 0 ? before + member : $"{before},{member}");
        return all.Select(inside => "{" + inside + "}");
    }

    private static Gen<string> Member(PropertyInfo member)
    {
        // Optional members of records with many of them would refuse each other were they all there.
        var isOften = member.DeclaringType is not { } type || (type != typeof(JobProperties) && type != typeof(TaskProperties)) || member.Name == "CommandLine";
        var value = Gen.Frequency((60, Value(member.PropertyType, member.Name)), (1, OddValue)).Select(text => $"\"{member.Name}\":{text}");
        return Gen.Frequency((isOften ? 40 : 2, value), (isOften ? 1 : 18, Gen.Const("")), (isOften ? 1 : 0, Gen.Select(value, value, (one, other) => $"{one},{other}")));
    }

    private static Gen<string> Value(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(int))
            return Number;
        if (type == typeof(bool))
            return Truth;
        if (type == typeof(string))
            return HostileWords.Mostly(name).Select(Quote);
        if (type == typeof(TimeSpan))
            return Span;
        if (type == typeof(DateTime))
            return Time;
        if (type.IsEnum)
            return Word(type);
        return type.IsGenericType
            ? Value(type.GetGenericArguments()[0], name).Array[0, 3].Select(items => $"[{string.Join(',', items)}]")
            : Record(type);
    }

    private static Gen<string> Word(Type type) => Gen.Frequency(
        (40, Gen.OneOf([.. Enum.GetNames(type).Select(Quote)])),
        (2, Gen.Int[-2, 12].Select(Text)),
        (1, Gen.Int[-2, 12].Select(number => Quote(Text(number)))),
        (1, Gen.OneOf([.. Enum.GetNames(type).Select(word => Quote(word + ", " + word))])));

    /// <summary>A text in quotes, what is not ASCII as escapes, so that every text can be said.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\' || letter is < ' ' or > '~')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
