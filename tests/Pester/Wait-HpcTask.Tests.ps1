BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Wait-HpcTask' {
    It 'returns a task that has ended at once, whatever its end' {
        $id = Start-TestJob 'true', 'exit 3'
        $null = Wait-HpcJob -Id $id -Timeout $endLimit
        $tasks = @(Get-HpcTask -JobId $id | Wait-HpcTask)
        foreach ($task in $tasks) { $task | Should -BeOfType 'HpcScheduler.HpcTask' }
        ($tasks | Sort-Object -Property TaskId).State | Should -Be 'Finished', 'Failed'
    }

    It 'waits for one task of a job that runs on' {
        $gate = New-Gate
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine 'exit 3'
        $null = Add-HpcTask -Job $job -CommandLine (Get-GateCommand $gate)
        $null = Submit-HpcJob -Job $job
        $task = Wait-HpcTask -JobId $job.Id -TaskId 1 -Timeout $endLimit
        "$task", $task.State, $task.ExitCode | Should -Be "$($job.Id).1", 'Failed', 3
        Wait-Gate $gate
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Running'
        Open-Gate $gate
    }

    It 'returns each task as it ends, of several jobs' {
        $first, $second = (Start-HeldJob), (Start-HeldJob)
        Open-Gate $second.Gate
        $order = @((Get-HpcTask -JobId $first.Id), (Get-HpcTask -JobId $second.Id) | Wait-HpcTask -Timeout $endLimit | ForEach-Object {
                $_.JobId
                if ($_.JobId -eq $second.Id) { Open-Gate $first.Gate }
            })
        $order | Should -Be $second.Id, $first.Id
    }

    It 'waits for a sweep, and for a sub-task that has not begun' {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1 | Add-HpcTask -Parametric -End 3 -CommandLine "test * -ne 1 || { $(Get-GateCommand $gate); }" | Submit-HpcJob
        Wait-Gate $gate
        $null = Assert-Problem { Wait-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 3 -Timeout 0 } 'HpcTaskWaitTimeout' OperationTimeout "$job.1.3"
        Open-Gate $gate
        (Wait-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 3 -Timeout $endLimit).State | Should -Be 'Finished'
        (Wait-HpcTask -JobId $job.Id -TaskId 1 -Timeout $endLimit).TotalSubTaskCount | Should -Be 3
    }

    It 'returns with the first that is there when -Any is given' {
        $held = Start-HeldJob
        $ended = (Complete-TestJob).Id
        @((Get-HpcTask -JobId $held.Id), (Get-HpcTask -JobId $ended) | Wait-HpcTask -Any -Timeout $endLimit).JobId | Should -Be $ended
    }

    It 'waits for a state that is asked for' {
        $gate = New-Gate
        $id = Start-TestJob (Get-GateCommand $gate)
        $task = Wait-HpcTask -JobId $id -TaskId 1 -State Running -Timeout $endLimit
        $task.State, $task.EndTime | Should -Be 'Running', $null
        Wait-Gate $gate
        Open-Gate $gate
        (Wait-HpcTask -JobId $id -TaskId 1 -State 'Failed, Finished' -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'does not wait for a state that does not come any more' {
        $id = (Complete-TestJob 'false').Id
        $problem = Assert-Problem { Wait-HpcTask -JobId $id -TaskId 1 -State Finished } 'HpcWaitStateMissed' InvalidOperation "$id.1"
        $problem.Exception.Message | Should -BeLike "Task $id.1 is Failed and does not become Finished*"
        (Wait-HpcTask -JobId $id -TaskId 1 -State Finished -PassThru -ErrorAction SilentlyContinue).State | Should -Be 'Failed'
    }

    It 'does not wait for a task that stays Queued because its job has ended' {
        $gate = New-Gate
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name one -CommandLine (Get-GateCommand $gate)
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'true'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcJob -Id $job.Id
        $problem = Assert-Problem { Wait-HpcTask -JobId $job.Id -TaskId 2 -Timeout $endLimit } 'HpcWaitStateMissed' InvalidOperation "$job.2"
        $problem.Exception.Message | Should -BeLike '*Queued*'
    }

    It 'says which tasks have not ended when the time is over; returns the others, and these too with -PassThru' {
        $held = Start-HeldJob
        $ended = (Complete-TestJob).Id
        $both = (Get-HpcTask -JobId $held.Id), (Get-HpcTask -JobId $ended)
        $there = @($both | Wait-HpcTask -Timeout 0.1 -ErrorAction SilentlyContinue -ErrorVariable problems)
        $there.JobId | Should -Be $ended
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId, $problems[0].TargetObject | Should -Be 'HpcTaskWaitTimeout,HpcScheduler.Cmdlets.WaitHpcTask', "$($held.Id).1"
        "$($problems[0])" | Should -BeLike "Task $($held.Id).1 is still Running after 0.1 seconds*"
        @($both | Wait-HpcTask -Timeout 0 -PassThru -ErrorAction SilentlyContinue).State | Sort-Object { "$_" } | Should -Be 'Finished', 'Running'
    }

    It 'names a job or task that is unknown, and waits for the others' {
        $id = (Complete-TestJob).Id
        $null = Assert-Problem { Wait-HpcTask -JobId 99999 -TaskId 1 } 'HpcJobNotFound' ObjectNotFound
        $null = Assert-Problem { Wait-HpcTask -JobId $id -TaskId 9 } 'HpcTaskNotFound' ObjectNotFound "$id.9"
        $gone = Get-HpcTask -JobId (Complete-TestJob).Id
        Remove-HpcJob -Id $gone.JobId -Confirm:$false
        @($gone, (Get-HpcTask -JobId $id) | Wait-HpcTask -ErrorAction SilentlyContinue).JobId | Should -Be $id
    }

    It 'reads -Timeout <Given> as a time' -ForEach @(@{ Given = '00:00:30' }, @{ Given = [timespan]::FromSeconds(30) }, @{ Given = 30.5 }) {
        (Wait-HpcTask -JobId (Start-TestJob 'true') -TaskId 1 -Timeout $Given).State | Should -Be 'Finished'
    }
}
