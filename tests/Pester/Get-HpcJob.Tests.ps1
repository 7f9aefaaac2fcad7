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

Describe 'Get-HpcJob -Explain' {
    BeforeAll {
        $runs = New-HpcJob -NumCores 6 -RunTime 0:2:0 -RunUntilCanceled $true | Submit-HpcJob
        $waits = New-HpcJob -Name head -NumCores 7 | Add-HpcTask -CommandLine true | Submit-HpcJob
        $behind = New-HpcJob -NumCores 1 | Add-HpcTask -CommandLine true | Submit-HpcJob
        $child = New-HpcJob -ParentJobIds $held.Id | Add-HpcTask -CommandLine true | Submit-HpcJob
    }

    AfterAll { Stop-HpcJob -Id $runs.Id, $waits.Id, $behind.Id, $child.Id -Force }

    It 'says what a job needs, what is free, and who holds the rest' {
        $found = Get-HpcJob -Id $waits.Id -Explain
        $found | Should -BeOfType 'HpcScheduler.HpcJobExplanation'
        $found.JobId, $found.Name, "$($found.State)", "$($found.PendingReason)" | Should -Be $waits.Id, 'head', 'Queued', 'NotEnoughResource'
        $found.Summary | Should -Be 'It needs 7 cores; 1 is free for it on the nodes that it may use.'
        $found.MinUnits, "$($found.UnitType)", $found.JobsAheadCount | Should -Be 7, 'Core', 0
        $constraint = $found.Constraints.Where({ $_.Name -eq 'MinCores' })
        $constraint.Wanted, $constraint.IsMet, "$($constraint.PassingNodes)" | Should -Be '7 cores', $false, $scheduler.NodeName
        $found.Nodes.Name, $found.Nodes.Passes, $found.Nodes.FreeUnits | Should -Be $scheduler.NodeName, $true, 1
    }

    It 'says when it could start, or why that is not known' {
        (Get-HpcJob -Id $waits.Id -Explain).EarliestStart | Should -Be (Get-HpcJob -Id $runs.Id).StartTime.AddHours(2)
        $found = Get-HpcJob -Id $behind.Id -Explain
        $found.EarliestStart | Should -BeNullOrEmpty
        $found.EarliestStartReason | Should -Be "Jobs $($running.Id), $($waits.Id) on the same nodes have no RunTime."
    }

    It 'names the jobs before it' {
        $found = Get-HpcJob -Id $behind.Id -Explain
        $found.Summary | Should -Be "It needs 1 core, which would be free, but job $($waits.Id) before it waits for the same nodes."
        $found.JobsAhead.JobId, $found.JobsAhead.Name, $found.JobsAhead.ExpandedPriority, $found.JobsAhead.IsInTheWay | Should -Be $waits.Id, 'head', 2000, $true
        $found.Nodes.Reason | Should -Be "Job $($waits.Id), which stands before it, keeps node $($scheduler.NodeName)."
    }

    It 'names the hold and the parents that a job waits for' {
        (Get-HpcJob -Id $held.Id -Explain).Summary | Should -BeLike 'It is held until *'
        $found = Get-HpcJob -Id $child.Id -Explain
        $found.JobsAhead.JobId, $found.JobsAhead.Name, "$($found.PendingReason)" | Should -Be $held.Id, 'alpha two', 'ParentJobsNotFinished'
    }

    It 'says of a job that does not wait that it waits for nothing' {
        (Get-HpcJob -Id $running.Id -Explain).Summary | Should -Be 'It is Running and waits for nothing.'
        (Get-HpcJob -Id $finished.Id -Explain).Summary | Should -Be 'It is Finished and waits for nothing.'
        (Get-HpcJob -Id $configuring.Id -Explain).Summary | Should -Be 'It has not been submitted.'
    }

    It 'explains each of the jobs that it finds' {
        @(Get-HpcJob -State Queued -Explain).JobId | Should -Be $held.Id, $waits.Id, $behind.Id, $child.Id
        @($waits.Id, $running.Id | Get-HpcJob -Explain).JobId | Should -Be $waits.Id, $running.Id
        $null = Assert-Problem { Get-HpcJob -Id 99999 -Explain } 'HpcJobNotFound' ObjectNotFound 99999
    }

    It 'shows a list and a table that fit <_> columns' -ForEach 80, 120 {
        $found = @(Get-HpcJob -State Queued -Explain)
        foreach ($as in 'List', 'Table') {
            (Get-View $found $_ $as).ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        }
        $view = (Get-View $found[1] $_ List) -join "`n"
        $view | Should -Match '(?m)^Summary +: It needs 7 cores; 1 is free for it'
        $view | Should -Match '(?m)^ +MinCores 7 cores: 1 of 1 nodes, not enough$'
        $view | Should -Not -Match 'JobsAhead'
        (Get-View $found[2] $_ List) -join "`n" | Should -Match "(?m)^JobsAhead +: $($waits.Id) \(head\), priority 2000\. It waits for 7 cores"
    }
}
