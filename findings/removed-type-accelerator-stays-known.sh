#!/usr/bin/env bash
# PowerShell 7.6.9 (NuGet package PowerShell), .NET SDK 10.0.
#
# What one would guess: a name that is taken out of the table of type accelerators is unknown from then on.
# What happens: a name that has been used once is still known, in new script text too, until PowerShell ends; one that was never used is gone. A module
# that adds names at import and removes them at its removal has not taken them away.
#
# Output seen:
#     used before: System.Version
#     used after removal: System.Version
#     never used before removal: TypeNotFound
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tool" > /dev/null
cat > "$work/try.ps1" << 'END'
$table = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
function Get-Outcome([string] $Name) {
    try { & ([scriptblock]::Create("[$Name].FullName")) } catch { $_.FullyQualifiedErrorId }
}
$table::Add('Sample.Used', [version])
$table::Add('Sample.Unused', [version])
"used before: $(Get-Outcome Sample.Used)"
$null = $table::Remove('Sample.Used')
$null = $table::Remove('Sample.Unused')
"used after removal: $(Get-Outcome Sample.Used)"
"never used before removal: $(Get-Outcome Sample.Unused)"
END
seen=$("$work/tool/pwsh" -NoProfile -NonInteractive -File "$work/try.ps1")
echo "$seen"
[ "$seen" = 'used before: System.Version
used after removal: System.Version
never used before removal: TypeNotFound' ]
