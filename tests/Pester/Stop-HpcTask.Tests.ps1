BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 1

    # A job with one task at a gate and one that waits for it.
    function Start-Pair([string] $Before = ':') {
        $gate = New-Gate
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name first -CommandLine "$Before; $(Get-GateCommand $gate)"
        $null = Add-HpcTask -Job $job -Name second -Depend first -CommandLine 'echo second'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        [pscustomobject]@{ Id = $job.Id; Gate = $gate }
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Stop-HpcTask' {
    It 'fails a task that runs, keeps the message, returns nothing, and the job goes on' {
        $pair = Start-Pair
        Stop-HpcTask -JobId $pair.Id -TaskId 1 -Message 'genug 😀' | Should -BeNullOrEmpty
        $task = Get-HpcTask -JobId $pair.Id -TaskId 1
        $task.State, $task.ErrorMessage, $task.ErrorCode | Should -Be 'Failed', 'genug 😀', 0x800409E7
        (Wait-HpcJob -Id $pair.Id -Timeout $endLimit).State | Should -Be 'Failed'
        (Get-HpcTask -JobId $pair.Id -TaskId 2).Output | Should -Be "second`n"
    }

    It 'cancels a task that waits' {
        $pair = Start-Pair
        Stop-HpcTask -JobId $pair.Id -TaskId 2 -Message 'not this one'
        $task = Get-HpcTask -JobId $pair.Id -TaskId 2
        $task.State, $task.ErrorMessage, $task.StartTime | Should -Be 'Canceled', 'not this one', $null
        Open-Gate $pair.Gate
        (Wait-HpcJob -Id $pair.Id -Timeout $endLimit).FinishedTaskCount | Should -Be 1
    }

    It 'cancels a task that is not submitted' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true'
        Get-HpcTask -JobId $job.Id | Stop-HpcTask
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Canceled'
    }

    It 'gives the grace period, and kills when it is over' {
        $told = Get-NewPath
        $pair = Start-Pair -Before "trap 'echo told >$told; exit 0' TERM"
        Stop-HpcTask -JobId $pair.Id -TaskId 1
        $told | Should -Exist
        $pair = Start-Pair -Before "trap '' TERM"
        Stop-HpcTask -JobId $pair.Id -TaskId 1
        (Get-HpcTask -JobId $pair.Id -TaskId 1).State | Should -Be 'Failed'
    }

    It 'kills at once with -Force' {
        $told = Get-NewPath
        $pair = Start-Pair -Before "trap 'echo told >$told; exit 0' TERM"
        Stop-HpcTask -JobId $pair.Id -TaskId 1 -Force
        $told | Should -Not -Exist
        (Get-HpcTask -JobId $pair.Id -TaskId 1).State | Should -Be 'Failed'
    }

    It 'ends a task Finished with -State Finished' {
        $pair = Start-Pair
        Stop-HpcTask -JobId $pair.Id -TaskId 1 -State Finished -Message 'far enough'
        $task = Get-HpcTask -JobId $pair.Id -TaskId 1
        $task.State, $task.ErrorCode, $task.ErrorMessage | Should -Be 'Finished', 0x800409EC, 'far enough'
        (Wait-HpcJob -Id $pair.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'stops one sub-task, and the others go on' {
        $gate = New-Gate
        $job = New-HpcJob | Add-HpcTask -Type ParametricSweep -End 3 -CommandLine "case * in 2) $(Get-GateCommand $gate);; esac" | Submit-HpcJob
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 2
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.FinishedTaskCount, $ended.FailedTaskCount | Should -Be 2, 1
        (Get-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 2).State | Should -Be 'Failed'
    }

    It 'stops a whole sweep: what runs fails, the others are Canceled, and so is the sweep' {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1 | Add-HpcTask -Type ParametricSweep -End 5 -CommandLine "case * in 2) $(Get-GateCommand $gate);; esac" | Submit-HpcJob
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 1
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.FinishedTaskCount, $ended.FailedTaskCount, $ended.CanceledTaskCount | Should -Be 1, 1, 3
        (Get-HpcTask -JobId $job.Id -TaskId 1).State | Should -Be 'Canceled'
    }

    It 'takes tasks from the pipeline' {
        $pair = Start-Pair
        Get-HpcTask -JobId $pair.Id | Sort-Object -Property TaskId -Descending | Stop-HpcTask -Message both
        @(Get-HpcTask -JobId $pair.Id).State | Should -Be 'Failed', 'Canceled'
        @(Get-HpcTask -JobId $pair.Id).ErrorMessage | Should -Be 'both', 'both'
    }

    It 'refuses a task that is <State>, naming the state' -ForEach @(
        @{ State = 'Finished'; Line = 'true' }, @{ State = 'Failed'; Line = 'false' }
    ) {
        $held = Start-HeldJob
        $gate = New-Gate
        $null = Add-HpcTask -JobId $held.Id -Name ended -CommandLine $Line
        $null = Add-HpcTask -JobId $held.Id -Name then -Depend ended -CommandLine (Get-GateCommand $gate)
        Wait-Gate $gate
        $problem = Assert-Problem { Stop-HpcTask -JobId $held.Id -TaskId 2 } 'HpcTaskNotCancelable' InvalidOperation "$($held.Id).2"
        $problem.Exception.Message | Should -BeLike "*$State*"
        Stop-HpcJob -Id $held.Id
    }

    It 'names what is unknown' {
        $pair = Start-Pair
        $null = Assert-Problem { Stop-HpcTask -JobId 99999 -TaskId 1 } 'HpcJobNotFound' ObjectNotFound
        $null = Assert-Problem { Stop-HpcTask -JobId $pair.Id -TaskId 3 } 'HpcTaskNotFound' ObjectNotFound "$($pair.Id).3"
        $null = Assert-Problem { Stop-HpcTask -JobId $pair.Id -TaskId 1 -SubTaskId 1 } 'HpcTaskNotFound' ObjectNotFound "$($pair.Id).1.1"
        (Get-HpcTask -JobId $pair.Id -TaskId 1).State | Should -Be 'Running'
        Stop-HpcJob -Id $pair.Id
    }

    It 'stops nothing with -WhatIf, or when the message is too long' {
        $pair = Start-Pair
        Stop-HpcTask -JobId $pair.Id -TaskId 1 -WhatIf
        $null = Assert-Problem { Stop-HpcTask -JobId $pair.Id -TaskId 1 -Message ('x' * 321) } 'HpcMessageTooLong' LimitsExceeded
        (Get-HpcTask -JobId $pair.Id -TaskId 1).State | Should -Be 'Running'
        Open-Gate $pair.Gate
        (Wait-HpcJob -Id $pair.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }
}
