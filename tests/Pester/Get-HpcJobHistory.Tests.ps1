BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $begin = Get-Date
    $me = [Environment]::UserName

    # A job that is made, changed, submitted, canceled with a message, queued again, and finishes.
    $gate = New-Gate
    $job = New-HpcJob -Name first -Project blue
    $null = Add-HpcTask -Job $job -CommandLine (Get-GateCommand $gate)
    $null = Set-HpcJob -Id $job.Id -Name told -Priority Highest
    $null = Submit-HpcJob -Id $job.Id
    Wait-Gate $gate
    Stop-HpcJob -Id $job.Id -Message 'genug 😀'
    $between = (Get-HpcJob -Id $job.Id).EndTime
    $null = Submit-HpcJob -Id $job.Id
    Wait-Gate $gate
    Open-Gate $gate
    $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
    $failed = Complete-TestJob 'exit 2'
    $end = (Get-Date).AddSeconds(1)
    $rows = @(Get-HpcJobHistory $begin $end -JobId $job.Id -AllEvents)
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcJobHistory' {
    It 'has one row for each end of a run, and no other' {
        $ends = @(Get-HpcJobHistory $begin $end)
        $ends.ForEach({ "$($_.JobId) $($_.RequeueId) $($_.Event)" }) | Should -Be "$($job.Id) 0 Canceled", "$($job.Id) 1 Finished", "$($failed.Id) 0 Failed"
    }

    It 'has the columns of HPC Pack' {
        $columns = 'JobHistoryId', 'JobId', 'RequeueId', 'Event', 'Owner', 'Project', 'Service', 'Template', 'SubmitTime', 'StartTime', 'EndTime', 'EventTime', 'CpuTime', 'Runtime', `
            'MemoryUsed', 'NumberOfCalls', 'CallDuration', 'CallsPerSecond', 'Name', 'KernelCpuTime', 'UserCpuTime', 'Priority', 'Type', 'Preemptable', 'NumberOfTasks', `
            'CanceledTasksCount', 'FailedTasksCount', 'FinishedTasksCount', 'License', 'RunUntilCanceled', 'IsExclusive', 'FailOnTaskFailure', 'CanceledBy'
        $columns.Where({ $_ -notin $rows[-1].PSObject.Properties.Name }) | Should -BeNullOrEmpty
    }

    It 'writes the run time as a number of milliseconds' {
        $row = $rows[-1]
        $row.RunTime | Should -Be ([long] ($row.EndTime - $row.StartTime).TotalMilliseconds)
        ($row | ConvertTo-Json | ConvertFrom-Json).RunTime | Should -Be $row.RunTime
    }

    It 'needs no dates' {
        (Get-HpcJobHistory -JobId $job.Id).Event | Should -Be 'Canceled', 'Finished'
        (Get-HpcJobHistory).JobId | Sort-Object -Unique | Should -Be $job.Id, $failed.Id
        (Get-HpcJobHistory -EndDate $between -JobId $job.Id -AllEvents).Count | Should -Be 5
    }

    It 'lists with -AllEvents what happened, in its order' {
        foreach ($row in $rows) { $row | Should -BeOfType 'HpcScheduler.HpcJobHistory' }
        $rows.ForEach({ "$($_.Event)" }) |
            Should -Be 'Created', 'PropChange', 'Submitted', 'Started', 'CancelRequestReceived', 'Canceled', 'Requeued', 'Started', 'Finished'
        $rows.EventTime | Should -Be ($rows.EventTime | Sort-Object)
        $rows.JobHistoryId | Should -Be ($rows.JobHistoryId | Sort-Object -Unique)
    }

    It 'says who did it, and nobody where the scheduler itself did' {
        $rows.ForEach({ $_.Actor }) | Should -Be $me, $me, $me, '', $me, '', $me, '', ''
    }

    It 'says what was changed, and the message of the cancel' {
        $rows[1].Message | Should -Be 'Name, Priority'
        $rows[4].Message, $rows[5].Message | Should -Be 'genug 😀', 'genug 😀'
        $rows[5].CanceledBy, $rows[8].CanceledBy | Should -Be $me, $null
    }

    It 'has a row of its own for the end of each run, with its times and tasks' {
        $ends = $rows.Where({ $_.Event -in 'Finished', 'Failed', 'Canceled' })
        $ends.RequeueId | Should -Be 0, 1
        $ends[0].FailedTasksCount, $ends[0].FinishedTasksCount, $ends[0].NumberOfTasks | Should -Be 1, 0, 1
        $ends[1].FailedTasksCount, $ends[1].FinishedTasksCount, $ends[1].NumberOfTasks | Should -Be 0, 1, 1
        foreach ($row in $ends) {
            $row.StartTime | Should -BeGreaterOrEqual $row.SubmitTime
        }
    }

    It 'says of the job what it is' {
        $row = $rows[-1]
        $row.JobId, $row.Name, $row.Project, $row.Owner | Should -Be $job.Id, 'told', 'blue', $me
        $row.Priority, $row.Template, $row.Type | Should -Be 'Highest', 'Default', 'Batch'
    }

    It 'lists all jobs, or some' {
        $all = @(Get-HpcJobHistory -StartDate $begin -EndDate $end -AllEvents)
        $all.JobId | Sort-Object -Unique | Should -Be $job.Id, $failed.Id
        $all.Where({ $_.Event -eq 'Failed' }).JobId | Should -Be $failed.Id
        @(Get-HpcJobHistory $begin $end -JobId $failed.Id, $job.Id -AllEvents) | Should -HaveCount $all.Count
    }

    It 'begins with the first time, and ends before the second' {
        $until = @(Get-HpcJobHistory $begin $between -JobId $job.Id -AllEvents)
        $from = @(Get-HpcJobHistory $between $end -JobId $job.Id -AllEvents)
        $until[-1].Event, $from[0].Event | Should -Be 'CancelRequestReceived', 'Canceled'
        $until.Count + $from.Count | Should -Be $rows.Count
        @(Get-HpcJobHistory $end $begin) | Should -HaveCount 0
        @(Get-HpcJobHistory ([datetime]::MinValue) ([datetime]::MaxValue) -JobId $job.Id -AllEvents) | Should -HaveCount $rows.Count
    }

    It 'names a job that is unknown, and lists the others' {
        $found = @(Get-HpcJobHistory $begin $end -JobId 99999, $failed.Id -ErrorAction SilentlyContinue -ErrorVariable problems)
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcJobNotFound,*'
        $found.JobId | Sort-Object -Unique | Should -Be $failed.Id
    }

    It 'forgets a job that is removed' {
        $gone = Complete-TestJob
        @(Get-HpcJobHistory $begin (Get-Date).AddSeconds(1) -JobId $gone.Id) | Should -Not -HaveCount 0
        Remove-HpcJob -Id $gone.Id -Confirm:$false
        @(Get-HpcJobHistory $begin (Get-Date).AddSeconds(1)).JobId | Should -Not -Contain $gone.Id
    }

    It 'outlives the host' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        @(Get-HpcJobHistory $begin $end -JobId $job.Id -AllEvents) | ConvertTo-Json | Should -BeExactly ($rows | ConvertTo-Json)
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View $rows $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount ($rows.Count + 2)
    }
}
