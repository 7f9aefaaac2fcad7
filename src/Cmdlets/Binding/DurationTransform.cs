using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Reads a duration: a TimeSpan, a number of seconds, or a text as <see cref="DurationText"/> has it.</summary>
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
            IConvertible said and not (bool or DateTime or Enum) when DurationText.TryParse(Convert.ToString(said, CultureInfo.InvariantCulture), out var duration) => duration,
            _ => throw new ArgumentTransformationMetadataException(
                $"'{value}' is not a duration. Allowed are a TimeSpan, not below zero; {DurationText.Forms}."),
        };
    }
}
