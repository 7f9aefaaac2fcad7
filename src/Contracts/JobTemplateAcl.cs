using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcScheduler;

/// <summary>
/// Who may do what with a job template, written as Windows writes it (SDDL), but with names of users where Windows has their numbers:
/// <c>D:(A;;LC;;;BU)(D;;LC;;;ann)</c>. Entries are A (allow) or D (deny); rights are LC (SubmitJob), DC (Edit), SD (Delete), WD
/// (ChangePermissions) and GA (all) without anything between, or one number such as 0x4; who is BA or S-1-5-32-544 (administrators),
/// WD, AU, BU or their numbers (everyone), or a user. An owner, a group and flags before the entries may be there and mean nothing.
/// Rights as in the scheduler reference, section 1.1.
/// </summary>
public sealed partial class JobTemplateAcl
{
    /// <summary>What a new template has: administrators may do everything, everyone may submit jobs.</summary>
    public const string OfNewTemplate = "D:(A;;DCLCSDWD;;;BA)(A;;LC;;;BU)";

    /// <summary>Every right.</summary>
    public const JobTemplateRights All =
        JobTemplateRights.SubmitJob | JobTemplateRights.Edit | JobTemplateRights.Delete | JobTemplateRights.ChangePermissions;

    private const string Administrators = "Administrators";
    private const string Everyone = "Everyone";

    private static readonly Dictionary<string, JobTemplateRights> RightWords = new(StringComparer.Ordinal)
    {
        ["LC"] = JobTemplateRights.SubmitJob,
        ["DC"] = JobTemplateRights.Edit,
        ["SD"] = JobTemplateRights.Delete,
        ["WD"] = JobTemplateRights.ChangePermissions,
        ["GA"] = All,
    };

    private static readonly Dictionary<string, string> KnownSids = new(StringComparer.Ordinal)
    {
        ["BA"] = Administrators,
        ["S-1-5-32-544"] = Administrators,
        ["WD"] = Everyone,
        ["S-1-1-0"] = Everyone,
        ["AU"] = Everyone,
        ["S-1-5-11"] = Everyone,
        ["BU"] = Everyone,
        ["S-1-5-32-545"] = Everyone,
    };

    private JobTemplateAcl(IReadOnlyList<Entry> entries) => Entries = entries;

    /// <summary>The entries, in their order.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="SchedulerException">HpcInvalidTemplateAcl.</exception>
    public static JobTemplateAcl Parse(string text) => TryParse(text, out var acl, out var why)
        ? acl
        : throw new SchedulerException(SchedulerErrors.InvalidTemplateAcl, text, text, why);

    /// <summary>Reads a text, or says what is wrong with it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out JobTemplateAcl? acl, [NotNullWhen(false)] out string? why)
    {
        acl = null;
        why = null;
        if (Whole().Match(text ?? "") is not { Success: true } match)
        {
            why = "it does not look like D:(A;;LC;;;BU)";
            return false;
        }

        var entries = new List<Entry>();
        foreach (Capture capture in match.Groups["entry"].Captures)
        {
            if (!TryReadEntry(capture.Value, out var entry, out why))
                return false;
            entries.Add(entry);
        }

        acl = new(entries);
        return true;
    }

    /// <summary>Whether a user has a right: it is allowed to the user or to everyone, and denied to neither. Administrators need none.</summary>
    public bool Allows(string user, JobTemplateRights right)
    {
        var own = Entries.Where(entry => entry.Who == Everyone || entry.Who == user).ToList();
        return own.Any(entry => entry.IsAllowed && entry.Rights.HasFlag(right))
            && !own.Any(entry => !entry.IsAllowed && (entry.Rights & right) != 0);
    }

    private static bool TryReadEntry(string text, [NotNullWhen(true)] out Entry? entry, [NotNullWhen(false)] out string? why)
    {
        entry = null;
        why = null;
        var fields = text.Split(';');
        if (fields is not [var type, "", var rights, "", "", var who])
            why = $"({text}) does not have six fields of which the second, fourth and fifth are empty";
        else if (type is not ("A" or "D"))
            why = $"({text}) is neither A nor D";
        else if (ReadRights(rights) is not { } read)
            why = $"'{rights}' are no rights; these are LC, DC, SD, WD, GA or a number made of 2, 4, 65536 and 262144";
        else if (who.Length == 0 || who.Trim().Length != who.Length)
            why = $"({text}) names nobody";
        else if (!KnownSids.TryGetValue(who, out var name) && who.StartsWith("S-1-", StringComparison.Ordinal))
            why = $"{who} is nobody here; name the user";
        else
            entry = new Entry(type == "A", read, name ?? who);
        return entry is not null;
    }

    private static JobTemplateRights? ReadRights(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || (text.Length > 0 && char.IsAsciiDigit(text[0])))
        {
            var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            var isNumber = int.TryParse(
                isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            return isNumber && number > 0 && ((JobTemplateRights)number & ~All) == 0 ? (JobTemplateRights)number : null;
        }

        if (text.Length == 0 || text.Length % 2 != 0)
            return null;
        var rights = JobTemplateRights.None;
        for (var i = 0; i < text.Length; i += 2)
        {
            if (!RightWords.TryGetValue(text.Substring(i, 2), out var right))
                return null;
            rights |= right;
        }

        return rights;
    }

    // Owner and group end where the next part begins; names hold none of these characters.
    [GeneratedRegex(@"\A(O:[^:;()]+?)?(G:[^:;()]+?)?D:(P|AR|AI)*(\((?<entry>[^()]*)\))*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    /// <summary>An entry.</summary>
    /// <param name="IsAllowed">Whether it allows, else it denies.</param>
    /// <param name="Rights">What.</param>
    /// <param name="Who">Administrators, Everyone, or a user's name.</param>
    public sealed record Entry(bool IsAllowed, JobTemplateRights Rights, string Who)
    {
        /// <summary>The entry in words.</summary>
        public override string ToString() => $"{Who}: {(IsAllowed ? "" : "not ")}{Rights}";
    }
}
