# Dot-sourced by the BeforeAll of every Pester file: the packaged module, and schedulers to throw away.
#
#     BeforeAll { . $PSScriptRoot/common.ps1; $scheduler = New-TestScheduler }
#     AfterAll { Remove-TestScheduler }

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not $env:HPCSCHEDULER_MODULE) { $env:HPCSCHEDULER_MODULE = "$PSScriptRoot/../../out/HpcScheduler" }
Import-Module -Name "$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"

# How long anything may take to end that was told to.
$endLimit = 30

# Starts a scheduler in a folder of its own, names it in CCP_SCHEDULER and returns it.
function New-TestScheduler {
    # A socket's path has at most 107 bytes, so the folder is short and directly in the temporary folder.
    $folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
    $env:CCP_SCHEDULER = "$folder/s"
    Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru
}

# The processes that name the folder in their command line or were started with it in their environment.
function Get-FolderProcess([string] $Folder) {
    foreach ($entry in [IO.Directory]::EnumerateDirectories('/proc')) {
        $id = 0
        if (-not [int]::TryParse([IO.Path]::GetFileName($entry), [ref] $id) -or $id -eq $PID) { continue }
        try { $said = [IO.File]::ReadAllText("$entry/cmdline") + [IO.File]::ReadAllText("$entry/environ") }
        catch [IO.IOException], [UnauthorizedAccessException] { continue } # It has just ended, or is somebody else's.
        if ($said.Contains($Folder)) { Get-Process -Id $id -ErrorAction Ignore }
    }
}

# Stops the scheduler that CCP_SCHEDULER names with all that it runs, removes its folder, and throws if a process was left.
function Remove-TestScheduler {
    $folder = Split-Path -Path $env:CCP_SCHEDULER
    $hostId = (Get-HpcScheduler -Path $env:CCP_SCHEDULER).ProcessId
    if ($hostId) {
        $jobs = @(Get-HpcJob -State Queued, Running, Finishing, Canceling)
        if ($jobs) {
            Stop-HpcJob -Id $jobs.Id -Force -Confirm:$false
            $null = Wait-HpcJob -Id $jobs.Id -Timeout $endLimit
        }
        $process = Get-Process -Id $hostId
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER -Confirm:$false
        $null = $process.WaitForExit([timespan]::FromSeconds($endLimit))
    }
    $left = @(Get-FolderProcess -Folder $folder)
    $left | Stop-Process -Force
    Remove-Item -Path $folder -Recurse -Force
    $env:CCP_SCHEDULER = $null
    if ($left) { throw "Left behind by the scheduler in ${folder}: $($left.ForEach({ "$($_.Id) $($_.CommandLine)" }) -join '; ')" }
}
