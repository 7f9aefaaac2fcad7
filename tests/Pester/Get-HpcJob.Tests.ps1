BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $started = Get-Date
    $configuring = New-HpcJob -Name 'alpha one' -Project blue
    $held = New-HpcJob -Name 'alpha two' -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
    $finished = Complete-TestJob
    $running = Start-HeldJob
    $long = New-HpcJob -Name ('a very long name ' * 6) -Project ('p' * 128) -Priority AboveNormal-499
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcJob' {
    It 'lists the caller''s own active jobs when it is not asked for others' {
        @(Get-HpcJob).Id | Should -Be $held.Id, $running.Id
    }

    It 'finds a job by its number, in any state' {
        foreach ($id in $configuring.Id, $held.Id, $finished.Id, $running.Id) { (Get-HpcJob $id).Id | Should -Be $id }
        (Get-HpcJob -Id $finished.Id).State | Should -Be 'Finished'
    }

    It 'takes numbers from the pipeline, and goes on after one that is unknown' {
        $problem = Assert-Problem { $finished.Id, 99999, $held.Id | Get-HpcJob } 'HpcJobNotFound' ObjectNotFound 99999
        $problem.Exception.Message | Should -BeLike 'There is no job 99999.*'
        @($finished.Id, $held.Id | Get-HpcJob).Id | Should -Be $finished.Id, $held.Id
    }

    It 'lists the jobs in some states' {
        @(Get-HpcJob -State Finished).Id | Should -Be $finished.Id
        @(Get-HpcJob -State Configuring, Finished).Id | Should -Be $configuring.Id, $finished.Id, $long.Id
        @(Get-HpcJob -State All).Id | Should -Be $configuring.Id, $held.Id, $finished.Id, $running.Id, $long.Id
        @(Get-HpcJob -State Failed) | Should -HaveCount 0
    }

    It 'finds jobs by name, with wildcards and without regard to case' {
        @(Get-HpcJob -State All -Name 'ALPHA*').Id | Should -Be $configuring.Id, $held.Id
        @(Get-HpcJob -State All -Name 'alpha one').Id | Should -Be $configuring.Id
        @(Get-HpcJob -State All -Name 'alpha [t]wo').Id | Should -Be $held.Id
        @(Get-HpcJob -State All -Project blue).Id | Should -Be $configuring.Id
        @(Get-HpcJob -Name 'alpha*').Id | Should -Be $held.Id
    }

    It 'says that there is no job of a name that is spelled out, and is silent for a wildcard' {
        $problem = Assert-Problem { Get-HpcJob -State All -Name beta } 'HpcNoJobMatches' ObjectNotFound 'beta'
        $problem.Exception.Message | Should -BeLike "*Name 'beta'*"
        Get-Problem { Get-HpcJob -State All -Name 'beta*' } | Should -HaveCount 0
    }

    It 'finds the jobs of an owner' {
        @(Get-HpcJob -Owner ([Environment]::UserName)).Id | Should -Be $held.Id, $running.Id
        $null = Assert-Problem { Get-HpcJob -Owner nobody-here } 'HpcNoJobMatches' ObjectNotFound 'nobody-here'
        @(Get-HpcJob -Owner 'nobody*') | Should -HaveCount 0
    }

    It 'finds jobs by the time at which they were submitted' {
        @(Get-HpcJob -State All -BeginSubmitDate $started.AddSeconds(-1)).Id | Should -Be $held.Id, $finished.Id, $running.Id
        @(Get-HpcJob -State All -EndSubmitDate $started.AddSeconds(-1)) | Should -HaveCount 0
        @(Get-HpcJob -State All -BeginSubmitDate (Get-Date).AddHours(1)) | Should -HaveCount 0
    }

    It 'finds the jobs that run on a node' {
        @(Get-HpcJob -NodeName $scheduler.NodeName).Id | Should -Be $running.Id
    }

    It 'has the names that scripts know from HPC Pack' {
        $job = Get-HpcJob -Id $finished.Id
        $job.JobTemplate, $job.UserName, $job.FinishedTasksCount, $job.QueuedTasksCount | Should -Be 'Default', $job.Owner, 1, 0
        "job $job" | Should -Be "job $($finished.Id)"
    }

    It 'says how many cores a job holds' {
        (Get-HpcJob -Id $running.Id).AllocatedCores | Should -Be 1
        (Get-HpcJob -Id $running.Id).AllocatedNodes | Should -Be $scheduler.NodeName
        (Get-HpcJob -Id $finished.Id).AllocatedCores | Should -Be 0
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcJob -State All) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Id', 'Name', 'State', 'Owner', 'Priority', 'Tasks', 'Submitted'
        $view | Should -HaveCount 7
        $view -join "`n" | Should -Match "(?m)^ +$($finished.Id) .*Finished .* 1/1 \d\d-\d\d \d\d:\d\d$"
    }

    It 'shows a list that fits 80 columns, with what there is to say' {
        $view = @(Get-View (Get-HpcJob -Id $held.Id) 80 List)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
        $view -join "`n" | Should -Match '(?m)^PendingReason +: HeldByUser$'
        $view -join "`n" | Should -Not -Match 'ErrorMessage|CanceledBy|RequeueCount'
    }
}
