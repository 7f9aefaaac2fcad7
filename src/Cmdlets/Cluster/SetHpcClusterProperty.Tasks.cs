using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <content>What tasks run in.</content>
public sealed partial class SetHpcClusterProperty
{
    /// <summary>The shell that runs command lines: its absolute path, or '' for bash where there is one, else /bin/sh.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string TaskShell { get; set; } = "";

    /// <summary>The mask of the files that tasks make: three octal digits, or '' for 022.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string TaskUmask { get; set; } = "";
}
