#!/usr/bin/env bash
# PowerShell 7.6.9 (NuGet package PowerShell), .NET SDK 10.0.
#
# What one would guess: a member that a module's types file adds (TypesToProcess) belongs to the object, so it is there wherever the object itself is
# handed over, as it is with `$using:` or a thread job, where no copy is made.
# What happens: ForEach-Object -Parallel and Start-ThreadJob hand over the same object, but the member is looked up in the runspace that reads it. Where
# the module has not been imported the member reads as nothing, without an error unless strict mode is on. It is there as soon as that runspace
# imports the module, for objects that were made before as well. A module whose objects are to be used in parallel needs the members in the type itself.
#
# Output seen:
#     here: [1]
#     parallel: []
#     parallel, strict: PropertyNotFoundStrict
#     thread job: []
#     parallel, module imported there: [1]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tool" > /dev/null
mkdir "$work/Sample"
cat > "$work/Sample/Sample.psd1" << 'END'
@{ ModuleVersion = '1.0.0'; RootModule = 'Sample.psm1'; TypesToProcess = @('Sample.Types.ps1xml'); FunctionsToExport = @('Get-Sample') }
END
echo 'function Get-Sample { [version]::new(1, 2) }' > "$work/Sample/Sample.psm1"
cat > "$work/Sample/Sample.Types.ps1xml" << 'END'
<Types><Type><Name>System.Version</Name><Members>
  <AliasProperty><Name>Main</Name><ReferencedMemberName>Major</ReferencedMemberName></AliasProperty>
</Members></Type></Types>
END
cat > "$work/try.ps1" << 'END'
$module = "$PSScriptRoot/Sample/Sample.psd1"
Import-Module -Name $module
$sample = Get-Sample
"here: [$($sample.Main)]"
$sample | ForEach-Object -Parallel { "parallel: [$($_.Main)]" }
$sample | ForEach-Object -Parallel { Set-StrictMode -Version Latest; try { $_.Main } catch { "parallel, strict: $($_.FullyQualifiedErrorId)" } }
Start-ThreadJob -ArgumentList $sample -ScriptBlock { param($one) "thread job: [$($one.Main)]" } | Receive-Job -Wait -AutoRemoveJob
$sample | ForEach-Object -Parallel { Import-Module -Name $using:module; "parallel, module imported there: [$($_.Main)]" }
END
seen=$("$work/tool/pwsh" -NoProfile -NonInteractive -File "$work/try.ps1")
echo "$seen"
[ "$seen" = 'here: [1]
parallel: []
parallel, strict: PropertyNotFoundStrict
thread job: []
parallel, module imported there: [1]' ]
