BeforeDiscovery {
    . $PSScriptRoot/properties.ps1
    $ofQueued = 'CustomProperties', 'HoldUntil', 'Progress', 'ProgressMessage', 'Priority'
    $ofRunning = $ofQueued + 'Name', 'Project', 'TemplateName', 'RunTime', 'RunUntilCanceled', 'JobEnv', 'NotifyOnCompletion'
    $notOfQueued = $jobProperties.Where({ $_.Parameter -notin $ofQueued })
    $notOfRunning = $jobProperties.Where({ $_.Parameter -notin $ofRunning })
    $ofQueuedCases = $jobProperties.Where({ $_.Parameter -in $ofQueued })
    $ofRunningCases = $jobProperties.Where({ $_.Parameter -in $ofRunning -and $_.Parameter -notin 'HoldUntil', 'RunUntilCanceled' })
}

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

    It 'stores -<Parameter> <Text>, and Get-HpcJob shows the same' -ForEach $jobProperties {
        $given = $Beside + @{ $Parameter = $Value }
        $job = Set-HpcJob -Id (New-HpcJob).Id @given -WarningAction Ignore
        foreach ($property in $Shown.Keys) { $job.$property | Should -Be $Shown[$property] -Because "that is $property" }
        Get-HpcJob -Id $job.Id | ConvertTo-Json | Should -BeExactly ($job | ConvertTo-Json)
    }

    It 'takes a run time, and custom properties, away' {
        $job = New-HpcJob -RunTime 5 -CustomProperties 'A=1', 'B=2'
        $changed = Set-HpcJob -Id $job.Id -RunTime Infinite -CustomProperties 'A='
        $changed.RunTime, $changed.CustomProperties | Should -Be $null, 'B=2'
    }

    It 'brings a <State> job back to Configuring, for another run' -ForEach @(
        @{ State = 'Canceled'; Make = { $job = New-HpcJob; Stop-HpcJob -Id $job.Id -Message 'enough'; $job.Id } }
        @{ State = 'Failed'; Make = { (Complete-TestJob 'false').Id } }
    ) {
        $id = & $Make
        (Get-HpcJob -Id $id).State | Should -Be $State
        $changed = Set-HpcJob -Id $id -Name again -RunTime 60
        $changed.State, $changed.Name, $changed.RequeueCount | Should -Be 'Configuring', 'again', 1
        $changed.ErrorCode, $changed.ErrorMessage, $changed.EndTime | Should -Be 0, '', $null
    }

    It 'adds to the variables that are there, and takes one away by an empty value' {
        $job = New-HpcJob -JobEnv 'A=1', 'B=2'
        (Set-HpcJob -Job $job -JobEnv 'B=3', 'C=4').JobEnv | Should -Be 'A=1', 'B=3', 'C=4'
        (Set-HpcJob -Job $job -JobEnv 'A=', 'NEVER=').JobEnv | Should -Be 'B=3', 'C=4'
        @((Set-HpcJob -Job $job -JobEnv 'B=', 'C=').JobEnv) | Should -HaveCount 0
    }

    It 'leaves a Finished job as it is, whatever is said' {
        $before = Complete-TestJob
        foreach ($change in @{ Project = 'b' }, @{ HoldUntil = (Get-Date).AddHours(1) }, @{ Progress = 5 }) {
            $problem = Assert-Problem { Get-HpcJob -Id $before.Id | Set-HpcJob @change } 'HpcFinishedJobNotModifiable' InvalidOperation $before.Id
            $problem.Exception.Message | Should -BeLike "Job $($before.Id) is Finished and cannot be changed.*"
        }
        Get-HpcJob -Id $before.Id | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
    }

    It 'names a job after a bad end without taking that away' {
        $before = Complete-TestJob 'exit 3'
        $after = $before | Set-HpcJob -Name solver -Project b
        $after.State, $after.Name, $after.Project | Should -Be 'Failed', 'solver', 'b'
        $after.StartTime, $after.EndTime, $after.ErrorMessage, $after.RequeueCount | Should -Be $before.StartTime, $before.EndTime, $before.ErrorMessage, 0
    }

    It 'gives a job with a failed task another chance under its number' {
        $log = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine "echo good >>$log"
        $null = Add-HpcTask -Job $job -CommandLine 'exit 3'
        (Submit-HpcJob -Job $job | Wait-HpcJob -Timeout $endLimit).State | Should -Be 'Failed'
        (Set-HpcJob -Job $job -HoldUntil (Get-Date).AddMinutes(5)).State | Should -Be 'Configuring'
        (Get-HpcTask -Job $job -State Failed | Set-HpcTask -CommandLine "echo mended >>$log").State | Should -Be 'Configuring'
        $null = Assert-Problem { Get-HpcTask -Job $job -State Finished | Set-HpcTask -CommandLine true } 'HpcTaskNotModifiable' InvalidOperation
        (Submit-HpcJob -Job $job).PendingReason | Should -Be 'HeldByUser'
        $null = Set-HpcJob -Job $job -HoldUntil ([datetime]::MinValue)
        $done = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $done.State, $done.FinishedTaskCount | Should -Be 'Finished', 2
        Get-Content -Path $log | Should -Be 'good', 'mended'
    }

    It 'tells the progress of a job that has ended without opening it again' {
        $id = (Complete-TestJob 'false').Id
        $changed = Set-HpcJob -Id $id -Progress 99 -ProgressMessage 'nearly'
        $changed.State, $changed.Progress, $changed.ProgressMessage | Should -Be 'Failed', 99, 'nearly'
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

Describe 'Set-HpcJob of a Queued job' {
    BeforeAll {
        $queued = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
    }

    It 'stores -<Parameter> <Text>; the job stays Queued, since when it was' -ForEach $ofQueuedCases {
        $given = @{ $Parameter = $Value }
        $changed = Set-HpcJob -Id $queued.Id @given
        foreach ($property in $Shown.Keys) { $changed.$property | Should -Be $Shown[$property] -Because "that is $property" }
        $changed.State, $changed.SubmitTime, $changed.QueuedTaskCount | Should -Be 'Queued', $queued.SubmitTime, 1
    }

    It 'refuses -<Parameter> <Text>, and changes nothing' -ForEach $notOfQueued {
        $given = @{ Priority = 7; $Parameter = $Value }
        $before = Get-HpcJob -Id $queued.Id
        $problem = Assert-Problem { Set-HpcJob -Id $queued.Id @given -WarningAction Ignore } 'HpcPropertyNotModifiable' InvalidOperation $queued.Id
        $problem.Exception.Message | Should -BeLike "$Parameter of job $($queued.Id) cannot be changed while the job is Queued.*"
        Get-HpcJob -Id $queued.Id | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
    }

    It 'does not exclude the only node, and takes it back' {
        $null = Assert-Problem { Set-HpcJob -Id $queued.Id -AddExcludedNodes $scheduler.NodeName } 'HpcExcludedTooManyNodes' InvalidOperation $queued.Id
        (Set-HpcJob -Id $queued.Id -RemoveExcludedNodes $scheduler.NodeName).ExcludedNodes | Should -BeNullOrEmpty
        (Set-HpcJob -Id $queued.Id -ClearExcludedNodes).State | Should -Be 'Queued'
    }
}

Describe 'Set-HpcJob of a Running job' {
    BeforeAll { $held = Start-HeldJob }

    It 'stores -<Parameter> <Text>, and the job runs on' -ForEach $ofRunningCases {
        $given = @{ $Parameter = $Value }
        $changed = Set-HpcJob -Id $held.Id @given -WarningAction Ignore
        foreach ($property in $Shown.Keys) { $changed.$property | Should -Be $Shown[$property] -Because "that is $property" }
        $changed.State | Should -Be 'Running'
    }

    It 'refuses -<Parameter> <Text>, and changes nothing' -ForEach $notOfRunning {
        $given = @{ Name = 'half'; $Parameter = $Value }
        $before = Get-HpcJob -Id $held.Id
        $problem = Assert-Problem { Set-HpcJob -Id $held.Id @given -WarningAction Ignore } 'HpcPropertyNotModifiable' InvalidOperation $held.Id
        $problem.Exception.Message | Should -BeLike "$Parameter of job $($held.Id) cannot be changed while the job is Running.*"
        Get-HpcJob -Id $held.Id | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
    }

    It 'refuses -RunUntilCanceled without a minimum and a maximum' {
        $null = Assert-Problem { Set-HpcJob -Id $held.Id -RunUntilCanceled $true } 'HpcRunUntilCanceledWithoutCount' InvalidArgument $held.Id
    }

    It 'keeps a job with -RunUntilCanceled, and lets it end when that is taken away' {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1 | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        (Set-HpcJob -Id $job.Id -RunUntilCanceled $true).RunUntilCanceled | Should -BeTrue
        Open-Gate $gate
        $null = Get-HpcTask -JobId $job.Id | Wait-HpcTask -Timeout $endLimit
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Running'
        $null = Set-HpcJob -Id $job.Id -RunUntilCanceled $false
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'gives the changed environment to tasks that start afterwards' {
        $gate = New-Gate
        $job = New-HpcJob -JobEnv 'A=old', 'B=same'
        $null = Add-HpcTask -Job $job -Name one -CommandLine (Get-GateCommand $gate)
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'echo $A-$B'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        $null = Set-HpcJob -Id $job.Id -JobEnv 'A=new'
        Open-Gate $gate
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        (Get-HpcTask -JobId $job.Id -TaskId 2).Output | Should -Be "new-same`n"
    }

    It 'lets a job drain with -HoldUntil: nothing new starts, and it is Queued until then' {
        $gate = New-Gate
        $log = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name one -CommandLine "echo one >>$log; $(Get-GateCommand $gate)"
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine "echo two >>$log"
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        $hold = (Get-Date).AddHours(1)
        $changed = Set-HpcJob -Id $job.Id -HoldUntil $hold
        $changed.State, $changed.HoldUntil | Should -Be 'Running', $hold
        $changed.PendingMessage | Should -BeLike '*held until*'
        Open-Gate $gate
        $drained = Wait-HpcJob -Id $job.Id -State Queued -Timeout $endLimit
        $drained.PendingReason, $drained.FinishedTaskCount, $drained.QueuedTaskCount, $drained.AllocatedCores | Should -Be 'HeldByUser', 1, 1, 0
        Get-Content -Path $log | Should -Be 'one'
        $null = Set-HpcJob -Id $job.Id -HoldUntil ([datetime]::MinValue)
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        Get-Content -Path $log | Should -Be 'one', 'two'
    }

    It 'tells only the progress of a job that is being stopped' {
        $stopped = Start-HeldJob
        Stop-HpcJob -Id $stopped.Id -Graceful
        $null = Assert-Problem { Set-HpcJob -Id $stopped.Id -Name late } 'HpcJobNotModifiable' InvalidOperation $stopped.Id
        $changed = Set-HpcJob -Id $stopped.Id -Progress 12
        $changed.State, $changed.Progress, $changed.Name | Should -Be 'Canceling', 12, ''
        Open-Gate $stopped.Gate
        (Wait-HpcJob -Id $stopped.Id -Timeout $endLimit).State | Should -Be 'Canceled'
    }
}

Describe 'The excluded nodes' {
    It 'are added, taken back and cleared; twice has no effect' {
        $job = New-HpcJob
        $name = $scheduler.NodeName
        (Set-HpcJob -Id $job.Id -AddExcludedNodes "$name,$name").ExcludedNodes | Should -Be $name
        (Set-HpcJob -Id $job.Id -AddExcludedNodes $name).ExcludedNodes | Should -Be $name
        (Set-HpcJob -Id $job.Id -RemoveExcludedNodes $name).ExcludedNodes | Should -BeNullOrEmpty
        (Set-HpcJob -Id $job.Id -RemoveExcludedNodes $name).ExcludedNodes | Should -BeNullOrEmpty
        $null = Set-HpcJob -Id $job.Id -AddExcludedNodes $name
        (Set-HpcJob -Id $job.Id -ClearExcludedNodes).ExcludedNodes | Should -BeNullOrEmpty
    }

    It 'do not let a job run that has no other' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true' | Set-HpcJob -AddExcludedNodes $scheduler.NodeName
        $null = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcNoNodeFits' ResourceUnavailable $job.Id
    }
}

Describe 'What has no effect' {
    It 'is said once for -Credential, and the rest is done' {
        $credential = [pscredential]::new('somebody', (ConvertTo-SecureString -String 'x' -AsPlainText -Force))
        $changed = @((New-HpcJob), (New-HpcJob) | Set-HpcJob -Credential $credential -Name named -WarningVariable warnings -WarningAction SilentlyContinue)
        $changed.Name | Should -Be 'named', 'named'
        $warnings | Should -HaveCount 1
    }
}
