using System.Management.Automation;
using System.Security;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes the name of a user for a credential without asking for a password: none is kept here. An empty one is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UserNameAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string name ? inputData
        : name.Length == 0 ? PSCredential.Empty
        : new PSCredential(name, new SecureString());
}
