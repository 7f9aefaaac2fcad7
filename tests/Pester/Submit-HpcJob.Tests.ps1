BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4
}

AfterAll { Remove-TestScheduler }

Describe 'Submit-HpcJob' {
    It 'runs a job to its end' {
        $job = New-HpcJob
        $submitted = $job | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $submitted | Should -BeOfType 'HpcScheduler.HpcJob'
        $submitted.Id | Should -Be $job.Id
        $submitted.SubmitTime | Should -BeGreaterOrEqual $job.CreateTime
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.ErrorCode, $ended.Progress, $ended.FinishedTaskCount | Should -Be 'Finished', 0, 100, 1
        $ended.StartTime | Should -BeGreaterOrEqual $ended.SubmitTime
        $ended.EndTime | Should -BeGreaterOrEqual $ended.StartTime
    }

    It 'fails a job whose task failed, and names the task; the others have run' {
        $id = Start-TestJob 'exit 7', 'true'
        $ended = Wait-HpcJob -Id $id -Timeout $endLimit
        $ended.State, $ended.ErrorCode | Should -Be 'Failed', 0x800409DC
        $ended.ErrorMessage | Should -Match "\b$id\.1\b"
        $tasks = @(Get-HpcTask -JobId $id)
        $tasks.State | Should -Be 'Failed', 'Finished'
        $tasks[0].ExitCode, $tasks[0].ErrorCode | Should -Be 7, 0x800409DD
    }

    It 'finishes a job that has no tasks' {
        $job = New-HpcJob | Submit-HpcJob
        $job.State | Should -Be 'Finished'
    }

    It 'takes several numbers, and goes on after one that is unknown' {
        $jobs = (New-HpcJob), (New-HpcJob)
        $null = Assert-Problem { Submit-HpcJob $jobs[0].Id, 99999, $jobs[1].Id } 'HpcJobNotFound' ObjectNotFound 99999
        foreach ($job in $jobs) { (Get-HpcJob -Id $job.Id).State | Should -Be 'Finished' }
    }

    It 'takes several jobs from the pipeline and as an argument' {
        $jobs = (New-HpcJob), (New-HpcJob)
        @($jobs | Submit-HpcJob).Id | Should -Be $jobs.Id
        $jobs = (New-HpcJob), (New-HpcJob)
        @(Submit-HpcJob -Job $jobs).Id | Should -Be $jobs.Id
    }

    It 'holds a job until its time' {
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $job.State, $job.PendingReason | Should -Be 'Queued', 'HeldByUser'
    }

    It 'starts a held job when its time has come' {
        $job = New-HpcJob -HoldUntil (Get-Date).AddSeconds(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $job.State | Should -Be 'Queued'
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State | Should -Be 'Finished'
        $ended.StartTime | Should -BeGreaterOrEqual $ended.HoldUntil
    }

    It 'lets the job of higher priority go first' {
        # All cores are taken; when they are free there is room for one job of the two.
        $gate = New-Gate
        $blocker = New-HpcJob -NumCores 4
        $null = $blocker | Add-HpcTask -CommandLine (Get-GateCommand $gate) -NumCores 4 | Submit-HpcJob
        Wait-Gate $gate
        $log = Get-NewPath
        $low = New-HpcJob -Priority Lowest -NumCores 4 | Add-HpcTask -NumCores 4 -CommandLine "echo low >>$log" | Submit-HpcJob
        $high = New-HpcJob -Priority Highest -NumCores 4 | Add-HpcTask -NumCores 4 -CommandLine "echo high >>$log" | Submit-HpcJob
        $low.State, $high.State | Should -Be 'Queued', 'Queued'
        Open-Gate $gate
        $null = Wait-HpcJob -Id $low.Id, $high.Id -Timeout $endLimit
        Get-Content -Path $log | Should -Be 'high', 'low'
    }

    It 'refuses a job that is Running or Finished, naming the state' {
        $held = Start-HeldJob
        $problem = Assert-Problem { Submit-HpcJob -Id $held.Id } 'HpcJobNotSubmittable' InvalidOperation $held.Id
        $problem.Exception.Message | Should -BeLike '*Running*'
        Open-Gate $held.Gate
        $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
        $problem = Assert-Problem { Submit-HpcJob -Id $held.Id } 'HpcJobNotSubmittable' InvalidOperation $held.Id
        $problem.Exception.Message | Should -BeLike '*Finished*'
    }

    It 'queues a Failed job again: what failed runs, what finished does not' {
        $log = Get-NewPath
        $again = Get-NewPath
        $id = Start-TestJob "echo good >>$log", "echo bad >>$log; test -e $again"
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Failed'
        $null = New-Item -Path $again
        (Submit-HpcJob -Id $id).RequeueCount | Should -Be 1
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Finished'
        Get-Content -Path $log | Sort-Object | Should -Be 'bad', 'bad', 'good'
    }

    It 'fails a job that asks for more cores than there are, and says so' {
        $job = New-HpcJob -NumCores 5 | Add-HpcTask -CommandLine 'true'
        $problem = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcNotEnoughCores' ResourceUnavailable $job.Id
        $problem.Exception.Message | Should -BeLike '*5 cores*4*'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Failed'
    }

    It 'submits nothing with -WhatIf' {
        $job = New-HpcJob
        Submit-HpcJob -Id $job.Id -WhatIf | Should -BeNullOrEmpty
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
    }
}
