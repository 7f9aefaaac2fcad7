using System.Globalization;
using CsCheck;
using static HpcScheduler.Fuzz.Giving;

namespace HpcScheduler.Fuzz;

/// <summary>The small languages of parameters. What is read is written and read again, and is the same.</summary>
internal static class TextTargets
{
    private static readonly Gen<string> RunTimes = HostileText.Of("30", "1:30", "1:0:0", "Infinite", "infinite", "0", "1:2:3:4", "::", "24855:3:14", "35791394:7", "2147483647:2147483647:2147483647");

    private static readonly Gen<string> Priorities = HostileText.Of("Normal", "lowest", "Highest+0", "AboveNormal-499", "2000", "4000", "4001", "Normal+2147483647", "Normal--1", "+5", "-5");

    private static readonly Gen<string> Names = HostileText.Joined(",", "a", "A", " b ", "\u0130", "i", "");

    private static readonly Gen<string> Patterns = HostileText.Of("*", "?", "[a-z]", "[z-a]", "[", "[]a]", "[!a]", "`*", "`", "a**b", "[[]", "[a-", "\u0130*");

    private static readonly Gen<string> Locations = HostileText.Of("\\a", "\\a\\b\\c", "\\", "\\\\", "a", "\\a\\b\\c\\d", "");

    public static readonly Target[] All =
    [
        Of("Run times", RunTimes, RunTime),
        Of("Exit codes", HostileWords.ExitCodes, ExitCodes),
        Of("Priorities", Priorities, Priority),
        new Target<string>("Names", Names, NamesOf, Show),
        Of("Licenses", HostileWords.Licenses, text => Twice(text, LicenseList.Check)),
        Of("Custom properties", HostileWords.CustomProperties, Properties),
        Of("Rights of job templates", HostileWords.Rights, Rights),
        Of("Order of nodes", HostileText.Joined(",", "Cores", "-cores", "MEMORY", "-Memory"), text => Twice(text, NodeOrder.Parse)),
        Of("Roles", HostileText.Joined(",", "Administrator", "user", "JobOperator", "JobAdministrator"), text => Twice(text, Roles)),
        Of("Locations", Locations, text => Require(NodeLocation.Check(text) == text, "It is not what was given.")),
        new Target<(string, string)>("Patterns", Gen.Select(Patterns, HostileText.Of("a", "ab", "z")), Pattern, texts => Show(texts.ToString())),
    ];

    private static Target<string> Of(string name, Gen<string> texts, Action<string> accept) => new(name, texts, text => One(() => accept(text)), Show);

    private static void RunTime(string text)
    {
        var time = RunTimeText.Parse(text, "RunTime");
        Require(time >= TimeSpan.Zero && time.TotalSeconds <= int.MaxValue, $"It is {time}.");
        var again = RunTimeText.Parse(RunTimeText.ToText(time), "RunTime");
        Require(again == time, $"{time} becomes {again}.");
    }

    private static void ExitCodes(string text)
    {
        var list = ExitCodeList.Parse(text, "ValidExitCodes");
        foreach (var code in new[] { int.MinValue, -1, 0, 1, int.MaxValue })
            Require(list.Contains(code) == ExitCodeList.Parse(text, "ValidExitCodes").Contains(code), $"{code} is and is not in it.");
    }

    private static void Priority(string text)
    {
        var priority = ExpandedPriority.Parse(text);
        Require(ExpandedPriority.Parse(ExpandedPriority.ToText(priority)) == priority, $"{priority} is not read as it is written.");
        Require(ExpandedPriority.Parse(priority.ToString(CultureInfo.InvariantCulture)) == priority, $"{priority} is not read as a number.");
    }

    private static Tally NamesOf(string text)
    {
        Twice(text, NameList.Split);
        return new(1, NameList.Split([text]).Count > 0 ? 1 : 0);
    }

    private static void Properties(string text)
    {
        Twice(text, CustomPropertyList.Parse, ";");
        var merged = CustomPropertyList.Merge(null, [text]);
        Require(merged.SequenceEqual(CustomPropertyList.Merge(merged, [])), "Merged with nothing it changes.");
    }

    private static void Rights(string text)
    {
        var acl = JobTemplateAcl.Parse(text);
        foreach (var entry in acl.Entries)
            Require(entry.Who.Length > 0 && entry.Rights != JobTemplateRights.None && (entry.Rights & ~JobTemplateAcl.All) == 0, $"{entry} means nothing.");
        _ = acl.Allows("ann", JobTemplateRights.SubmitJob);
    }

    private static IReadOnlyList<string> Roles(IReadOnlyList<string> texts) => [.. UserRoleList.Of(UserRoleList.Parse(texts)).Select(role => role.ToString())];

    private static Tally Pattern((string Pattern, string Text) texts) => new(1, new Storage.Wildcard(texts.Pattern).Matches(texts.Text) ? 1 : 0);

    // What was read, put together again, is read as the same.
    private static void Twice(string text, Func<IReadOnlyList<string>, IReadOnlyList<string>> read, string by = ",")
    {
        var items = read([text]);
        Require(items.SequenceEqual(read(items)), "Read item by item it is another list.");
        if (items.Count > 0)
            Require(items.SequenceEqual(read([string.Join(by, items)])), "Read as one text it is another list.");
    }
}
