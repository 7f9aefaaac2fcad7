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

# Starts a scheduler in a folder of its own, names it in CCP_SCHEDULER and returns it. Files of a test go beside it, into Get-TestFolder.
function New-TestScheduler([int] $Cores = 8, [int] $Grace = 1) {
    # A socket's path has at most 107 bytes, so the folder is short and directly in the temporary folder.
    $folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
    $env:CCP_SCHEDULER = "$folder/s"
    Start-HpcScheduler -Path $env:CCP_SCHEDULER -SubscribedCores $Cores -PassThru
    Set-HpcClusterProperty -TaskCancelGracePeriod $Grace
}

function Get-TestFolder { Split-Path -Path $env:CCP_SCHEDULER }

# The name of a file that is not there yet.
function Get-NewPath { "$(Get-TestFolder)/$([guid]::NewGuid().ToString('N').Substring(0, 12))" }

# A gate is passed by a task in two steps: it says that it is there, and it goes on when it is let through.
function New-Gate {
    $gate = Get-NewPath
    mkfifo "$gate.up" "$gate.go"
    if ($LASTEXITCODE) { throw "mkfifo: exit code $LASTEXITCODE" }
    $gate
}

# The command line with which a task passes a gate.
function Get-GateCommand([string] $Gate) { "echo up >$Gate.up; read go <$Gate.go" }

# Waits until a task is at the gate.
function Wait-Gate([string] $Gate) {
    $null = timeout $endLimit cat "$Gate.up"
    if ($LASTEXITCODE) { throw "No task came to the gate in $endLimit seconds." }
}

# Lets the task at the gate through.
function Open-Gate([string] $Gate) {
    timeout $endLimit sh -c 'echo go >"$1"' sh "$Gate.go"
    if ($LASTEXITCODE) { throw "No task was at the gate in $endLimit seconds." }
}

# Submits a job whose tasks have these command lines and returns its number.
function Start-TestJob([string[]] $CommandLine, [string] $Name = '') {
    $job = New-HpcJob -Name $Name
    foreach ($line in $CommandLine) { $null = Add-HpcTask -Job $job -CommandLine $line }
    (Submit-HpcJob -Job $job).Id
}

# Submits a job whose one task waits at a gate, waits until it is there, and returns the job's number and the gate.
function Start-HeldJob([string] $Before = ':', [string] $After = ':') {
    $gate = New-Gate
    $id = Start-TestJob "$Before; $(Get-GateCommand $gate); $After"
    Wait-Gate $gate
    [pscustomobject]@{ Id = $id; Gate = $gate }
}

# Submits a job that has nothing but a success behind it, or a failure, waits for its end and returns it.
function Complete-TestJob([string] $CommandLine = 'true') { Wait-HpcJob -Id (Start-TestJob $CommandLine) -Timeout $endLimit }

# Takes the machine's own node away and makes nodes of one core each; tasks may share it. They are Online unless that is not wanted.
function New-TestNode([string[]] $Name, [int] $SubscribedCores = 4, [string] $State = 'Online') {
    if ([Environment]::ProcessorCount -lt $Name.Count) { throw "For $($Name.Count) nodes the machine needs as many cores; it has $([Environment]::ProcessorCount)." }
    Get-HpcNode | Set-HpcNodeState -State Offline | Remove-HpcNode
    foreach ($node in $Name) { $null = New-HpcNode -Name $node -Cores 1 | Set-HpcNode -SubscribedCores $SubscribedCores }
    if ($State -eq 'Online') { $null = Set-HpcNodeState -Name $Name -State Online }
}

# The errors that a script writes or throws.
function Get-Problem([scriptblock] $Script) {
    $ErrorActionPreference = 'Continue'
    try { @(& $Script 2>&1).Where({ $_ -is [System.Management.Automation.ErrorRecord] }) }
    catch { $_ }
}

# Runs a script that must meet one error, and returns it.
function Assert-Problem([scriptblock] $Script, [string] $ErrorId, [string] $ErrorCategory, $ErrorTarget) {
    # The names are long because the script sees them.
    $problems = @(Get-Problem $Script)
    $problems | Should -HaveCount 1 -Because "one error was expected, $ErrorId, and there was: $problems"
    $problem = $problems[0]
    $problem.FullyQualifiedErrorId | Should -BeLike "$ErrorId,HpcScheduler.Cmdlets.*" -Because $problem.Exception.Message
    if ($ErrorCategory) { $problem.CategoryInfo.Category | Should -Be $ErrorCategory }
    if ($PSBoundParameters.ContainsKey('ErrorTarget')) { $problem.TargetObject | Should -Be $ErrorTarget }
    $problem
}

# Runs a script in a PowerShell of its own, with the same module and scheduler; arguments and output are text.
function Invoke-Elsewhere([scriptblock] $Script, [string[]] $ArgumentList) {
    $file = "$(Get-NewPath).ps1"
    $begin = 'Set-StrictMode -Version Latest; $ErrorActionPreference = ''Stop''; Import-Module "$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"'
    Set-Content -Path $file -Value ($begin + "`
& {$Script} @args")
    try {
        $output = pwsh -NoProfile -NonInteractive -File $file @ArgumentList 2>&1
        if ($LASTEXITCODE) { throw "The other PowerShell ended with $LASTEXITCODE`: $output" }
        $output
    }
    finally { Remove-Item -Path $file }
}

# The lines of a view, without those that are empty.
function Get-View($InputObject, [int] $Width, [string] $As = 'Table') {
    $PSStyle.OutputRendering = 'PlainText'
    $text = $As -eq 'Table' ? ($InputObject | Format-Table | Out-String -Width $Width) : ($InputObject | Format-List | Out-String -Width $Width)
    $text.Split("`n").TrimEnd().Where({ $_ })
}

# The processes that name the folder in their command line or were started with it in their environment.
function Get-FolderProcess([string] $Folder) {
    foreach ($entry in [IO.Directory]::EnumerateDirectories('/proc')) {
        $id = 0
        if (-not [int]::TryParse([IO.Path]::GetFileName($entry), [ref] $id) -or $id -eq $PID) { continue }
        try { $said = [IO.File]::ReadAllText("$entry/cmdline") + [IO.File]::ReadAllText("$entry/environ") }
        catch [IO.IOException], [UnauthorizedAccessException] {
            # It has just ended, or is somebody else's: no error for those who read the list of them.
            $global:Error.RemoveAt(0)
            continue
        }
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
