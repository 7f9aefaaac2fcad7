BeforeDiscovery { . $PSScriptRoot/properties.ps1 }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # A job with one task that is not submitted, and the task.
    function New-Task([hashtable] $Job = @{}, [hashtable] $Task = @{}) {
        $made = New-HpcJob @Job | Add-HpcTask -CommandLine 'true' @Task
        Get-HpcTask -JobId $made.Id
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcTask' {
    It 'stores -<Parameter> <Text>, and Get-HpcTask shows the same' -ForEach $taskProperties {
        $given = $Beside + @{ $Parameter = $Value }
        $task = New-Task $Job
        $changed = Set-HpcTask -JobId $task.JobId -TaskId 1 @given
        $changed | Should -BeOfType 'HpcScheduler.HpcTask'
        foreach ($property in $Shown.Keys) { $changed.$property | Should -Be $Shown[$property] -Because "that is $property" }
        Get-HpcTask -JobId $task.JobId -TaskId 1 | ConvertTo-Json | Should -BeExactly ($changed | ConvertTo-Json)
    }

    It 'changes what is given and leaves the rest' {
        $task = New-Task -Task @{ Name = 'before'; RunTime = '5'; Env = 'A=1'; NumCores = '1-2'; Stdout = 'out'; CustomProperties = 'C=1' }
        $changed = Set-HpcTask -Task $task -Name after
        $changed.Name | Should -Be 'after'
        $own = 'Name', 'ChangeTime'
        $changed | Select-Object -ExcludeProperty $own | ConvertTo-Json | Should -BeExactly ($task | Select-Object -ExcludeProperty $own | ConvertTo-Json)
    }

    It 'takes tasks from the pipeline' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true' | Add-HpcTask -CommandLine 'true'
        @(Get-HpcTask -JobId $job.Id | Set-HpcTask -Env 'A=1').ForEach({ "$_ $($_.Env)" }) | Should -Be "$job.1 A=1", "$job.2 A=1"
    }

    It 'makes a sweep of a task, and a task of a sweep' {
        $task = New-Task
        $sweep = Set-HpcTask -Task $task -Parametric $true -Start 2 -End 9 -CommandLine 'echo *'
        $sweep.Type, $sweep.TotalSubTaskCount | Should -Be 'ParametricSweep', 8
        (Get-HpcJob -Id $task.JobId).TaskCount | Should -Be 8
        $basic = Set-HpcTask -Task $task -Parametric $false
        $basic.Type, $basic.TotalSubTaskCount, $basic.EndValue | Should -Be 'Basic', 0, 0
        (Get-HpcJob -Id $task.JobId).TaskCount | Should -Be 1
    }

    It 'has the changed task run' {
        $task = New-Task
        $null = Set-HpcTask -Task $task -CommandLine 'echo $A; exit 3' -Env 'A=changed' -ValidExitCodes 3
        $null = Submit-HpcJob -Id $task.JobId
        (Wait-HpcJob -Id $task.JobId -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $task.JobId).Output | Should -Be "changed`n"
    }

    It 'changes a task that was added to a job that has ended, and has not run' {
        $id = (Complete-TestJob 'false').Id
        $null = Add-HpcTask -JobId $id -CommandLine 'echo late'
        (Set-HpcTask -JobId $id -TaskId 2 -CommandLine 'echo later').State | Should -Be 'Configuring'
        $null = Submit-HpcJob -Id $id
        $null = Wait-HpcJob -Id $id -Timeout $endLimit
        (Get-HpcTask -JobId $id -TaskId 2).Output | Should -Be "later`n"
    }

    It 'refuses a <State> task, naming the state, and changes nothing' -ForEach @(
        @{ State = 'Running'; Make = { (Start-HeldJob).Id } }
        @{ State = 'Queued'; Make = { (New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob).Id } }
        @{ State = 'Finished'; Make = { (Complete-TestJob).Id } }
        @{ State = 'Failed'; Make = { (Complete-TestJob 'false').Id } }
        @{ State = 'Canceled'; Make = { $job = New-HpcJob | Add-HpcTask -CommandLine 'true'; Stop-HpcTask -JobId $job.Id -TaskId 1; Stop-HpcJob -Id $job.Id; $job.Id } }
    ) {
        $id = & $Make
        $before = Get-HpcTask -JobId $id
        $before.State | Should -Be $State
        $problem = Assert-Problem { Set-HpcTask -JobId $id -TaskId 1 -Name late } 'HpcTaskNotModifiable' InvalidOperation "$id.1"
        $problem.Exception.Message | Should -BeLike "Task $id.1 is $State and cannot be changed*"
        Get-HpcTask -JobId $id | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
    }

    It 'changes nothing when one of the values is not allowed' {
        $task = New-Task -Task @{ Name = 'before' }
        $null = Assert-Problem { Set-HpcTask -Task $task -Name after -Env '1=2' } 'HpcInvalidEnvironmentVariable' InvalidArgument
        $null = Assert-Problem { Set-HpcTask -Task $task -Name after -Type Basic -Parametric $true } 'HpcTaskTypeContradiction' InvalidArgument
        $null = Assert-Problem { Set-HpcTask -Task $task -Name after -Type ParametricSweep -Parametric $false } 'HpcTaskTypeContradiction' InvalidArgument
        (Get-HpcTask -JobId $task.JobId).Name | Should -Be 'before'
    }

    It 'takes no second NodeRelease task into a job' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true' -Type NodeRelease | Add-HpcTask -CommandLine 'true'
        $null = Assert-Problem { Set-HpcTask -JobId $job.Id -TaskId 2 -Type NodeRelease } 'HpcMultipleNodeReleaseTasks' InvalidArgument
    }

    It 'changes nothing with -WhatIf' {
        $task = New-Task -Task @{ Name = 'before' }
        Set-HpcTask -Task $task -Name after -WhatIf | Should -BeNullOrEmpty
        (Get-HpcTask -JobId $task.JobId).Name | Should -Be 'before'
    }

    It 'names a job or task that is unknown, and changes the others' {
        $task = New-Task
        $null = Assert-Problem { Set-HpcTask -JobId 99999 -TaskId 1 -Name x } 'HpcJobNotFound' ObjectNotFound
        $null = Assert-Problem { Set-HpcTask -JobId $task.JobId -TaskId 9 -Name x } 'HpcTaskNotFound' ObjectNotFound "$($task.JobId).9"
        $gone = New-Task
        Remove-HpcJob -Id $gone.JobId -Confirm:$false
        $null = Assert-Problem { $gone, $task | Set-HpcTask -Name there } 'HpcJobNotFound' ObjectNotFound
        (Get-HpcTask -JobId $task.JobId).Name | Should -Be 'there'
    }
}
