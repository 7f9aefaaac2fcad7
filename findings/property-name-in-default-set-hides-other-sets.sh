#!/usr/bin/env bash
# PowerShell 7.6.9 (NuGet package PowerShell), .NET SDK 10.0.
#
# What one would guess: to let a mandatory parameter of the default set be bound by property name as well only adds a way in. Input that has no such
# property still goes to the set whose parameter takes the object itself.
# What happens: with the attribute on the mandatory parameter of the default set, a text from the pipeline is refused (InputObjectNotBound); the set that
# takes text is not tried. Without it the same text is bound by that set.
#
# Output seen:
#     by property name too: InputObjectNotBound
#     by value alone: ByName some text
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tool" > /dev/null
cat > "$work/try.ps1" << 'END'
function Get-Both {
    [CmdletBinding(DefaultParameterSetName = 'ById')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'ById', ValueFromPipelineByPropertyName)] [int] $Id,
        [Parameter(Mandatory, ParameterSetName = 'ByName', ValueFromPipeline)] [string] $Name
    )
    process { "$($PSCmdlet.ParameterSetName) $Name" }
}
function Get-One {
    [CmdletBinding(DefaultParameterSetName = 'ById')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'ById')] [int] $Id,
        [Parameter(Mandatory, ParameterSetName = 'ByName', ValueFromPipeline)] [string] $Name
    )
    process { "$($PSCmdlet.ParameterSetName) $Name" }
}
function Show-Outcome($Result) { if ($Result -is [System.Management.Automation.ErrorRecord]) { ($Result.FullyQualifiedErrorId -split ',')[0] } else { $Result } }
"by property name too: $(Show-Outcome ('some text' | Get-Both 2>&1))"
"by value alone: $(Show-Outcome ('some text' | Get-One 2>&1))"
END
seen=$("$work/tool/pwsh" -NoProfile -NonInteractive -File "$work/try.ps1")
echo "$seen"
[ "$seen" = 'by property name too: InputObjectNotBound
by value alone: ByName some text' ]
