# The administrator's program that is asked about each job that is submitted: real scripts, and a host that is killed while one runs.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 2

    # Makes a script the submission filter.
    function Set-Filter([string[]] $Line) {
        $path = Get-NewPath
        Set-Content -Path $path -Value (@('#!/bin/sh') + $Line)
        chmod 700 $path
        Set-HpcClusterProperty -SubmissionFilterProgram $path
        $path
    }

    # A job that a filter is going to be asked about.
    function New-FilteredJob([string] $CommandLine = 'true') { New-HpcJob -Name filtered | Add-HpcTask -CommandLine $CommandLine }

    # Runs a script while something else goes on.
    function Start-Script([scriptblock] $Script, [object[]] $ArgumentList) {
        $shell = [powershell]::Create().AddScript('$ErrorActionPreference = "Stop"; Import-Module "$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"').AddStatement()
        $null = $shell.AddScript($Script)
        foreach ($argument in $ArgumentList) { $null = $shell.AddArgument($argument) }
        [pscustomobject]@{ Shell = $shell; Result = $shell.BeginInvoke() }
    }

    # What the script returned, when it has ended; throws what it threw.
    function Receive-Script($Running) {
        try { $Running.Shell.EndInvoke($Running.Result) } finally { $Running.Shell.Dispose() }
    }

    # Submits a job while something else goes on.
    function Start-Submission([int] $Id) { Start-Script { param($Id) Submit-HpcJob -Id $Id } $Id }
}

AfterAll { Remove-TestScheduler }

Describe 'A submission filter' {
    AfterEach { Set-HpcClusterProperty -SubmissionFilterProgram '' -SubmissionFilterTimeout 15 }

    It 'gets a private file with the job, and nothing to read' {
        $seen = Get-NewPath
        $null = Set-Filter "echo `$# `$1 `$(stat -c %a `"`$1`") `$(wc -c) >$seen", "cp `"`$1`" $seen.xml"
        $job = New-FilteredJob -CommandLine 'echo "a < b"' | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $count, $path, $mode, $read = (Get-Content -Path $seen) -split ' '
        $count, $mode, $read | Should -Be '1', '600', '0'
        $path | Should -BeLike "$env:CCP_SCHEDULER/*"
        $path | Should -Not -Exist
        $copy = New-HpcJob -JobFile "$seen.xml"
        $copy.Name | Should -Be 'filtered'
        (Get-HpcTask -JobId $copy.Id).CommandLine | Should -Be 'echo "a < b"'
    }

    It 'accepts with 0 what it has changed all the same, and that does not count' {
        $null = Set-Filter 'echo nonsense >"$1"'
        (New-FilteredJob | Submit-HpcJob | Wait-HpcJob -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'changes the job with 1, and not its tasks' {
        $null = Set-Filter 'sed -i ''s/Priority="[^"]*"/Priority="Highest"/; s/CommandLine="true"/CommandLine="false"/'' "$1"', 'exit 1'
        $job = New-FilteredJob | Submit-HpcJob | Wait-HpcJob -Timeout $endLimit
        $job.State, $job.Priority, $job.Name | Should -Be 'Finished', 'Highest', 'filtered'
        (Get-HpcTask -JobId $job.Id).CommandLine | Should -Be 'true'
    }

    It 'leaves the job as it is with 1 when the file is as it was' {
        $null = Set-Filter 'exit 1'
        $job = New-HpcJob -Name same -NumCores 1-2 -RunTime 1:00 -JobEnv A=1 -CustomProperties 'colour=blue' -ValidExitCodes '0..2' -HoldUntil (Get-Date).AddHours(1)
        $submitted = $job | Add-HpcTask -CommandLine true | Submit-HpcJob
        $passed = 'State', 'PreviousState', 'ChangeTime', 'SubmitTime', 'PendingReason', 'PendingMessage', '*Count', 'HoldUntil'
        $before, $after = $job, $submitted | ForEach-Object { $_ | Select-Object -Property * -ExcludeProperty $passed | ConvertTo-Json -Depth 3 }
        $after | Should -Be $before
        Stop-HpcJob -Id $job.Id
    }

    It 'refuses the job with <_>' -ForEach 2, 3, 4, 77 {
        $null = Set-Filter 'echo "too large." >&2', "exit $_"
        $job = New-FilteredJob
        $problem = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcSubmissionFilterFailed' InvalidOperation
        $problem.Exception.Message | Should -BeLike "*job $($job.Id)*exit code ${_}: too large.*"
        $failed = Get-HpcJob -Id $job.Id
        $failed.State, $failed.ErrorMessage | Should -Be 'Failed', $problem.Exception.Message
        $failed.ErrorCode | Should -Be 0x80040642
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Failed'
    }

    It 'refuses the job when a signal ends it, with the first 1,000 characters of what it said' {
        $null = Set-Filter 'head -c 200000 /dev/zero | tr ''\0'' x >&2', 'kill -SEGV $$'
        $problem = Assert-Problem { New-FilteredJob | Submit-HpcJob } 'HpcSubmissionFilterFailed'
        $problem.Exception.Message | Should -BeLike ('*exit code 139: ' + 'x' * 1000 + '.*')
    }

    It 'refuses when its time is over, and is killed with all it has started' {
        $pipe = Get-NewPath
        mkfifo $pipe
        $end = Start-Script { param($Pipe, $Limit) $null = timeout $Limit cat $Pipe; $LASTEXITCODE } $pipe, $endLimit
        $null = Set-Filter "exec 3>$pipe", 'sleep 600 & wait'
        Set-HpcClusterProperty -SubmissionFilterTimeout 1
        $null = Assert-Problem { New-FilteredJob | Submit-HpcJob } 'HpcSubmissionFilterTimeout' OperationTimeout
        Receive-Script $end | Should -Be 0
    }

    It 'refuses when it is <What>' -ForEach @(
        @{ What = 'missing'; Make = { Get-NewPath } }
        @{ What = 'not executable'; Make = { $path = Get-NewPath; Set-Content -Path $path -Value "#!/bin/sh`nexit 0"; chmod 600 $path; $path } }
        @{ What = 'a folder'; Make = { Get-TestFolder } }
    ) {
        $path = & $Make
        Set-HpcClusterProperty -SubmissionFilterProgram $path
        $problem = Assert-Problem { New-FilteredJob | Submit-HpcJob } 'HpcSubmissionFilterMissing' ResourceUnavailable
        $problem.Exception.Message | Should -BeLike "*'$path'*"
    }

    It 'refuses when it <What>' -ForEach @(
        @{ What = 'leaves nonsense'; Line = 'echo nonsense >"$1"' }
        @{ What = 'leaves no file'; Line = 'rm "$1"' }
        @{ What = 'leaves half a file'; Line = 'truncate -s 100 "$1"' }
        @{ What = 'sets what is not allowed'; Line = 'sed -i ''s/ Priority="[^"]*"/ Priority="9999"/'' "$1"' }
        @{ What = 'names a template that is not there'; Line = 'sed -i ''s/JobTemplate="[^"]*"/JobTemplate="none"/'' "$1"' }
    ) {
        $null = Set-Filter $Line, 'exit 1'
        $job = New-FilteredJob
        $null = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcSubmissionFilterInvalid' InvalidData
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Failed'
    }

    It 'answers what is not valid for the scheduler with its own error' {
        $null = Set-Filter 'exit 0'
        $null = Assert-Problem { New-HpcJob -NumCores 3-3 | Add-HpcTask -CommandLine true | Submit-HpcJob } 'HpcNotEnoughCores' ResourceUnavailable
    }

    It 'is asked when a job or task is queued again, or the custom properties of a queued job change' {
        $held = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine true | Submit-HpcJob
        $failed = Complete-TestJob 'exit 1'
        $null = Set-Filter 'exit 5'
        $null = Assert-Problem { Restart-HpcJob -Id $failed.Id } 'HpcSubmissionFilterFailed'
        $null = Assert-Problem { Restart-HpcTask -JobId $failed.Id -TaskId 1 } 'HpcSubmissionFilterFailed'
        $null = Assert-Problem { Set-HpcJob -Id $held.Id -CustomProperties 'colour=blue' } 'HpcSubmissionFilterFailed'
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Failed'
        Set-HpcClusterProperty -SubmissionFilterProgram ''
        Restart-HpcJob -Id $failed.Id
        (Wait-HpcJob -Id $failed.Id -Timeout $endLimit).State | Should -Be 'Failed'
        (Get-HpcTask -JobId $failed.Id).ExitCode | Should -Be 1
    }

    It 'keeps the job from being canceled while it is asked, and nobody else waiting' {
        $gate = New-Gate
        $null = Set-Filter (Get-GateCommand $gate)
        $job = New-FilteredJob
        $submission = Start-Submission $job.Id
        Wait-Gate $gate
        $asked = Get-HpcJob -Id $job.Id
        $asked.State, $asked.PendingMessage | Should -Be 'ExternalValidation', 'It waits for the answer of the submission filter.'
        (Get-HpcTask -JobId $job.Id).PendingMessage | Should -Be 'Its job waits for the answer of the submission filter.'
        $problem = Assert-Problem { Stop-HpcJob -Id $job.Id } 'HpcJobNotCancelable' InvalidOperation
        $problem.Exception.Message | Should -BeLike '*ExternalValidation*'
        (New-HpcJob).State | Should -Be 'Configuring'
        Open-Gate $gate
        (Receive-Script $submission).Id | Should -Be $job.Id
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'is asked again when the host <What> while it ran' -ForEach @(
        @{ What = 'was killed'; End = { param($Process) $Process | Stop-Process -Force }; IsLeft = $true }
        @{ What = 'stopped'; End = { Stop-HpcScheduler -Path $env:CCP_SCHEDULER -Confirm:$false }; IsLeft = $false }
    ) {
        $gate = New-Gate
        $asked = Get-NewPath
        # Only the first one waits.
        $null = Set-Filter "echo asked >>$asked", "mkdir $gate || exit 0", (Get-GateCommand $gate)
        Set-HpcClusterProperty -SubmissionFilterTimeout 120
        $job = New-FilteredJob
        $submission = Start-Submission $job.Id
        Wait-Gate $gate
        $process = Get-Process -Id (Get-HpcScheduler -Path $env:CCP_SCHEDULER).ProcessId
        & $End $process
        $null = $process.WaitForExit([timespan]::FromSeconds($endLimit))
        { Receive-Script $submission } | Should -Throw
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.RequeueCount | Should -Be 'Finished', 0
        Get-Content -Path $asked | Should -Be 'asked', 'asked'
        (Get-HpcTask -JobId $job.Id).Instance | Should -Be 1
        # A host that is killed cannot end what it has started.
        if ($IsLeft) { Open-Gate $gate }
    }
}

Describe 'Set-HpcClusterProperty' {
    It 'refuses <Name> <Value>' -ForEach @(
        @{ Name = 'SubmissionFilterProgram'; Value = 'filter.sh' }
        @{ Name = 'SubmissionFilterTimeout'; Value = 0 }
        @{ Name = 'SubmissionFilterTimeout'; Value = 121 }
    ) {
        $setting = @{ $Name = $Value }
        $null = Assert-Problem { Set-HpcClusterProperty @setting } 'HpcValueOutOfRange' InvalidArgument $Name
    }
}
