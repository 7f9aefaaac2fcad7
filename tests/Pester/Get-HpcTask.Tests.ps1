BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $gate = New-Gate
    $job = New-HpcJob -NumCores 2
    $null = Add-HpcTask -Job $job -Name plain -CommandLine 'echo plain; exit 3'
    $null = Add-HpcTask -Job $job -Name 'sweep *' -Depend plain -Type ParametricSweep -End 3 -CommandLine 'echo *'
    $null = Add-HpcTask -Job $job -Name holds -Depend 'sweep *' -CommandLine "$(Get-GateCommand $gate); : $('a long command line ' * 20)"
    $null = Add-HpcTask -Job $job -Name waits -Depend holds -CommandLine 'true'
    $null = Submit-HpcJob -Job $job
    Wait-Gate $gate
    $id = $job.Id
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcTask' {
    It 'lists tasks and the sub-tasks that have begun, in order' {
        $tasks = @(Get-HpcTask -JobId $id)
        foreach ($task in $tasks) { $task | Should -BeOfType 'HpcScheduler.HpcTask' }
        $tasks.ForEach({ "$_" }) | Should -Be "$id.1", "$id.2", "$id.2.1", "$id.2.2", "$id.2.3", "$id.3", "$id.4"
    }

    It 'takes jobs from the pipeline' { @(Get-HpcJob -Id $id | Get-HpcTask) | Should -HaveCount 7 }

    It 'finds one task; of a sweep the task itself' {
        $task = Get-HpcTask -JobId $id -TaskId 2
        "$task", $task.SubTaskId, $task.TotalSubTaskCount | Should -Be "$id.2", 0, 3
    }

    It 'finds one sub-task, also by its value in the name' {
        $task = Get-HpcTask -JobId $id -TaskId 2 -SubTaskId 3
        "$task", $task.Name, $task.CommandLine, $task.Output | Should -Be "$id.2.3", 'sweep 3', 'echo 3', "3`n"
    }

    It 'lists the tasks in some states' {
        @(Get-HpcTask -JobId $id -State Running).Name | Should -Be 'holds'
        @(Get-HpcTask -JobId $id -State Running, Queued).Name | Should -Be 'holds', 'waits'
        @(Get-HpcTask -JobId $id -State All) | Should -HaveCount 7
        @(Get-HpcTask -JobId $id -State Canceled) | Should -HaveCount 0
    }

    It 'says how a task ended' {
        $task = Get-HpcTask -JobId $id -TaskId 1
        $task.State, $task.ExitCode, $task.ErrorCode, $task.Output, $task.Instance | Should -Be 'Failed', 3, 0x800409DD, "plain`n", 1
        $task.ErrorMessage | Should -Match '\b3\b'
        $task.StartTime | Should -BeGreaterOrEqual $task.SubmitTime
        $task.EndTime | Should -BeGreaterOrEqual $task.StartTime
        $task.AttemptFolder | Should -Exist
    }

    It 'has neither an end nor an exit code of a task that runs or waits' {
        $running, $waiting = (Get-HpcTask -JobId $id -TaskId 3), (Get-HpcTask -JobId $id -TaskId 4)
        $running.State, $running.ExitCode, $running.EndTime | Should -Be 'Running', $null, $null
        $running.AllocatedCores, $running.AllocatedNodes | Should -Be 1, $scheduler.NodeName
        $waiting.State, $waiting.StartTime, $waiting.Instance, $waiting.AttemptFolder | Should -Be 'Queued', $null, 0, $null
    }

    It 'has the names that scripts know from HPC Pack' {
        $task = Get-HpcTask -JobId $id -TaskId 1
        $task.Id, $task.ParentJobId, $task.IsRerunnable | Should -Be 1, $id, $true
    }

    It 'names a job, task or sub-task that is unknown' {
        $null = Assert-Problem { Get-HpcTask -JobId 99999 } 'HpcJobNotFound' ObjectNotFound 99999
        $null = Assert-Problem { Get-HpcTask -JobId $id -TaskId 9 } 'HpcTaskNotFound' ObjectNotFound "$id.9"
        $null = Assert-Problem { Get-HpcTask -JobId $id -TaskId 2 -SubTaskId 4 } 'HpcTaskNotFound' ObjectNotFound "$id.2.4"
        $null = Assert-Problem { Get-HpcTask -JobId $id -SubTaskId 1 } 'HpcTaskIdMissing' InvalidArgument 1
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcTask -JobId $id) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Id', 'Name', 'State', 'Exit', 'CommandLine'
        $view | Should -HaveCount 9
    }

    It 'shows a table without being asked, as Get-HpcJob does' {
        $PSStyle.OutputRendering = 'PlainText'
        (Get-HpcTask -JobId $id | Out-String -Width 80).Trim() | Should -Match '^Id +Name +State +Exit CommandLine'
    }

    It 'shows a list that fits 80 columns' {
        $view = @(Get-View (Get-HpcTask -JobId $id) 80 List)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
        $view -join "`n" | Should -Match '(?m)^Sweep +: 1 to 3 by 1: 3 sub-tasks$'
    }
}
