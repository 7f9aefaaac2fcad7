# What canceling a job promises, clause by clause, as a user meets it.
# A job is Submitted or Validating only inside one step of the scheduler, so nobody outside meets it there; the unit tests of the core cover these.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 1

    # 320 characters: letters outside ASCII, and letters that take two UTF-16 units each.
    $message = 'ä漢😀𝔊z' * 64

    function Get-Line([string] $Path) { (Test-Path -Path $Path) ? @(Get-Content -Path $Path) : @() }

    # The command line that writes a file when it gets the stop signal and then ends.
    function Get-TrapCommand([string] $Told, [string] $Gate) { "trap 'echo told >$Told; exit 0' TERM; sleep 1000 & echo up >$Gate.up; wait" }

    function Start-TrappedJob([string] $ReleaseCommand) {
        $gate = New-Gate
        $told = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine (Get-TrapCommand $told $gate)
        if ($ReleaseCommand) { $null = Add-HpcTask -Job $job -Type NodeRelease -CommandLine $ReleaseCommand }
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        [pscustomobject]@{ Id = $job.Id; Told = $told; Gate = $gate }
    }

    function Get-Ending([int] $Id) {
        $job = Get-HpcJob -Id $Id
        ($job.EndTime - $job.CancelTime).TotalSeconds
    }
}

AfterAll { Remove-TestScheduler }

Describe 'A job can be canceled' {
    It 'while it is Configuring' {
        $job = New-HpcJob
        Stop-HpcJob -Id $job.Id
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
    }

    It 'while it is Queued' {
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1)
        $null = Add-HpcTask -Job $job -CommandLine 'true'
        (Submit-HpcJob -Job $job).State | Should -Be 'Queued'
        Stop-HpcJob -Id $job.Id
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Queued'
    }

    It 'while it is Running' {
        $held = Start-HeldJob
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Running'
        Stop-HpcJob -Id $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
    }
}

Describe 'A job that has ended' {
    It 'is refused when it is <State>: the error names the state, and nothing changes' -ForEach @(
        @{ State = 'Finished'; Make = { (Complete-TestJob 'true').Id } }
        @{ State = 'Failed'; Make = { (Complete-TestJob 'exit 3').Id } }
        @{ State = 'Canceled'; Make = { $job = New-HpcJob; Stop-HpcJob -Id $job.Id -Message 'first'; $job.Id } }
    ) {
        $id = & $Make
        $before = Get-HpcJob -Id $id
        $before.State | Should -Be $State
        foreach ($switches in @{}, @{ Force = $true }, @{ Graceful = $true }) {
            $problem = Assert-Problem { Stop-HpcJob -Id $id -Message 'again' @switches } 'HpcJobNotCancelable' InvalidOperation $id
            $problem.Exception.Message | Should -BeLike "Job $id is $State and cannot be canceled.*"
        }
        Get-HpcJob -Id $id | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
    }
}

Describe 'The message' {
    It 'comes back whole in another PowerShell: 320 characters, of which many are outside ASCII and beyond 16 bits' {
        @($message.EnumerateRunes()).Count | Should -Be 320
        $message.Length | Should -BeGreaterThan 320
        $held = Start-HeldJob
        Stop-HpcJob -Id $held.Id -Message $message
        $file = Get-NewPath
        Invoke-Elsewhere { param($id, $file) [IO.File]::WriteAllText($file, (Get-HpcJob -Id $id).ErrorMessage) } $held.Id, $file
        [IO.File]::ReadAllText($file) | Should -BeExactly $message
    }

    It 'is refused with 321 characters before anything happens' {
        $told = Get-NewPath
        $held = Start-HeldJob -Before "trap 'echo told >$told' TERM"
        $before = Get-HpcJob -Id $held.Id
        foreach ($switches in @{}, @{ Force = $true }, @{ Graceful = $true }, @{ State = 'Finished' }) {
            $problem = Assert-Problem { Stop-HpcJob -Id $held.Id -Message ($message + 'x') @switches } 'HpcMessageTooLong' LimitsExceeded
            $problem.Exception.Message | Should -BeLike '*321 characters*320*'
        }
        Get-HpcJob -Id $held.Id | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $told | Should -Not -Exist
    }

    It 'may be empty, or not be given' {
        foreach ($arguments in @{ Message = '' }, @{}) {
            $job = New-HpcJob
            Stop-HpcJob -Id $job.Id @arguments
            (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
            (Get-HpcJob -Id $job.Id).ErrorMessage | Should -BeExactly ''
        }
    }

    It 'is kept with its line breaks and quotes' {
        $text = "first 'line'`nsecond `"line`"`t`$x"
        $job = New-HpcJob
        Stop-HpcJob -Id $job.Id -Message $text
        (Get-HpcJob -Id $job.Id).ErrorMessage | Should -BeExactly $text
    }
}

Describe 'A canceled job' {
    BeforeAll {
        $gate = New-Gate
        $job = New-HpcJob -Name 'of every kind'
        $null = Add-HpcTask -Job $job -Name done -CommandLine 'true'
        $null = Add-HpcTask -Job $job -Name bad -CommandLine 'exit 4'
        $null = Add-HpcTask -Job $job -Name running -Depend done, bad -CommandLine (Get-GateCommand $gate)
        $null = Add-HpcTask -Job $job -Name waiting -Depend running -CommandLine 'true'
        $null = Add-HpcTask -Job $job -Name dropped -Depend running -CommandLine 'true'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 5
        $listed = @(Get-HpcJob).ForEach({ $_.Id })
        $before = Get-Date
        Stop-HpcJob -Id $job.Id -Message 'enough'
        $canceled = Get-HpcJob -Id $job.Id
        $tasks = @(Get-HpcTask -JobId $job.Id)
    }

    It 'has left the queue' {
        $listed | Should -Contain $job.Id
        @(Get-HpcJob).ForEach({ $_.Id }) | Should -Not -Contain $job.Id
    }

    It 'stays readable' {
        $canceled.Name | Should -Be 'of every kind'
        @(Get-HpcJob -State Canceled).Id | Should -Contain $job.Id
        $tasks | Should -HaveCount 5
    }

    It 'says who stopped it, when, how and why' {
        $canceled.ErrorMessage | Should -BeExactly 'enough'
        $canceled.ErrorCode | Should -Be 0x80040201
        $canceled.CanceledBy | Should -Be $canceled.Owner
        $canceled.CancelRequest | Should -Be 'CancelByUser'
        $canceled.CancelTime | Should -BeGreaterOrEqual $before.AddSeconds(-1)
        $canceled.EndTime | Should -BeGreaterOrEqual $canceled.CancelTime
    }

    It 'has its finished task Finished' { $tasks[0].State | Should -Be 'Finished' }

    It 'has its failed task Failed, with the exit code that it had' {
        $tasks[1].State | Should -Be 'Failed'
        $tasks[1].ExitCode | Should -Be 4
    }

    It 'has the task that ran Failed, because its job was canceled' {
        $tasks[2].State | Should -Be 'Failed'
        $tasks[2].ErrorCode | Should -Be 0x800409D3
    }

    It 'has its queued task still Queued' { $tasks[3].State | Should -Be 'Queued' }

    It 'has the task that was canceled before it ran Canceled' { $tasks[4].State | Should -Be 'Canceled' }

    It 'counts its tasks by these states' {
        $canceled.TaskCount | Should -Be 5
        $canceled.FinishedTaskCount, $canceled.FailedTaskCount, $canceled.QueuedTaskCount, $canceled.CanceledTaskCount | Should -Be 1, 2, 1, 1
        $canceled.AllocatedCores, $canceled.RunningTaskCount | Should -Be 0, 0
    }
}

Describe 'The grace period' {
    It 'lets a task that heeds the stop signal end by itself' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 60
        try {
            $trapped = Start-TrappedJob
            Stop-HpcJob -Id $trapped.Id
            Get-Line $trapped.Told | Should -Be 'told'
            Get-Ending $trapped.Id | Should -BeLessThan 30
            (Get-HpcTask -JobId $trapped.Id).State | Should -Be 'Failed'
        }
        finally { Set-HpcClusterProperty -TaskCancelGracePeriod 1 }
    }

    It 'ends with the kill of a task that does not' {
        $held = Start-HeldJob -Before "trap '' TERM"
        Stop-HpcJob -Id $held.Id
        $task = Get-HpcTask -JobId $held.Id
        $task.State | Should -Be 'Failed'
        $seconds = Get-Ending $held.Id
        $seconds | Should -BeGreaterOrEqual 0.95
        $seconds | Should -BeLessThan 15
    }

    It 'is that of the cluster property' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 2
        try {
            $held = Start-HeldJob -Before "trap '' TERM"
            Stop-HpcJob -Id $held.Id
            Get-Ending $held.Id | Should -BeGreaterOrEqual 1.95
        }
        finally { Set-HpcClusterProperty -TaskCancelGracePeriod 1 }
    }

    It 'ends also for processes that went into a session of their own' {
        $gate = New-Gate
        $other = New-Gate
        $file = Get-NewPath
        # One is a child, the other has lost its parent as well.
        $escape = "setsid sh -c 'trap `"`" TERM; echo `$`$ >>$file; echo up >{0}.up; read go <{0}.go'"
        $id = Start-TestJob "($($escape -f $other) &); $($escape -f $gate) & wait"
        Wait-Gate $other
        Wait-Gate $gate
        $there = @(Get-Line $file)
        $there | Should -HaveCount 2
        foreach ($process in $there) { "/proc/$process" | Should -Exist }
        Stop-HpcJob -Id $id
        foreach ($process in $there) {
            # One that has ended but whose parent has not asked yet has no command line any more.
            $path = "/proc/$process/cmdline"
            $said = (Test-Path -Path $path) ? [IO.File]::ReadAllText($path) : ''
            $said | Should -Not -BeLike "*$file*"
        }
    }
}

Describe 'The node release task' {
    It 'runs after a plain cancel' {
        $marker = Get-NewPath
        $trapped = Start-TrappedJob -ReleaseCommand "echo released >>$marker"
        Stop-HpcJob -Id $trapped.Id
        Get-Line $trapped.Told | Should -Be 'told'
        Get-Line $marker | Should -Be 'released'
    }

    It 'may take NodeReleaseTaskTimeout, and then the job ends all the same' {
        Set-HpcClusterProperty -NodeReleaseTaskTimeout 1
        try {
            $marker = Get-NewPath
            $gate = New-Gate
            $trapped = Start-TrappedJob -ReleaseCommand "echo begun >$marker; $(Get-GateCommand $gate); echo ended >>$marker"
            Stop-HpcJob -Id $trapped.Id
            (Get-HpcJob -Id $trapped.Id).State | Should -Be 'Canceled'
            Get-Line $marker | Should -Be 'begun'
            $seconds = Get-Ending $trapped.Id
            $seconds | Should -BeGreaterOrEqual 0.95
            $seconds | Should -BeLessThan 15
        }
        finally { Set-HpcClusterProperty -NodeReleaseTaskTimeout 15 }
    }

    It 'does not run for a job that never started' {
        $marker = Get-NewPath
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1)
        $null = $job | Add-HpcTask -CommandLine 'true' | Add-HpcTask -Type NodeRelease -CommandLine "echo released >$marker" | Submit-HpcJob
        Stop-HpcJob -Id $job.Id
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
        $marker | Should -Not -Exist
    }
}

Describe '-Force' {
    It 'kills at once: no stop signal, no grace period, no node release' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 600
        try {
            $marker = Get-NewPath
            $trapped = Start-TrappedJob -ReleaseCommand "echo released >$marker"
            Stop-HpcJob -Id $trapped.Id -Force -Message 'now'
            $job = Get-HpcJob -Id $trapped.Id
            $job.State, $job.CancelRequest, $job.ErrorMessage | Should -Be 'Canceled', 'CancelForceByUser', 'now'
            $trapped.Told | Should -Not -Exist
            $marker | Should -Not -Exist
            (Get-HpcTask -JobId $trapped.Id -TaskId 1).State | Should -Be 'Failed'
        }
        finally { Set-HpcClusterProperty -TaskCancelGracePeriod 1 }
    }

    It 'hurries a job that is being canceled' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 600
        $other = [powershell]::Create()
        try {
            $gate = New-Gate
            # It heeds the stop signal by saying so, and goes on.
            $id = Start-TestJob "trap 'echo up >$gate.go' TERM; echo up >$gate.up; while :; do read go <$gate.none; done"
            mkfifo "$gate.none"
            Wait-Gate $gate
            $null = $other.AddCommand('Import-Module').AddArgument("$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1").AddStatement()
            $null = $other.AddCommand('Stop-HpcJob').AddParameter('Id', $id).AddParameter('Message', 'first')
            $waiting = $other.BeginInvoke()
            $null = timeout $endLimit cat "$gate.go"
            $LASTEXITCODE | Should -Be 0
            (Get-HpcJob -Id $id).State | Should -Be 'Canceling'
            Stop-HpcJob -Id $id -Force -Message 'second'
            $job = Get-HpcJob -Id $id
            $job.State, $job.ErrorMessage, $job.CancelRequest | Should -Be 'Canceled', 'second', 'CancelForceByUser'
            # The first command waited for the same job and is content as well.
            $null = $other.EndInvoke($waiting)
            $other.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $other.Dispose()
            Set-HpcClusterProperty -TaskCancelGracePeriod 1
        }
    }

    It 'cancels a job that is Finishing' {
        $gate = New-Gate
        $job = New-HpcJob
        $null = $job | Add-HpcTask -CommandLine 'true' | Add-HpcTask -Type NodeRelease -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Finishing'
        Stop-HpcJob -Id $job.Id -Force
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
        (Get-HpcTask -JobId $job.Id -TaskId 1).State | Should -Be 'Finished'
    }

    It 'is refused together with -Graceful, before anything happens' {
        $held = Start-HeldJob
        $null = Assert-Problem { Stop-HpcJob -Id $held.Id -Force -Graceful } 'HpcForceAndGraceful' InvalidArgument
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Running'
        Stop-HpcJob -Id $held.Id -Force
    }
}

Describe '-Graceful' {
    BeforeAll {
        $gate = New-Gate
        $marker = Get-NewPath
        $job = New-HpcJob -NumCores 1
        $null = $job | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Add-HpcTask -CommandLine "echo ran >$marker" | Submit-HpcJob
        Wait-Gate $gate
        Stop-HpcJob -Id $job.Id -Graceful -Message 'after this one'
        $meanwhile = Get-HpcJob -Id $job.Id
        Open-Gate $gate
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $tasks = @(Get-HpcTask -JobId $job.Id)
    }

    It 'returns at once, while the job is Canceling and its task runs' {
        $meanwhile.State | Should -Be 'Canceling'
        $meanwhile.RunningTaskCount | Should -Be 1
    }

    It 'lets what runs end by itself and keep its result' { $tasks[0].State, $tasks[0].ExitCode | Should -Be 'Finished', 0 }

    It 'starts nothing new' {
        $tasks[1].State | Should -Be 'Queued'
        $marker | Should -Not -Exist
    }

    It 'ends Canceled' { $ended.State, $ended.ErrorMessage, $ended.CancelRequest | Should -Be 'Canceled', 'after this one', 'CancelGraceful' }

    It 'gives way to a plain cancel' {
        $held = Start-HeldJob
        Stop-HpcJob -Id $held.Id -Graceful
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceling'
        Stop-HpcJob -Id $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
        (Get-HpcTask -JobId $held.Id).State | Should -Be 'Failed'
    }
}

Describe '-State Finished' {
    It 'ends the job and its running task Finished; what had not begun is Canceled' {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1
        $null = $job | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        Wait-Gate $gate
        Stop-HpcJob -Id $job.Id -State Finished -Message 'good enough'
        $ended = Get-HpcJob -Id $job.Id
        $ended.State, $ended.ErrorCode, $ended.ErrorMessage | Should -Be 'Finished', 0x80040370, 'good enough'
        $tasks = @(Get-HpcTask -JobId $job.Id)
        $tasks.State | Should -Be 'Finished', 'Canceled'
        $tasks[0].ErrorCode | Should -Be 0x800409EC
    }

    It 'waits for what runs together with -Graceful' {
        $held = Start-HeldJob -After 'echo whole'
        Stop-HpcJob -Id $held.Id -State Finished -Graceful
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Finishing'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $held.Id).Output | Should -Be "whole`n"
    }

    It 'is refused for a job that is Configuring' {
        $job = New-HpcJob
        $problem = Assert-Problem { Stop-HpcJob -Id $job.Id -State Finished } 'HpcJobNotCancelable' InvalidOperation $job.Id
        $problem.Exception.Message | Should -BeLike '*Configuring*cannot be finished*'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
    }
}

Describe 'A canceled job that is queued again' {
    BeforeAll {
        $gate = New-Gate
        $log = Get-NewPath
        $again = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name done -CommandLine "echo done >>$log"
        $null = Add-HpcTask -Job $job -Name bad -CommandLine "echo bad >>$log; test -e $again"
        $null = Add-HpcTask -Job $job -Name running -Depend done, bad -CommandLine "echo running >>$log; test -e $again || { $(Get-GateCommand $gate); }"
        $null = Add-HpcTask -Job $job -Name waiting -Depend running -CommandLine "echo waiting >>$log"
        $null = Add-HpcTask -Job $job -Name dropped -Depend running -CommandLine "echo dropped >>$log"
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 5
        Stop-HpcJob -Id $job.Id -Message 'once more'
        $null = New-Item -Path $again
        $null = Submit-HpcJob -Id $job.Id
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ran = Get-Line $log | Group-Object -AsHashTable -AsString
    }

    It 'runs to its end' {
        $ended.State, $ended.RequeueCount | Should -Be 'Finished', 1
        $ended.ErrorMessage, $ended.ErrorCode | Should -Be '', 0
    }

    It 'does not run its finished task again' { $ran['done'] | Should -HaveCount 1 }

    It 'runs its failed task again' { $ran['bad'] | Should -HaveCount 2 }

    It 'runs again what was stopped while it ran' { $ran['running'] | Should -HaveCount 2 }

    It 'runs what was queued' { $ran['waiting'] | Should -HaveCount 1 }

    It 'leaves Canceled what was canceled before it ran' {
        $ran.ContainsKey('dropped') | Should -BeFalse
        (Get-HpcTask -JobId $job.Id -TaskId 5).State | Should -Be 'Canceled'
    }
}

Describe 'A sweep in a canceled job' {
    BeforeAll {
        $gate = New-Gate
        $log = Get-NewPath
        $again = Get-NewPath
        $job = New-HpcJob -NumCores 1
        $line = "echo * >>$log; case * in 2) test -e $again || { $(Get-GateCommand $gate); };; esac"
        $null = $job | Add-HpcTask -Type ParametricSweep -Start 1 -End 4 -CommandLine $line | Submit-HpcJob
        Wait-Gate $gate
        Stop-HpcJob -Id $job.Id
        $master = Get-HpcTask -JobId $job.Id -TaskId 1
        $subTasks = @(Get-HpcTask -JobId $job.Id).Where({ $_.SubTaskId })
        $canceled = Get-HpcJob -Id $job.Id
        $null = New-Item -Path $again
        $null = Submit-HpcJob -Id $job.Id
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
    }

    It 'is Canceled' { $master.State | Should -Be 'Canceled' }

    It 'keeps the sub-task that had finished, has the one that ran Failed, and the others Queued' {
        $subTasks.State | Should -Be 'Finished', 'Failed'
        $canceled.FinishedTaskCount, $canceled.FailedTaskCount, $canceled.QueuedTaskCount | Should -Be 1, 1, 2
    }

    It 'runs, queued again, what had not finished' {
        $ended.State | Should -Be 'Finished'
        Get-Line $log | Sort-Object | Should -Be '1', '2', '2', '3', '4'
    }
}

Describe 'Several jobs' {
    It 'are canceled through the pipeline' {
        $ids = @(foreach ($i in 1..3) { (Start-HeldJob).Id })
        Get-HpcJob | Where-Object Id -In $ids | Stop-HpcJob -Message 'all of you'
        foreach ($id in $ids) { (Get-HpcJob -Id $id).State, (Get-HpcJob -Id $id).ErrorMessage | Should -Be 'Canceled', 'all of you' }
    }

    It 'are canceled although one of them is unknown: one error, which names it' {
        $first = (New-HpcJob).Id
        $last = (New-HpcJob).Id
        $null = Assert-Problem { Stop-HpcJob -Id $first, 99999, $last } 'HpcJobNotFound' ObjectNotFound 99999
        foreach ($id in $first, $last) { (Get-HpcJob -Id $id).State | Should -Be 'Canceled' }
    }

    It 'are canceled although one of them has ended' {
        $ended = (Complete-TestJob).Id
        $held = Start-HeldJob
        $null = Assert-Problem { Get-HpcJob -State All | Where-Object Id -In $ended, $held.Id | Stop-HpcJob } 'HpcJobNotCancelable' InvalidOperation $ended
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
    }
}
