using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>What stands for the snap-in by which Windows PowerShell loads HPC Pack's cmdlets.</summary>
public sealed class HpcSnapin
{
    /// <summary>The only snap-in there is.</summary>
    public const string SnapinName = "Microsoft.HPC";

    /// <summary>Its name.</summary>
    public string Name { get; } = SnapinName;

    /// <summary>What stands behind it.</summary>
    public string Description { get; } = "The cmdlets of the module HpcScheduler, in the words of Microsoft HPC Pack.";

    /// <summary>Whether a name, which may have wildcards, is its name.</summary>
    internal static bool Is(string name) => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(SnapinName);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
