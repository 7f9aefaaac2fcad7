<#
.SYNOPSIS
Runs one Pester file; exit code 0 if it has tests and none failed, 1 if not.

.DESCRIPTION
What failed goes to the error output, one paragraph per failed test, so that the caller can show it alone.

.PARAMETER Pester
The Pester to use; without it the newest one that is installed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultFile,
    [string] $Pester = 'Pester'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Import-Module -Name $Pester -MinimumVersion 5.7.1

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'NUnit3'
$configuration.TestResult.OutputPath = $ResultFile
# A file that skips tests says why in a warning while it is read; the reasons are kept beside the results.
$said = @(Invoke-Pester -Configuration $configuration 3>&1)
$reasons = @($said.Where({ $_ -is [System.Management.Automation.WarningRecord] }).ForEach({ "$_" }))
$reasons.ForEach({ "WARNING: $_" })
$result = $said.Where({ $_ -isnot [System.Management.Automation.WarningRecord] }) | Select-Object -Last 1
$reasonFile = [IO.Path]::ChangeExtension($ResultFile, '.skipped')
Remove-Item -Path $reasonFile -ErrorAction Ignore
if ($result.SkippedCount -and $reasons) { Set-Content -Path $reasonFile -Value $reasons }

# Pester 6.1.0-rc1 reports an error that is thrown in BeforeAll or AfterAll in other words; PowerShell's own list has the error itself.
$thrown = @($Error | Where-Object { $result.FailedBlocksCount -and "$($_.ScriptStackTrace)" -like "*$(Split-Path $Path -Leaf)*" })
$problems = @(
    foreach ($part in @($result.Containers) + @($result.FailedBlocks) + @($result.Failed)) {
        foreach ($problem in $part.ErrorRecord) {
            $places = "$($problem.ScriptStackTrace)" -split "`n" | Where-Object { $_ -notmatch '[/\\]Pester[^/\\]*\.ps[m1]+:|[/\\]Run\.ps1:' }
            $name = $part.PSObject.Properties['ExpandedPath'] ? $part.ExpandedPath : "$part"
            "[-] $name", $problem.Exception.Message + $places -join "`n  "
        }
    }
    foreach ($problem in $thrown) { '{0}{1}  {2}' -f $problem, [Environment]::NewLine, $problem.InvocationInfo.PositionMessage }
    if ($result.TotalCount -eq 0) { "$Path has no test." }
)
$problems.ForEach({ [Console]::Error.WriteLine($_) })
'{0} passed, {1} failed, {2} skipped' -f $result.PassedCount, $result.FailedCount, ($result.TotalCount - $result.PassedCount - $result.FailedCount)
exit [int]($result.Result -ne 'Passed' -or $problems.Count -gt 0)
