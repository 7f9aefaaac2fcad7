using System.Globalization;

namespace HpcScheduler.Core.Policy;

/// <summary>The value of a job template property: a number, or the texts that it is made of.</summary>
/// <param name="Number">The number; 0 for texts.</param>
/// <param name="Texts">The number as text, or the texts.</param>
internal sealed record JobTemplateValue(int Number, IReadOnlyList<string> Texts)
{
    public static JobTemplateValue Of(int number) => new(number, [number.ToString(CultureInfo.InvariantCulture)]);

    public static JobTemplateValue Of(string text) => new(0, [text]);

    /// <summary>Whether all its texts are among others. A list without any says nothing that would be allowed.</summary>
    public bool IsAmong(IEnumerable<string> others) => Texts.Count > 0 && Texts.All(text => others.Contains(text, StringComparer.OrdinalIgnoreCase));

    public bool Has(string text) => Texts.Contains(text, StringComparer.OrdinalIgnoreCase);

    public override string ToString() => string.Join(',', Texts);
}
