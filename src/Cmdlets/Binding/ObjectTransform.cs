using System.Collections;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Lets a parameter take what is left of an object that has been away, beside the object. What is none is refused with words while it is bound,
/// before anything is done. An object that names no scheduler goes where the command goes: its Scheduler is null.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ObjectTransform : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            // PowerShell has its own words for nothing.
            null => inputData!,
            IList { Count: > 0 } items and not IDictionary => items.Cast<object?>().Select(item => item is null ? null : Read(new(item))).ToArray(),
            IList => inputData!,
            _ => Read(new(inputData!)),
        };
    }

    /// <summary>The object that is meant.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It is none.</exception>
    private protected abstract object Read(InputItem item);

    /// <summary>The error that ends the binding.</summary>
    private protected static ArgumentTransformationMetadataException Refused(string message) => new(message);

    /// <summary>The error that leaves what was given to other parameters.</summary>
    private protected static ArgumentTransformationMetadataException Declined(string message) => new(message, new PSInvalidCastException(message));
}
