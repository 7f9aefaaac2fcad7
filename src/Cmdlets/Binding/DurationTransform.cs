using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Reads a duration: a number of seconds, or a TimeSpan or its text such as 00:05:00.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransform : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            TimeSpan span when span >= TimeSpan.Zero => span,
            string text when !IsNumber(text, out _) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
                && span >= TimeSpan.Zero => span,
            IConvertible number when IsNumber(Convert.ToString(number, CultureInfo.InvariantCulture), out var seconds)
                && seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds => TimeSpan.FromSeconds(seconds),
            _ => throw new ArgumentTransformationMetadataException(
                $"'{value}' is not a duration. Give seconds, such as 90 or 0.5, or a TimeSpan, such as 00:01:30; not below zero."),
        };
    }

    private static bool IsNumber(string? text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
