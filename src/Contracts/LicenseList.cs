using System.Globalization;

namespace HpcScheduler;

/// <summary>
/// Licenses of a job: each feature:number with a number from 1, or * for as many as there are resources. A text may hold several with
/// commas between.
/// </summary>
public static class LicenseList
{
    /// <summary>Checks what a user gave.</summary>
    /// <returns>One feature:number for each feature, in the order given.</returns>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.WrongLicenseFormat"/>, <see cref="SchedulerErrors.DuplicateLicenseFeature"/>,
    /// <see cref="SchedulerErrors.ValueTooLong"/>.
    /// </exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> licenses)
    {
        var features = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var items = new List<string>();
        foreach (var item in licenses.SelectMany(NameList.Items))
        {
            var (feature, number) = Split(item);
            if (!features.Add(feature))
                throw new SchedulerException(SchedulerErrors.DuplicateLicenseFeature, item, feature);
            items.Add($"{feature}:{number}");
        }

        var length = string.Join(',', items).EnumerateRunes().Count();
        if (length > Limits.License)
            throw new SchedulerException(SchedulerErrors.ValueTooLong, "License", "License", length, Limits.License);
        return items;
    }

    private static (string Feature, string Number) Split(string item)
    {
        var parts = item.Split(':', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].Length > 0 && IsNumber(parts[1])
            ? (parts[0], parts[1])
            : throw new SchedulerException(SchedulerErrors.WrongLicenseFormat, item, item);
    }

    private static bool IsNumber(string text) =>
        text == "*" || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0);
}
