# The methods that scripts for HPC Pack call on jobs and tasks.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # The error that a method throws.
    function Assert-Thrown([scriptblock] $Script, [string] $Text) {
        $problem = @(Get-Problem $Script)
        $problem | Should -HaveCount 1
        $problem[0].Exception.Message | Should -BeLike $Text
        $problem[0].Exception
    }
}

AfterAll { Remove-TestScheduler }

Describe 'A job' {
    It 'is read anew with Refresh(), which returns nothing' {
        $held = Start-HeldJob
        $job = Get-HpcJob -Id $held.Id
        Open-Gate $held.Gate
        $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
        $job.State | Should -Be 'Running'
        $job.Refresh() | Should -BeNullOrEmpty
        $job | ConvertTo-Json | Should -BeExactly (Get-HpcJob -Id $held.Id | ConvertTo-Json)
        $job.State | Should -Be 'Finished'
    }

    It 'is the same object in each variable that holds it' {
        $job = New-HpcJob
        $same = $job
        $null = Set-HpcJob -Id $job.Id -Name after
        $job.Refresh()
        $same.Name | Should -Be 'after'
    }

    It 'is queued again with Requeue(), and shows it' {
        $job = Complete-TestJob 'false'
        $job.Requeue()
        $job.RequeueCount, $job.EndTime | Should -Be 1, $null
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Failed'
    }

    It 'throws what the scheduler refuses, with its words and its number' {
        $job = Complete-TestJob
        $thrown = Assert-Thrown { $job.Requeue() } "*Job $($job.Id) is Finished and cannot be queued again*"
        $thrown.GetBaseException().HResult | Should -Be 0x8004020A
        $job.State | Should -Be 'Finished'
        Remove-HpcJob -Id $job.Id -Confirm:$false
        $null = Assert-Thrown { $job.Refresh() } "*There is no job $($job.Id)*"
    }

    It 'is submitted with Submit(), which does not wait' {
        $gate = New-Gate
        $job = New-HpcJob | Add-HpcTask -CommandLine (Get-GateCommand $gate)
        $job.Submit() | Should -BeNullOrEmpty
        $job.SubmitTime | Should -Not -BeNullOrEmpty
        Wait-Gate $gate
        Open-Gate $gate
        (Wait-HpcJob -Job $job -Timeout $endLimit).State | Should -Be 'Finished'
        $null = Assert-Thrown { $job.Submit() } "*Job $($job.Id) is Finished and cannot be submitted*"
    }

    It 'is canceled with Cancel(), before it was submitted as well' {
        $job = New-HpcJob
        $job.Cancel() | Should -BeNullOrEmpty
        $job.State | Should -Be 'Canceled'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
        $held = Get-HpcJob -Id (Start-HeldJob).Id
        $held.Cancel()
        $held.CancelRequest | Should -Be 'CancelByUser'
        (Wait-HpcJob -Job $held -Timeout $endLimit).State | Should -Be 'Canceled'
        $null = Assert-Thrown { $held.Cancel() } '*Canceled and cannot be canceled*'
    }

    It 'is finished with Finish()' {
        $held = Get-HpcJob -Id (Start-HeldJob).Id
        $held.Finish()
        (Wait-HpcJob -Job $held -Timeout $endLimit).State | Should -Be 'Finished'
        $null = Assert-Thrown { (New-HpcJob).Finish() } '*cannot be finished*'
    }

    It 'that was made asks no scheduler' {
        $first = New-HpcJob
        $made = [HpcScheduler.HpcJob] @{ Id = $first.Id }
        foreach ($method in 'Refresh', 'Requeue', 'Submit', 'Cancel', 'Finish') {
            $thrown = Assert-Thrown { $made.$method() } "*'$($first.Id)' was made and not read from a scheduler*"
            $thrown.GetBaseException().Error.Id | Should -Be 'HpcObjectNotRead'
        }
        (Get-HpcJob -Id $first.Id).State | Should -Be 'Configuring'
    }

    It 'goes to its own scheduler' {
        $job = New-HpcJob
        $own = $env:CCP_SCHEDULER
        try {
            $env:CCP_SCHEDULER = '/nowhere/at/all'
            $job.Refresh()
            $job.State | Should -Be 'Configuring'
        }
        finally { $env:CCP_SCHEDULER = $own }
    }
}

Describe 'A task' {
    It 'is read anew with Refresh(), a sub-task too' {
        $gate = New-Gate
        $job = New-HpcJob | Add-HpcTask -Parametric -Start 7 -End 7 -CommandLine "$(Get-GateCommand $gate); echo *" | Submit-HpcJob
        Wait-Gate $gate
        # The command line may be at the gate before its start is told.
        $null = Wait-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 1 -State Running -Timeout $endLimit
        $master, $subTask = Get-HpcTask -JobId $job.Id
        Open-Gate $gate
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $master.State, $subTask.State | Should -Be 'Running', 'Running'
        $master.Refresh() | Should -BeNullOrEmpty
        $subTask.Refresh()
        $master.State, $subTask.State, $subTask.SubTaskId, $subTask.Output | Should -Be 'Finished', 'Finished', 1, "7`n"
    }

    It 'is queued again with Requeue(), and its job with it' {
        $again = Get-NewPath
        $id = (Complete-TestJob "test -e $again").Id
        $task = Get-HpcTask -JobId $id
        $null = New-Item -Path $again
        $task.Requeue()
        $task.RequeueCount | Should -Be 1
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'is not queued again twice by Requeue() where a sweep took it along' {
        $again = Get-NewPath
        $log = Get-NewPath
        $job = New-HpcJob | Add-HpcTask -Parametric -End 3 -CommandLine "echo * >>$log; test -e $again" | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $null = New-Item -Path $again
        $master, $subTasks = Get-HpcTask -JobId $job.Id -State Failed
        $master.Requeue()
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        foreach ($task in $subTasks) { $task.Requeue() }
        $subTasks.State | Should -Be 'Finished', 'Finished', 'Finished'
        Get-Content -Path $log | Should -HaveCount 6
    }

    It 'is queued again by Requeue() where it failed once more since it was read' {
        $id = (Complete-TestJob 'false').Id
        $old = Get-HpcTask -JobId $id
        $null = Restart-HpcJob -Id $id
        $null = Wait-HpcJob -Id $id -Timeout $endLimit
        $old.Requeue()
        $old.RequeueCount | Should -Be 2
    }

    It 'is canceled with Cancel(), which does not wait' {
        $held = Start-HeldJob
        $task = Get-HpcTask -JobId $held.Id
        $task.Cancel()
        $task.CancelRequest | Should -Be 'CancelByUser'
        (Wait-HpcTask -Task $task -Timeout $endLimit).State | Should -Be 'Failed'
    }

    It 'is canceled before it ran with Cancel()' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true'
        $task = Get-HpcTask -JobId $job.Id
        $task.Cancel()
        $task.State | Should -Be 'Canceled'
    }

    It 'waits for its job after Submit(), which is refused where there is nothing to submit' {
        $task = Get-HpcTask -JobId (New-HpcJob | Add-HpcTask -CommandLine 'true').Id
        $task.Submit()
        $task.State | Should -Be 'Configuring'
        $id = (Complete-TestJob 'false').Id
        $null = Add-HpcTask -JobId $id -CommandLine 'true'
        $task = Get-HpcTask -JobId $id -TaskId 2
        $task.State | Should -Be 'Configuring'
        $null = Assert-Thrown { $task.Submit() } '*Failed*'
        $null = Restart-HpcJob -Id $id
        $null = Wait-HpcJob -Id $id -Timeout $endLimit
        $task.Refresh()
        $task.State | Should -Be 'Finished'
        $null = Assert-Thrown { $task.Submit() } "*Task $id.2 is Finished and cannot be submitted*"
    }

    It 'is finished with Finish()' {
        $held = Start-HeldJob
        $task = Get-HpcTask -JobId $held.Id
        $task.Finish()
        (Wait-HpcTask -Task $task -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'throws what the scheduler refuses' {
        $task = Get-HpcTask -JobId (Complete-TestJob).Id
        $null = Assert-Thrown { $task.Cancel() } '*Finished*'
        $null = Assert-Thrown { $task.Requeue() } '*Finished*'
    }
}

Describe 'A node' {
    It 'is read anew with Refresh()' {
        $node = Get-HpcNode
        $null = Set-HpcNode -Name $node.Name -Description after
        $node.Refresh() | Should -BeNullOrEmpty
        $node.Description | Should -Be 'after'
    }
}
