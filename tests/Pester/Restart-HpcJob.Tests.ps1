BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Restart-HpcJob' {
    It 'queues a Failed job again: what failed runs, what finished does not' {
        $log = Get-NewPath
        $again = Get-NewPath
        $id = Start-TestJob "echo good >>$log", "echo bad >>$log; test -e $again"
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Failed'
        $null = New-Item -Path $again
        $job = Restart-HpcJob -Id $id
        $job | Should -BeOfType 'HpcScheduler.HpcJob'
        $job.RequeueCount, $job.ErrorMessage, $job.EndTime | Should -Be 1, '', $null
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Finished'
        Get-Content -Path $log | Sort-Object | Should -Be 'bad', 'bad', 'good'
        $task = Get-HpcTask -JobId $id -TaskId 2
        $task.RequeueCount, $task.Instance, $task.ExitCode | Should -Be 1, 2, 0
    }

    It 'queues a Canceled job again; a task that was canceled on its own before it ran stays so' {
        $gate = New-Gate
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name one -CommandLine (Get-GateCommand $gate)
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'true'
        $null = Add-HpcTask -Job $job -Name three -Depend one -CommandLine 'true'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 3
        Stop-HpcJob -Id $job.Id
        $null = Restart-HpcJob -Id $job.Id
        Wait-Gate $gate
        Open-Gate $gate
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Finished', 'Finished', 'Canceled'
    }

    It 'gives it the place before others of its priority' {
        $gate = New-Gate
        $null = New-HpcJob -NumCores 8 | Add-HpcTask -NumCores 8 -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        $log = Get-NewPath
        $first = New-HpcJob -NumCores 8 | Add-HpcTask -NumCores 8 -CommandLine "echo first >>$log" | Submit-HpcJob
        $again = New-HpcJob -NumCores 8 | Add-HpcTask -NumCores 8 -CommandLine "echo again >>$log" | Submit-HpcJob
        Stop-HpcJob -Id $again.Id
        $null = Restart-HpcJob -Job $again
        Open-Gate $gate
        $null = Wait-HpcJob -Id $first.Id, $again.Id -Timeout $endLimit
        Get-Content -Path $log | Should -Be 'again', 'first'
    }

    It 'takes several numbers and jobs from the pipeline, and goes on after one that is refused' {
        $jobs = @(1..2 | ForEach-Object { $job = New-HpcJob; Stop-HpcJob -Id $job.Id; $job })
        $null = Assert-Problem { $script:there = @(Restart-HpcJob -Id $jobs[0].Id, 99999, $jobs[1].Id) } 'HpcJobNotFound' ObjectNotFound 99999
        $there = @($jobs | ForEach-Object { $again = New-HpcJob -Job $_; Stop-HpcJob -Id $again.Id; $again } | Restart-HpcJob)
        $there.State | Should -Be 'Finished', 'Finished'
        (Get-HpcJob -Id $jobs[1].Id).RequeueCount | Should -Be 1
    }

    It 'refuses a <State> job, naming the state' -ForEach @(
        @{ State = 'Configuring'; Make = { (New-HpcJob).Id } }
        @{ State = 'Queued'; Make = { (New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob).Id } }
        @{ State = 'Running'; Make = { (Start-HeldJob).Id } }
        @{ State = 'Finished'; Make = { (Complete-TestJob).Id } }
    ) {
        $id = & $Make
        (Get-HpcJob -Id $id).State | Should -Be $State
        $problem = Assert-Problem { Restart-HpcJob -Id $id } 'HpcJobNotRestartable' InvalidOperation $id
        $problem.Exception.Message | Should -BeLike "Job $id is $State and cannot be queued again*"
        (Get-HpcJob -Id $id).RequeueCount | Should -Be 0
    }

    It 'queues nothing again with -WhatIf' {
        $job = New-HpcJob
        Stop-HpcJob -Id $job.Id
        Restart-HpcJob -Id $job.Id -WhatIf | Should -BeNullOrEmpty
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
    }
}
