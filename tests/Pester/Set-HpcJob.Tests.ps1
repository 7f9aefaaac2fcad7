BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcJob' {
    It 'changes what is given and leaves the rest' {
        $job = New-HpcJob -Name before -Project blue -Priority 100 -NumCores 2-4 -JobEnv 'A=1'
        $changed = Set-HpcJob -Id $job.Id -Name after
        $changed.Name, $changed.Project, $changed.ExpandedPriority, $changed.MinCores, $changed.MaxCores | Should -Be 'after', 'blue', 100, 2, 4
        $changed.JobEnv | Should -Be 'A=1'
        (Get-HpcJob -Id $job.Id).Name | Should -Be 'after'
    }

    It 'takes jobs from the pipeline' {
        $jobs = (New-HpcJob), (New-HpcJob)
        $changed = @($jobs | Set-HpcJob -Project both)
        $changed.Project | Should -Be 'both', 'both'
        $changed.Id | Should -Be $jobs.Id
    }

    It 'takes a hold away with the earliest of all times' {
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1)
        $null = $job | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        (Get-HpcJob -Id $job.Id).PendingReason | Should -Be 'HeldByUser'
        (Set-HpcJob -Id $job.Id -HoldUntil ([datetime]::MinValue)).HoldUntil | Should -BeNullOrEmpty
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'keeps a Queued job Queued, with the new values' {
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1)
        $null = $job | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $changed = Set-HpcJob -Id $job.Id -Priority Highest
        $changed.State, $changed.Priority | Should -Be 'Queued', 'Highest'
    }

    It 'brings a <State> job back to Configuring' -ForEach @(
        @{ State = 'Canceled'; Make = { $job = New-HpcJob; Stop-HpcJob -Id $job.Id; $job.Id } }
        @{ State = 'Failed'; Make = { (Complete-TestJob 'false').Id } }
    ) {
        $id = & $Make
        (Get-HpcJob -Id $id).State | Should -Be $State
        (Set-HpcJob -Id $id -Name again).State | Should -Be 'Configuring'
    }

    It 'changes name, project, priority and environment of a Running job, and nothing that touches its cores' {
        $held = Start-HeldJob
        $changed = Set-HpcJob -Id $held.Id -Name n -Project p -Priority 7 -JobEnv 'A=1'
        $changed.State, $changed.Name, $changed.Project, $changed.ExpandedPriority | Should -Be 'Running', 'n', 'p', 7
        $null = Assert-Problem { Set-HpcJob -Id $held.Id -NumCores 2 } 'HpcPropertyNotModifiable' InvalidOperation $held.Id
        $null = Assert-Problem { Set-HpcJob -Id $held.Id -HoldUntil (Get-Date).AddDays(1) } 'HpcPropertyNotModifiable' InvalidOperation $held.Id
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).Name | Should -Be 'n'
    }

    It 'refuses a Finished job, naming the state' {
        $id = (Complete-TestJob).Id
        $problem = Assert-Problem { Set-HpcJob -Id $id -Name late } 'HpcJobNotModifiable' InvalidOperation $id
        $problem.Exception.Message | Should -BeLike '*Finished*'
        (Get-HpcJob -Id $id).Name | Should -Be ''
    }

    It 'changes nothing when one of the values is not allowed' {
        $job = New-HpcJob -Name before
        $null = Assert-Problem { Set-HpcJob -Id $job.Id -Name after -Priority 9999 } 'HpcInvalidPriority' InvalidArgument
        $null = Assert-Problem { Set-HpcJob -Id $job.Id -Name after -JobEnv '1=2' } 'HpcInvalidEnvironmentVariable' InvalidArgument
        (Get-HpcJob -Id $job.Id).Name | Should -Be 'before'
    }

    It 'changes nothing with -WhatIf' {
        $job = New-HpcJob -Name before
        Set-HpcJob -Id $job.Id -Name after -WhatIf | Should -BeNullOrEmpty
        (Get-HpcJob -Id $job.Id).Name | Should -Be 'before'
    }

    It 'names a job that is unknown' { $null = Assert-Problem { Set-HpcJob -Id 99999 -Name x } 'HpcJobNotFound' ObjectNotFound 99999 }
}
