using System.Globalization;

namespace HpcScheduler;

/// <summary>Which versions of files are read. A file need not name one.</summary>
internal static class JobXmlVersion
{
    /// <summary>Checks the version that the element which was reached names.</summary>
    /// <exception cref="SchedulerException">HpcInvalidXml.</exception>
    public static void Check(XmlInput input)
    {
        foreach (var attribute in input.Attributes())
        {
            if (attribute.Is(JobXml.Version) && !IsRead(attribute.Text))
                throw input.Refuse($"its version is '{attribute.Text}'; files of versions up to {JobXml.NewestVersion} are read");
        }
    }

    private static bool IsRead(string? version) =>
        decimal.TryParse(version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number < JobXml.NewestVersion + 1;
}
