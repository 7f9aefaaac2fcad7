using System.Text.Json.Serialization;

namespace HpcScheduler;

/// <content>
/// The names that HPC Pack's programming interface has for what its cmdlets call otherwise, so that scripts find either. They are properties of the
/// type and not of PowerShell's table of types: that one is empty in the runspaces of ForEach-Object -Parallel and Start-ThreadJob.
/// </content>
public sealed partial record HpcJobHistory
{
    /// <summary>As <see cref="Exclusive"/>.</summary>
    [JsonIgnore]
    public bool IsExclusive
    {
        get => Exclusive;
        init => Exclusive = value;
    }
}
