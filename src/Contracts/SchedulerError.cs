namespace HpcScheduler;

/// <summary>
/// One row of the table of errors. Its id, category and number never change; its text may get better.
/// </summary>
/// <param name="Id">The stable word that scripts compare, such as HpcJobNotFound.</param>
/// <param name="Category">The kind of error.</param>
/// <param name="ErrorCode">The HRESULT where HPC Pack has one, else 0 (scheduler reference, section 8).</param>
/// <param name="Status">The HTTP status of the reply that carries it.</param>
/// <param name="Text">What was wrong and what is allowed, with places for values.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record SchedulerError(
    string Id, SchedulerErrorCategory Category, int ErrorCode, int Status, string Text, string Advice)
{
    /// <summary>The whole sentence for the given values.</summary>
    /// <param name="values">One per place in <see cref="Text"/>; what is text is shown as <see cref="PlainText"/>.</param>
    public string Format(params object?[] values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Text, [.. values.Select(value => value is string text ? PlainText.Line(text) : value)]) + (Advice.Length == 0 ? "" : " " + Advice);
}
