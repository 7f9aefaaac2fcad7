using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes LowBias, as one of HPC Pack's interfaces calls NoBias (scheduler reference, section 15).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PriorityBiasTransformAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is string text && text.Equals("LowBias", StringComparison.OrdinalIgnoreCase) ? PriorityBias.NoBias : inputData;
}
