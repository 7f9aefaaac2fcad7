using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes a TimeSpan for a run time: its text would be read as another one, since HPC Pack's has no seconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RunTimeTransformAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            TimeSpan span when span == Timeout.InfiniteTimeSpan => RunTimeText.ToText(null),
            TimeSpan span when span > TimeSpan.Zero => Math.Ceiling(span.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture) + "s",
            _ => inputData,
        };
}
