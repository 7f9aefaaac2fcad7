using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes an empty text for no value, as a property without one is listed and a saved configuration gives it back.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmptyIsNoneAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string { Length: 0 } ? null! : inputData;
}
