# The administrator's program that is asked before a job gets cores: real scripts, and what HPC Pack's samples of such filters rely on.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 2

    # Makes a script the activation filter. It finds the number and the name of the job in $id and $name.
    function Set-Filter([string[]] $Line) {
        $path = Get-NewPath
        $attribute = { param($Name) 'sed -n ''s/^<Job [^>]* ' + $Name + '="\([^"]*\)".*/\1/p'' "$1"' }
        Set-Content -Path $path -Value (@('#!/bin/sh', "id=`$($(& $attribute Id))", "name=`$($(& $attribute Name))") + $Line)
        chmod 700 $path
        Set-HpcClusterProperty -ActivationFilterProgram $path
    }

    function Start-Job([string] $Name, [string] $CommandLine = 'true', [string] $License = '') {
        New-HpcJob -Name $Name -License $License | Add-HpcTask -CommandLine $CommandLine | Submit-HpcJob
    }

    function Wait-End([int] $Id) { Wait-HpcJob -Id $Id -Timeout $endLimit }
}

AfterAll { Remove-TestScheduler }

Describe 'An activation filter' {
    AfterEach {
        Set-HpcClusterProperty -ActivationFilterProgram '' -ActivationFilterTimeout 15 -DefaultHoldDuration 900
        $left = @(Get-HpcJob -State Queued, Running)
        # One that has just been let go may have ended.
        if ($left) { Stop-HpcJob -Id $left.Id -Force -Confirm:$false -ErrorAction Ignore; $null = Wait-HpcJob -Id $left.Id -Timeout $endLimit }
    }

    It 'gets a private file with the job, which waits for its answer' {
        $gate, $seen = (New-Gate), (Get-NewPath)
        Set-Filter "echo `$# `$1 `$(stat -c %a `"`$1`") `$(wc -c) `$name >$seen", (Get-GateCommand $gate)
        $job = Start-Job first
        Wait-Gate $gate
        $asked = Get-HpcJob -Id $job.Id
        $asked.State, $asked.PendingReason | Should -Be 'Queued', 'ActivationFilter'
        $asked.PendingMessage | Should -Be 'It waits for the activation filter to let it start, and those behind it wait with it.'
        (Get-HpcTask -JobId $job.Id).PendingMessage | Should -BeLike 'Its job waits: It waits for the activation filter*'
        Open-Gate $gate
        (Wait-End $job.Id).State | Should -Be 'Finished'
        $count, $path, $mode, $read, $name = (Get-Content -Path $seen) -split ' '
        $count, $mode, $read, $name | Should -Be '1', '600', '0', 'first'
        $path | Should -BeLike "$env:CCP_SCHEDULER/*"
        $path | Should -Not -Exist
    }

    It 'changes nothing, whatever it writes into the file' {
        Set-Filter 'echo nonsense >"$1"'
        (Wait-End (Start-Job first).Id).State | Should -Be 'Finished'
    }

    It 'holds the queue with 1, until it is asked again' {
        Set-HpcClusterProperty -DefaultHoldDuration 1
        $gate, $mark = (New-Gate), (Get-NewPath)
        Set-Filter 'test $name = first || exit 0', "mkdir $mark && exit 1", (Get-GateCommand $gate)
        $first, $second = (Start-Job first), (Start-Job second)
        Wait-Gate $gate
        (Get-HpcJob -Id $first.Id).PendingReason | Should -Be 'ActivationFilter'
        (Get-HpcJob -Id $second.Id).PendingReason | Should -Be 'JobSubmittedEarlier'
        Open-Gate $gate
        (Wait-End $first.Id).State, (Wait-End $second.Id).State | Should -Be 'Finished', 'Finished'
        (Get-HpcJob -Id $second.Id -State All).StartTime | Should -BeGreaterOrEqual (Get-HpcJob -Id $first.Id -State All).StartTime
    }

    It 'lets the others go on with <_>, and is asked again when one of them ends' -ForEach 2, 5, 255 {
        $mark = Get-NewPath
        $gate = New-Gate
        Set-Filter 'test $name = first || exit 0', "test -e $mark || exit $_"
        $first = Start-Job first
        $second = Start-Job second (Get-GateCommand $gate)
        # Its task is there: so the program has answered about the first, and the second has gone on.
        Wait-Gate $gate
        $waiting = Get-HpcJob -Id $first.Id
        $waiting.State, $waiting.PendingReason | Should -Be 'Queued', 'ActivationFilter'
        $waiting.PendingMessage | Should -BeLike 'The activation filter does not let it start; it is asked again when cores become free, at * at the latest.'
        $null = New-Item -Path $mark
        Open-Gate $gate
        (Wait-End $second.Id).State, (Wait-End $first.Id).State | Should -Be 'Finished', 'Finished'
    }

    It 'holds the job with 3 for DefaultHoldDuration' {
        Set-HpcClusterProperty -DefaultHoldDuration 2
        $mark = Get-NewPath
        Set-Filter 'test $name = first || exit 0', "mkdir $mark && exit 3", 'exit 0'
        $first = Start-Job first
        $second = Start-Job second
        (Wait-End $second.Id).State | Should -Be 'Finished'
        (Wait-End $first.Id).State | Should -Be 'Finished'
        $ends = $first, $second | ForEach-Object { (Get-HpcJob -Id $_.Id -State All).StartTime }
        ($ends[0] - $ends[1]).TotalSeconds | Should -BeGreaterThan 1
    }

    It 'fails the job with 4, and says why' {
        Set-Filter 'echo "There is no such license." >&2', 'exit 4'
        $job = Wait-End (Start-Job first).Id
        $job.State, $job.ErrorMessage | Should -Be 'Failed', 'The activation filter failed it: There is no such license.'
        $job.ErrorCode | Should -Be 0x800409EA
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Queued'
        Set-HpcClusterProperty -ActivationFilterProgram ''
        Restart-HpcJob -Id $job.Id
        (Wait-End $job.Id).State | Should -Be 'Finished'
    }

    It 'lets the job start when it is too slow, and is killed' {
        $pipe = Get-NewPath
        mkfifo $pipe
        Set-HpcClusterProperty -ActivationFilterTimeout 1
        Set-Filter "exec 3<>$pipe", 'sleep 600'
        (Wait-End (Start-Job first).Id).State | Should -Be 'Finished'
    }

    It 'lets nothing start when it is missing, and everything when there is none any more' {
        Set-HpcClusterProperty -ActivationFilterProgram (Get-NewPath) -DefaultHoldDuration 1
        $first, $second = (Start-Job first), (Start-Job second)
        Set-Filter 'test $name = second || exit 5'
        (Wait-End $second.Id).State | Should -Be 'Finished'
        (Get-HpcJob -Id $first.Id).State | Should -Be 'Queued'
        Set-HpcClusterProperty -ActivationFilterProgram ''
        (Wait-End $first.Id).State | Should -Be 'Finished'
    }

    It 'is asked again by the next host, and what it holds stays held' {
        $gate, $asked = (New-Gate), (Get-NewPath)
        Set-Filter "echo `$name >>$asked", 'test $name = held && exit 3', "mkdir $gate || exit 0", (Get-GateCommand $gate)
        Set-HpcClusterProperty -ActivationFilterTimeout 120
        $held = Start-Job held
        $job = Start-Job first
        Wait-Gate $gate
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER -Confirm:$false
        (Wait-End $job.Id).State | Should -Be 'Finished'
        (Get-HpcJob -Id $held.Id).PendingReason | Should -Be 'HeldByActivationFilter'
        Get-Content -Path $asked | Should -Be 'held', 'first', 'first'
    }

    It 'is asked before a running job grows' {
        $growth, $gate = (Get-NewPath), (New-Gate)
        $blocker = Start-HeldJob
        Set-Filter "test -e $growth && exit 1", 'exit 0'
        $job = New-HpcJob -Name growing -NumCores 1-2 | Add-HpcTask -CommandLine (Get-GateCommand $gate)
        $job = $job | Add-HpcTask -CommandLine true | Submit-HpcJob
        Wait-Gate $gate
        (Get-HpcJob -Id $job.Id).CurrentAllocation | Should -Be 1
        $null = New-Item -Path $growth
        Open-Gate $blocker.Gate
        $null = Wait-End $blocker.Id
        # Another is asked about after it, and is refused as well: the program has answered.
        Set-Filter 'test $name = growing || exit 4'
        (Wait-End (Start-Job other).Id).State | Should -Be 'Failed'
        Open-Gate $gate
        (Wait-End $job.Id).State | Should -Be 'Finished'
    }
}

Describe 'HoldUntil, the sample filter' {
    AfterAll { Set-HpcClusterProperty -ActivationFilterProgram '' -ActivationFilterTimeout 15 -DefaultHoldDuration 900 }

    It 'puts large jobs on hold until the evening and lets others start' {
        # PowerShell may be a program of its own or one that dotnet runs.
        $shell = [Environment]::ProcessPath
        if ((Split-Path -Leaf $shell) -eq 'dotnet') { $shell = "$shell' '$PSHOME/pwsh.dll" }
        $evening = [DateTime]::Today.AddDays(1).AddHours(19)
        $hold = "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; Set-HpcJob -Scheduler '$env:CCP_SCHEDULER' -Id '`$id' -HoldUntil '$($evening.ToString('s'))'"
        $gate = New-Gate
        # Where the hold could not be set, as on a machine that has no time for it, the job is asked about again.
        Set-HpcClusterProperty -ActivationFilterTimeout 120 -DefaultHoldDuration 1
        Set-Filter 'test $name = large || exit 0', "'$shell' -NoProfile -NonInteractive -Command `"$hold`" >/dev/null || exit 2", (Get-GateCommand $gate), 'exit 3'
        $large = Start-Job large
        Wait-Gate $gate
        # The others go on as soon as it is on hold, before the program has ended.
        (Wait-End (Start-Job small).Id).State | Should -Be 'Finished'
        $held = Get-HpcJob -Id $large.Id
        $held.State, $held.PendingReason, $held.HoldUntil | Should -Be 'Queued', 'HeldByUser', $evening
        $held.PendingMessage | Should -BeLike "* until $($evening.ToString('yyyy-MM-dd HH:mm:ss'))."
        # Without the program first: it would be asked about the job once more.
        Set-HpcClusterProperty -ActivationFilterProgram ''
        Open-Gate $gate
        $null = Set-HpcJob -Id $large.Id -HoldUntil ([DateTime]::MinValue)
        (Wait-End $large.Id).State | Should -Be 'Finished'
    }
}

Describe 'FlexLM, the sample filter' {
    AfterAll { Set-HpcClusterProperty -ActivationFilterProgram '' }

    It 'starts a job that needs a license when another has given it back' {
        # One license, which is the folder; a task that has it gives it back.
        $license = Get-NewPath
        Set-Filter 'grep -q ''SoftwareLicense="[^"]'' "$1" || exit 0', "mkdir $license 2>/dev/null || exit 2"
        $gate = New-Gate
        $first = Start-Job first "$(Get-GateCommand $gate); rmdir $license" 'solver:1'
        Wait-Gate $gate
        $second = Start-Job second "rmdir $license" 'solver:1'
        $free = Start-Job free
        # The second core is kept for the job that waits for the license.
        (Get-HpcJob -Id $free.Id).State | Should -Be 'Queued'
        Open-Gate $gate
        $states = $first, $second, $free | ForEach-Object { (Wait-End $_.Id).State }
        $states | Should -Be 'Finished', 'Finished', 'Finished'
        $license | Should -Not -Exist
    }
}

Describe 'Set-HpcClusterProperty' {
    It 'refuses <Name> <Value>' -ForEach @(
        @{ Name = 'ActivationFilterProgram'; Value = 'filter.sh' }
        @{ Name = 'ActivationFilterTimeout'; Value = 0 }
        @{ Name = 'ActivationFilterTimeout'; Value = 121 }
        @{ Name = 'DefaultHoldDuration'; Value = 0 }
    ) {
        $setting = @{ $Name = $Value }
        $null = Assert-Problem { Set-HpcClusterProperty @setting } 'HpcValueOutOfRange' InvalidArgument $Name
    }
}
