<#
.SYNOPSIS
Builds, tests, shows and measures HpcScheduler. The only entry; nothing is downloaded but what NuGet restores. Where there is no PowerShell,
./build takes the same arguments and brings one.

.PARAMETER Task
Build    the module in place: Import-Module ./HpcScheduler.psd1
Package  out/HpcScheduler, the folder that ships, compiled ahead of time
Test     every suite, as `dotnet test` does; its last lines say which PowerShell and which Pester ran the Pester files
Demo     a scheduler in a temporary folder: a sweep, a cancel, a requeue; nothing is left behind
Docs     what Get-Help reads, from docs/cmdlets
Bench    every figure beside that of its peer
Simulate whole lives of a scheduler from seeds; a broken rule names its seed
Crash    a real host killed at every point that has a name; prints what was lost, doubled, stuck or left
Faults   a real host whose disk is full, fails or has spoiled a file, at ever other places; prints what was lost, doubled, stuck or left
Roles    every request of docs/permissions.md sent to a real host by each role; as root, who alone can be other users
Fuzz     hostile inputs for everything that is read from outside; a finding names its target, its seed and its input
Load     a real host with many clients beside a long queue, and one that has run many tasks beside a fresh one; prints what was lost, doubled or
         stuck, how long requests took, and what the host used

.PARAMETER Configuration
Release, or Debug. Without it Release for what ships and what is measured, else what `dotnet test` builds, so that nothing is built twice.

.PARAMETER PesterVersion
With Test: the version of Pester that NuGet is to bring.

.PARAMETER UpdatePages
With Docs: first make the pages of new cmdlets and update the others.

.PARAMETER Benchmark
With Bench: these benchmarks only.

.PARAMETER Seeds
With Simulate: how many lives.

.PARAMETER Repetitions
With Crash: how often at each point; later ones kill the host when it comes there a later time.
With Faults: how often each fault comes, each time at another place.

.PARAMETER FirstSeed
With Simulate: the seed of the first life; the next has the next number. Without it a new one each time, which is printed.

.PARAMETER Inputs
With Fuzz: how many for each target. Those that need a scheduler of their own have one in twenty of them.

.PARAMETER Seed
With Fuzz: where each target begins. Without it a new one each time, which is printed.

.PARAMETER Minutes
With Load: how long requests come.

.PARAMETER Clients
With Load: how many clients send them.

.PARAMETER Rate
With Load: how many requests come in a second.

.PARAMETER Queue
With Load: how many tasks wait and run beside them.

.PARAMETER Tasks
With Load: how many tasks the host has run that is compared with a fresh one. A core runs some hundreds in a second.

.EXAMPLE
./build.ps1 -Task Build, Test

.EXAMPLE
./build.ps1 -Task Fuzz -Inputs 1000000
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Package', 'Test', 'Demo', 'Docs', 'Bench', 'Simulate', 'Crash', 'Faults', 'Roles', 'Fuzz', 'Load')] [string[]] $Task = 'Build',
    [ValidateSet('Release', 'Debug')] [string] $Configuration = 'Debug',
    [string] $PesterVersion = '',
    [switch] $UpdatePages,
    [string[]] $Benchmark = @(),
    [ValidateRange(1, [int]::MaxValue)] [int] $Seeds = 10000,
    [ValidateRange(1, [int]::MaxValue)] [int] $Repetitions = 20,
    [ValidateRange(0, [int]::MaxValue)] [int] $FirstSeed = [Environment]::TickCount -band 0x3fffffff,
    [ValidateRange(1, [int]::MaxValue)] [int] $Inputs = 1000000,
    [ValidateRange(0, [int]::MaxValue)] [int] $Seed = [Environment]::TickCount -band 0x3fffffff,
    [ValidateRange(0.01, 1440)] [double] $Minutes = 10,
    [ValidateRange(1, 10000)] [int] $Clients = 100,
    [ValidateRange(1, 100000)] [int] $Rate = 1000,
    [ValidateRange(10, 1000000)] [int] $Queue = 100000,
    [ValidateRange(100, 100000000)] [int] $Tasks = 1000000
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$shipped = $PSBoundParameters.ContainsKey('Configuration') ? $Configuration : 'Release'

# What a first look needs is made in a fraction of the time: neither analyzers nor code compiled ahead of time. A full build adds both.
$quick = '-p:PublishReadyToRun=false', '-p:RunAnalyzers=false', '-nologo', '-clp:NoSummary'

function Assert-Prerequisite {
    if ($PSVersionTable.PSVersion -lt [version]'7.6') { throw "PowerShell 7.6 is needed; this is $($PSVersionTable.PSVersion). ./build brings one." }
    if (-not (Get-Command -Name dotnet -CommandType Application -ErrorAction Ignore)) { throw 'The .NET 10 SDK is needed: dotnet is not on the PATH.' }
}

# A PowerShell of its own: an assembly that is imported stays until PowerShell ends. It is the program that runs this, whatever is on the PATH.
function Invoke-Script {
    $program = [Environment]::ProcessPath
    if ((Split-Path -Path $program -Leaf) -eq 'dotnet') { & $program "$PSHOME/pwsh.dll" -NoProfile -File @args }
    else { & $program -NoProfile -File @args }
}

function Invoke-Build {
    'Building the module ...'
    dotnet build "$PSScriptRoot/src/Cmdlets" --configuration $Configuration @quick
    "It is in place: Import-Module $PSScriptRoot/HpcScheduler.psd1"
}

function Invoke-Package { dotnet build "$PSScriptRoot/src/Cmdlets" --configuration $shipped }

function Invoke-Test {
    $version = if ($PesterVersion) { "-p:PesterVersion=$PesterVersion" } else { @() }
    dotnet test "$PSScriptRoot/HpcScheduler.slnx" --configuration $Configuration @version
}

function Invoke-Demo {
    Invoke-Build
    Invoke-Script "$PSScriptRoot/docs/demo.ps1" -Module "$PSScriptRoot/out/HpcScheduler"
}

function Invoke-Docs {
    if ($UpdatePages) {
        Invoke-Package
        Invoke-Script "$PSScriptRoot/docs/help.ps1" -UpdatePages
    }
    Invoke-Script "$PSScriptRoot/docs/help.ps1"
}

function Invoke-Bench {
    Invoke-Package
    dotnet run --project "$PSScriptRoot/tests/Bench" --configuration Release -- @Benchmark
}

function Invoke-Suite {
    param([string] $Name, [hashtable] $Sizes = @{}, [string[]] $Class = @(), [string[]] $Argument = @())
    foreach ($size in $Sizes.GetEnumerator()) { Set-Item -Path "env:HPCSCHEDULER_$($size.Key)" -Value $size.Value.ToString([cultureinfo]::InvariantCulture) }
    $classes = @(foreach ($one in $Class) { '-class', "HpcScheduler.$Name.$one" })
    try { dotnet run --project "$PSScriptRoot/tests/$Name" --configuration Release -- -noLogo -noColor -showLiveOutput @classes @Argument }
    finally { foreach ($key in $Sizes.Keys) { Remove-Item -Path "env:HPCSCHEDULER_$key" } }
}

function Invoke-Simulate { Invoke-Suite Simulation @{ SEEDS = $Seeds; FIRST_SEED = $FirstSeed } }

function Invoke-Crash { Invoke-Suite Crash @{ CRASH_REPETITIONS = $Repetitions } CrashMatrixTests }

function Invoke-Faults {
    Invoke-Suite Crash @{ STORAGE_REPETITIONS = $Repetitions } StorageMatrixTests, StorageFaultTests, FullDiskTests, RefusedFolderTests
}

function Invoke-Roles { Invoke-Suite Crash -Class RoleTableTests }

function Invoke-Fuzz { Invoke-Suite Fuzz @{ INPUTS = $Inputs; FUZZ_SEED = $Seed } }

function Invoke-Load {
    $sizes = @{ LOAD_MINUTES = $Minutes; LOAD_CLIENTS = $Clients; LOAD_RATE = $Rate; LOAD_QUEUE = $Queue; LOAD_TASKS = $Tasks }
    Invoke-Suite Load $sizes -Argument '-parallel', 'none'
}

Assert-Prerequisite
foreach ($name in $Task) { & "Invoke-$name" }
