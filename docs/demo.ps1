<#
.SYNOPSIS
Shows a scheduler at work in a temporary folder: a sweep over files, a job that is canceled, its requeue. Leaves nothing behind.

.PARAMETER Module
The folder of the module.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Module)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'
$waitLimit = 60

function Show-Step([string] $Text) { "`n# $Text" }

Import-Module -Name (Join-Path (Convert-Path -Path $Module) HpcScheduler.psd1)
# A socket's path must be short, so the folder is made directly in the temporary folder.
$folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
try {
    $env:CCP_SCHEDULER = "$folder/scheduler"
    Start-HpcScheduler -Scheduler $env:CCP_SCHEDULER
    $process = Get-Process -Id (Get-HpcScheduler -Scheduler $env:CCP_SCHEDULER).ProcessId
    Set-HpcClusterProperty -TaskCancelGracePeriod 1

    $files = @(Get-ChildItem -Path "$PSScriptRoot/../src/Contracts/*.cs")
    for ($i = 0; $i -lt $files.Count; $i++) { Copy-Item -Path $files[$i] -Destination "$folder/$($i + 1).cs" }

    Show-Step "A sweep: the checksums of $($files.Count) files, one task each"
    $sweep = New-HpcJob -Name checksums
    $null = Add-HpcTask -Job $sweep -Type ParametricSweep -Start 1 -End $files.Count -CommandLine "sha256sum '$folder/*.cs'" -Stdout "$folder/*.sum"
    $null = Submit-HpcJob -Job $sweep
    $null = Wait-HpcJob -Id $sweep.Id -Timeout $waitLimit
    Get-HpcJob -Id $sweep.Id | Format-Table | Out-Host
    Get-HpcTask -JobId $sweep.Id | Select-Object -First 4 | Format-Table | Out-Host
    Show-Step "Two of the $(@(Get-ChildItem -Path "$folder/*.sum").Count) results"
    Get-Content -Path "$folder/1.sum", "$folder/2.sum"

    Show-Step 'A long job, canceled with a message: what has run keeps its result'
    $long = New-HpcJob -Name overnight
    $null = Add-HpcTask -Job $long -Name quick -CommandLine 'true'
    # Whoever opens a pipe to read waits until the task opens it to write.
    mkfifo "$folder/started"
    $null = Add-HpcTask -Job $long -Name slow -Depend quick -CommandLine "test -e '$folder/go' || { echo now > '$folder/started'; sleep 3600; }"
    $null = Submit-HpcJob -Job $long
    $null = cat "$folder/started"
    Stop-HpcJob -Id $long.Id -Message 'wrong input, will be queued again' -Confirm:$false
    $null = Wait-HpcJob -Id $long.Id -Timeout $waitLimit
    Get-HpcJob -Id $long.Id | Format-List -Property Id, Name, State, ErrorMessage, CanceledBy | Out-Host
    Get-HpcTask -JobId $long.Id | Format-Table | Out-Host

    Show-Step 'Queued again: what is left runs to its end'
    $null = New-Item -Path "$folder/go"
    $null = Submit-HpcJob -Id $long.Id
    $null = Wait-HpcJob -Id $long.Id -Timeout $waitLimit
    Get-HpcTask -JobId $long.Id | Format-Table | Out-Host
    Get-HpcJob -State All | Format-Table | Out-Host
}
finally {
    # A host that stops leaves running tasks alone, so the jobs are stopped first; none runs unless the demo was interrupted.
    $running = @(Get-HpcJob -State Running, Queued -ErrorAction Ignore)
    if ($running) {
        Stop-HpcJob -Id $running.Id -Force -Confirm:$false -ErrorAction Ignore
        $null = Wait-HpcJob -Id $running.Id -Timeout $waitLimit -ErrorAction Ignore
    }
    Stop-HpcScheduler -Scheduler "$folder/scheduler" -Confirm:$false -ErrorAction Ignore
    if (Test-Path -Path Variable:process) { $null = $process.WaitForExit([timespan]::FromSeconds($waitLimit)) }
    Remove-Item -Path $folder -Recurse -Force
}

if (-not $process.HasExited) { throw "The host, process $($process.Id), is still there." }
Show-Step 'The host has stopped and its folder is gone.'
