BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # A job that failed: task 1 finished, task 2 and sub-tasks 2 and 3 of task 3 failed. What failed succeeds when the file is there.
    function New-FailedJob {
        $again = Get-NewPath
        $log = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine "echo 1 >>$log"
        $null = Add-HpcTask -Job $job -CommandLine "echo 2 >>$log; test -e $again"
        $null = Add-HpcTask -Job $job -Parametric -End 3 -CommandLine "echo 3.* >>$log; test * -lt 2 || test -e $again"
        $null = Submit-HpcJob -Job $job
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Failed'
        $null = New-Item -Path $again
        Clear-Content -Path $log
        [pscustomobject]@{ Id = $job.Id; Log = $log }
    }

    function Get-Run($Job) { (Test-Path -Path $Job.Log) ? @(Get-Content -Path $Job.Log | Sort-Object) : @() }
}

AfterAll { Remove-TestScheduler }

Describe 'Restart-HpcTask' {
    It 'runs with -Failed all of a job that failed, and nothing else; returns nothing' {
        $failed = New-FailedJob
        Restart-HpcTask -JobId $failed.Id -Failed | Should -BeNullOrEmpty
        $job = Wait-HpcJob -Id $failed.Id -Timeout $endLimit
        $job.State, $job.FinishedTaskCount, $job.RequeueCount | Should -Be 'Finished', 5, 1
        Get-Run $failed | Should -Be '2', '3.2', '3.3'
    }

    It 'returns with -PassThru what it queued again' {
        $failed = New-FailedJob
        $tasks = @(Restart-HpcTask -JobId $failed.Id -Failed -PassThru)
        foreach ($task in $tasks) { $task | Should -BeOfType 'HpcScheduler.HpcTask' }
        $tasks.ForEach({ "$_" }) | Should -Contain "$($failed.Id).2"
        $tasks.RequeueCount | Sort-Object -Unique | Should -Be 1
        $null = Wait-HpcJob -Id $failed.Id -Timeout $endLimit
    }

    It 'queues one task again, and its job with it; the others stay as they are' {
        $failed = New-FailedJob
        Restart-HpcTask -JobId $failed.Id -TaskId 2
        (Wait-HpcJob -Id $failed.Id -Timeout $endLimit).State | Should -Be 'Failed'
        Get-Run $failed | Should -Be '2'
        (Get-HpcTask -JobId $failed.Id -TaskId 2).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $failed.Id -TaskId 3).State | Should -Be 'Failed'
    }

    It 'queues one sub-task again, under its number' {
        $failed = New-FailedJob
        Restart-HpcTask -JobId $failed.Id -TaskId 3 -SubTaskId 3
        $null = Wait-HpcJob -Id $failed.Id -Timeout $endLimit
        Get-Run $failed | Should -Be '3.3'
        $task = Get-HpcTask -JobId $failed.Id -TaskId 3 -SubTaskId 3
        $task.State, $task.Instance, $task.RequeueCount | Should -Be 'Finished', 2, 1
    }

    It 'queues what failed of a sweep again' {
        $failed = New-FailedJob
        Restart-HpcTask -JobId $failed.Id -TaskId 3 -Failed
        $null = Wait-HpcJob -Id $failed.Id -Timeout $endLimit
        Get-Run $failed | Should -Be '3.2', '3.3'
        (Get-HpcTask -JobId $failed.Id -TaskId 3).State | Should -Be 'Finished'
    }

    It 'takes tasks from the pipeline, a sweep and its sub-tasks among them, each once' {
        $failed = New-FailedJob
        Get-HpcTask -JobId $failed.Id -State Failed | Restart-HpcTask
        (Wait-HpcJob -Id $failed.Id -Timeout $endLimit).State | Should -Be 'Finished'
        Get-Run $failed | Should -Be '2', '3.2', '3.3'
    }

    It 'stops a task that runs, and runs it once more' {
        $log = Get-NewPath
        $held = Start-HeldJob -Before "echo run >>$log"
        Restart-HpcTask -JobId $held.Id -TaskId 1
        Wait-Gate $held.Gate
        (Get-HpcTask -JobId $held.Id -TaskId 1).Instance | Should -Be 2
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        Get-Content -Path $log | Should -Be 'run', 'run'
    }

    It 'queues a task of a running job again that was canceled before it ran' {
        $gate = New-Gate
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name one -CommandLine (Get-GateCommand $gate)
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'true'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 2
        (Restart-HpcTask -JobId $job.Id -TaskId 2 -PassThru).State | Should -Be 'Queued'
        Open-Gate $gate
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).FinishedTaskCount | Should -Be 2
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a task that finished'; Id = 'HpcTaskNotRestartable'; Text = '*Finished*'; Make = { (Start-TestJob 'true', 'false') } }
        @{ What = 'a task that is not rerunnable'; Id = 'HpcTaskNotRerunnable'; Text = '*-Rerunnable*'
            Make = { (New-HpcJob | Add-HpcTask -CommandLine 'false' -Rerunnable $false | Submit-HpcJob).Id }
        }
        @{ What = 'a node release task'; Id = 'HpcTaskTypeNotRestartable'; Text = '*NodeRelease*'
            Make = { (New-HpcJob | Add-HpcTask -CommandLine 'true' -Type NodeRelease | Add-HpcTask -CommandLine 'false' | Submit-HpcJob).Id }
        }
    ) {
        $job = & $Make
        $null = Wait-HpcJob -Id $job -Timeout $endLimit
        $problem = Assert-Problem { Restart-HpcTask -JobId $job -TaskId 1 } $Id InvalidOperation "$job.1"
        $problem.Exception.Message | Should -BeLike $Text
        (Get-HpcJob -Id $job).State | Should -Be 'Failed'
    }

    It 'refuses a task of a job that <What>' -ForEach @(
        @{ What = 'is Finished'; State = 'Finished'; Make = { (Complete-TestJob).Id } }
        @{ What = 'was never submitted'; State = 'Configuring'; Make = { (New-HpcJob | Add-HpcTask -CommandLine 'true').Id } }
    ) {
        $id = & $Make
        $problem = Assert-Problem { Restart-HpcTask -JobId $id -TaskId 1 } 'HpcTaskOfJobNotRestartable' InvalidOperation
        $problem.Exception.Message | Should -BeLike "*$State*"
    }

    It 'needs the number of a task, but with -Failed' {
        $null = Assert-Problem { Restart-HpcTask -JobId 1 } 'HpcTaskIdMissing' InvalidArgument 1
        $null = Assert-Problem { Restart-HpcTask -JobId 1 -SubTaskId 2 -Failed } 'HpcTaskIdMissing' InvalidArgument 2
        $null = Assert-Problem { Restart-HpcTask -JobId 99999 -TaskId 1 } 'HpcJobNotFound' ObjectNotFound
    }

    It 'does nothing for a job of which nothing failed' {
        $held = Start-HeldJob
        Restart-HpcTask -JobId $held.Id -Failed -PassThru | Should -BeNullOrEmpty
        (Get-HpcTask -JobId $held.Id).State | Should -Be 'Running'
    }

    It 'queues nothing again with -WhatIf' {
        $failed = New-FailedJob
        Restart-HpcTask -JobId $failed.Id -Failed -WhatIf
        (Get-HpcJob -Id $failed.Id).State | Should -Be 'Failed'
    }
}
