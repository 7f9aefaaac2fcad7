# What the properties of jobs and tasks do, with real tasks.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $cores = 4
    $scheduler = New-TestScheduler -Cores $cores -Grace 1

    function Get-Line([string] $Path) { (Test-Path -Path $Path) ? @(Get-Content -Path $Path) : @() }
}

AfterAll { Remove-TestScheduler }

Describe 'What makes a job fail' {
    BeforeAll {
        # A job with one task at a gate, one that waits for it, and one that fails.
        function Start-Failing([hashtable] $Job = @{}, [hashtable] $Task = @{}) {
            $gate = New-Gate
            $made = New-HpcJob @Job
            $null = Add-HpcTask -Job $made -Name held -CommandLine (Get-GateCommand $gate)
            $null = Add-HpcTask -Job $made -Name later -Depend held -CommandLine 'true'
            $null = Submit-HpcJob -Job $made
            Wait-Gate $gate
            $null = Add-HpcTask -JobId $made.Id -CommandLine 'exit 5' @Task
            [pscustomobject]@{ Id = $made.Id; Gate = $gate }
        }
    }

    It 'is each failed task, after all others have run' {
        $failing = Start-Failing
        $null = Wait-HpcTask -JobId $failing.Id -TaskId 3 -Timeout $endLimit
        (Get-HpcJob -Id $failing.Id).State | Should -Be 'Running'
        Open-Gate $failing.Gate
        (Wait-HpcJob -Id $failing.Id -Timeout $endLimit).State | Should -Be 'Failed'
        (Get-HpcTask -JobId $failing.Id).State | Should -Be 'Finished', 'Finished', 'Failed'
    }

    It 'is the first failed task at once with <What>' -ForEach @(
        @{ What = '-FailOnTaskFailure of the job'; Job = @{ FailOnTaskFailure = $true }; Task = @{} }
        @{ What = '-FailJobOnFailure of the task'; Job = @{}; Task = @{ FailJobOnFailure = $true } }
    ) {
        $failing = Start-Failing $Job $Task
        $ended = Wait-HpcJob -Id $failing.Id -Timeout $endLimit
        $ended.State, $ended.ErrorCode | Should -Be 'Failed', 0x800409DC
        $ended.ErrorMessage | Should -BeLike "Task $($failing.Id).3 failed*"
        (Get-HpcTask -JobId $failing.Id).State | Should -Be 'Failed', 'Queued', 'Failed'
    }

    It 'is as many failed sub-tasks as -FailJobOnFailureCount says' {
        foreach ($count in 2, 3) {
            $job = New-HpcJob -NumCores 1 | Add-HpcTask -Parametric -End 4 -CommandLine 'test * -gt 2' -FailJobOnFailureCount $count | Submit-HpcJob
            (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Failed'
            (Get-HpcJob -Id $job.Id).FinishedTaskCount | Should -Be ($count -eq 2 ? 0 : 2)
        }
    }

    It 'is not a failed task that others depend on, but with -FailDependentTasks these fail too, and theirs' {
        foreach ($fails in $false, $true) {
            $job = New-HpcJob -FailDependentTasks $fails
            $null = Add-HpcTask -Job $job -Name one -CommandLine 'exit 1'
            $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'true'
            $null = Add-HpcTask -Job $job -Name three -Depend two -CommandLine 'true'
            $null = Submit-HpcJob -Job $job
            $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
            (Get-HpcTask -JobId $job.Id).State | Should -Be ($fails ? @('Failed', 'Failed', 'Failed') : @('Failed', 'Finished', 'Finished'))
        }

        (Get-HpcTask -JobId $job.Id -TaskId 2).ErrorCode, (Get-HpcTask -JobId $job.Id -TaskId 2).Instance | Should -Be 0x800403AC, 0
    }

    It 'is an exit code that is not valid: the task''s list replaces that of the job' {
        $job = New-HpcJob -ValidExitCodes '3,10..12' | Add-HpcTask -CommandLine 'exit 11' | Add-HpcTask -CommandLine 'exit 0' |
            Add-HpcTask -CommandLine 'exit 200' -ValidExitCodes '100..max' | Add-HpcTask -CommandLine 'exit 3' -ValidExitCodes 0 | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        @(Get-HpcTask -JobId $job.Id).ForEach({ "$($_.ExitCode) $($_.State)" }) | Should -Be '11 Finished', '0 Failed', '200 Finished', '3 Failed'
    }
}

Describe 'A job with parents' {
    It 'starts when they are Finished' {
        $parents = (Start-HeldJob), (Start-HeldJob)
        $child = New-HpcJob -ParentJobIds $parents.Id | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $child.State, $child.PendingReason | Should -Be 'Queued', 'ParentJobsNotFinished'
        Open-Gate $parents[0].Gate
        $null = Wait-HpcJob -Id $parents[0].Id -Timeout $endLimit
        $waiting = Get-HpcJob -Id $child.Id
        $waiting.State | Should -Be 'Queued'
        $waiting.PendingMessage | Should -BeLike "*$($parents[1].Id)*"
        Open-Gate $parents[1].Gate
        (Wait-HpcJob -Id $child.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'waits for one that failed, until that is queued again and finishes' {
        $again = Get-NewPath
        $parent = Complete-TestJob "test -e $again"
        $child = New-HpcJob -ParentJobIds $parent.Id | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $child.PendingReason | Should -Be 'ParentJobsCanceledOrFailed'
        $null = New-Item -Path $again
        $null = Restart-HpcJob -Id $parent.Id
        (Wait-HpcJob -Id $child.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }
}

Describe 'An exclusive job' {
    It 'waits until it is alone, and nothing starts beside it' {
        $held = Start-HeldJob
        $gate = New-Gate
        $exclusive = New-HpcJob -Exclusive $true | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        $exclusive.State | Should -Be 'Queued'
        Open-Gate $held.Gate
        Wait-Gate $gate
        $other = New-HpcJob | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $other.State | Should -Be 'Queued'
        Open-Gate $gate
        (Wait-HpcJob -Id $other.Id -Timeout $endLimit).StartTime | Should -BeGreaterOrEqual (Get-HpcJob -Id $exclusive.Id).EndTime
    }
}

Describe 'A node preparation' {
    It 'runs before anything else, once in each run of the job' {
        $log = Get-NewPath
        $again = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine "echo work >>$log; test -e $again"
        $null = Add-HpcTask -Job $job -Type NodePrep -CommandLine "echo prepare >>$log"
        $null = Add-HpcTask -Job $job -Type NodeRelease -CommandLine "echo release >>$log"
        $null = Submit-HpcJob -Job $job
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $null = New-Item -Path $again
        $null = Restart-HpcJob -Id $job.Id
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        Get-Content -Path $log | Should -Be 'prepare', 'work', 'release', 'prepare', 'work', 'release'
    }

    It 'that fails leaves the job without a node' {
        $log = Get-NewPath
        $job = New-HpcJob | Add-HpcTask -CommandLine "echo work >>$log" | Add-HpcTask -Type NodePrep -CommandLine 'exit 9' | Submit-HpcJob
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.ErrorCode | Should -Be 'Failed', 0x800409E8
        Get-Line $log | Should -BeNullOrEmpty
        (Get-HpcTask -JobId $job.Id -TaskId 1).Instance | Should -Be 0
    }
}

Describe 'A reservation' {
    It 'holds its cores without a task, runs what is added, and ends when it is finished' {
        $job = New-HpcJob -RunUntilCanceled $true -NumCores 2 | Submit-HpcJob
        $running = Wait-HpcJob -Id $job.Id -State Running -Timeout $endLimit
        $running.AllocatedCores | Should -Be 2
        $null = Add-HpcTask -JobId $job.Id -CommandLine 'echo in it'
        (Wait-HpcTask -JobId $job.Id -TaskId 1 -Timeout $endLimit).Output | Should -Be "in it`n"
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Running'
        Stop-HpcJob -Id $job.Id -State Finished
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Finished'
    }
}

Describe 'A unit' {
    It 'is all cores of the node where whole nodes are counted' {
        $job = New-HpcJob -NumNodes 1 | Add-HpcTask -NumNodes 1 -CommandLine 'echo $CCP_NUMCPUS, $CCP_NODES, $CCP_NODES_CORES' | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Receive-HpcTask -JobId $job.Id -TaskId 1 | Should -Be "$cores, 1 $($scheduler.NodeName) 1, 1 $($scheduler.NodeName) $cores"
    }

    It 'of a task is as many cores as the job has for it, between its minimum and maximum' {
        $job = New-HpcJob -NumCores 3 | Add-HpcTask -NumCores 1-9 -CommandLine 'true'
        $null = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcTaskMaxExceedsJob' InvalidArgument
        $job = New-HpcJob | Add-HpcTask -NumCores 2-3 -CommandLine 'echo $CCP_NUMCPUS' | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Receive-HpcTask -JobId $job.Id -TaskId 1 | Should -Be '3'
    }
}

Describe 'A task that comes late' {
    It 'is refused where it does not fit its running job, and the job runs on: <What>' -ForEach @(
        @{ What = 'it depends on nobody'; Task = @{ Name = 'x'; Depend = 'nobody' }; Id = 'HpcUnknownDependency' }
        @{ What = 'it needs more cores'; Task = @{ NumCores = '2' }; Id = 'HpcTaskExceedsJob' }
        @{ What = 'it counts otherwise'; Task = @{ NumNodes = '1' }; Id = 'HpcTaskUnitDiffers' }
        @{ What = 'it prepares the node'; Task = @{ Type = 'NodePrep' }; Id = 'HpcTaskTypeAddedTooLate' }
        @{ What = 'it is a service'; Task = @{ Type = 'Service' }; Id = 'HpcTaskTypeAddedTooLate' }
    ) {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1 | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        $null = Assert-Problem { Add-HpcTask -JobId $job.Id -CommandLine 'true' @Task } $Id
        (Get-HpcJob -Id $job.Id).TaskCount | Should -Be 1
        Open-Gate $gate
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'is refused by a service job' {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1 | Add-HpcTask -Type Service -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        $null = Assert-Problem { Add-HpcTask -JobId $job.Id -CommandLine 'true' } 'HpcTaskAddedToServiceJob' InvalidOperation $job.Id
        Stop-HpcJob -Id $job.Id -Force
    }
}
