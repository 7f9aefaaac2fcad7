BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcJob' {
    It 'deletes a <State> job with its tasks, output and history, and returns nothing' -ForEach @(
        @{ State = 'Finished'; Make = { (Complete-TestJob 'echo out').Id } }
        @{ State = 'Failed'; Make = { (Complete-TestJob 'echo out; exit 1').Id } }
        @{ State = 'Canceled'; Make = { $held = Start-HeldJob; Stop-HpcJob -Id $held.Id; $held.Id } }
    ) {
        $id = & $Make
        (Get-HpcJob -Id $id).State | Should -Be $State
        $folder = (Get-HpcTask -JobId $id).AttemptFolder
        $folder | Should -Exist
        $task = Split-Path -Path $folder
        $watcher = [IO.FileSystemWatcher]::new((Split-Path -Path $task), (Split-Path -Path $task -Leaf))
        $gone = "gone-$id"
        Register-ObjectEvent -InputObject $watcher -EventName Deleted -SourceIdentifier $gone
        $watcher.EnableRaisingEvents = $true
        Remove-HpcJob -Id $id -Confirm:$false | Should -BeNullOrEmpty
        $null = Assert-Problem { Get-HpcJob -Id $id } 'HpcJobNotFound' ObjectNotFound $id
        $null = Assert-Problem { Get-HpcTask -JobId $id } 'HpcJobNotFound' ObjectNotFound
        $null = Assert-Problem { Receive-HpcTask -JobId $id -TaskId 1 } 'HpcJobNotFound' ObjectNotFound
        @(Get-HpcJobHistory (Get-Date).AddHours(-1) (Get-Date).AddHours(1)).ForEach({ $_.JobId }) | Should -Not -Contain $id
        @(Get-HpcJob -State All).ForEach({ $_.Id }) | Should -Not -Contain $id
        Wait-Event -SourceIdentifier $gone -Timeout $endLimit | Should -Not -BeNullOrEmpty
        $task | Should -Not -Exist
        Unregister-Event -SourceIdentifier $gone
        $watcher.Dispose()
    }

    It 'deletes a job that was never submitted' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true'
        Remove-HpcJob -Job $job -Confirm:$false
        $null = Assert-Problem { Get-HpcJob -Id $job.Id } 'HpcJobNotFound' ObjectNotFound
    }

    It 'does not give the number to another job' {
        $last = New-HpcJob
        Remove-HpcJob -Id $last.Id -Confirm:$false
        (New-HpcJob).Id | Should -BeGreaterThan $last.Id
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (New-HpcJob).Id | Should -BeGreaterThan ($last.Id + 1)
    }

    It 'refuses a <State> job, naming the state' -ForEach @(
        @{ State = 'Queued'; Make = { (New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob).Id } }
        @{ State = 'Running'; Make = { (Start-HeldJob).Id } }
        @{ State = 'Canceling'; Make = { $held = Start-HeldJob; Stop-HpcJob -Id $held.Id -Graceful; $held.Id } }
    ) {
        $id = & $Make
        $problem = Assert-Problem { Remove-HpcJob -Id $id -Confirm:$false } 'HpcJobNotRemovable' InvalidOperation $id
        $problem.Exception.Message | Should -BeLike "Job $id is $State and cannot be removed*"
        (Get-HpcJob -Id $id).State | Should -Be $State
    }

    It 'takes several numbers and jobs from the pipeline, and goes on after one that is unknown' {
        $jobs = @(1..4 | ForEach-Object { New-HpcJob })
        $null = Assert-Problem { Remove-HpcJob -Id $jobs[0].Id, 99999, $jobs[1].Id -Confirm:$false } 'HpcJobNotFound' ObjectNotFound 99999
        $jobs[2, 3] | Remove-HpcJob -Confirm:$false
        foreach ($job in $jobs) { $null = Assert-Problem { Get-HpcJob -Id $job.Id } 'HpcJobNotFound' ObjectNotFound }
    }

    It 'takes the children along that still wait for it, saying why' {
        $parent = Complete-TestJob 'false'
        $child = New-HpcJob -ParentJobIds $parent.Id | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $child.State, $child.PendingReason | Should -Be 'Queued', 'ParentJobsCanceledOrFailed'
        (Get-HpcJob -Id $parent.Id).ChildJobIds | Should -Be $child.Id
        Remove-HpcJob -Id $parent.Id -Confirm:$false
        $orphan = Get-HpcJob -Id $child.Id
        $orphan.State, $orphan.CancelRequest | Should -Be 'Canceled', 'ParentJobsDeleted'
        $orphan.ErrorMessage | Should -BeLike "*$($parent.Id)*deleted*"
    }

    It 'asks first, and removes nothing where nobody can be asked' {
        (Get-Command -Name Remove-HpcJob).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be 'High'
        $job = New-HpcJob
        Invoke-Elsewhere { param($id) try { Remove-HpcJob -Id $id } catch { 'refused' } } $job.Id | Should -Be 'refused'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
    }

    It 'removes nothing with -WhatIf' {
        $job = New-HpcJob
        Remove-HpcJob -Id $job.Id -WhatIf
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
    }
}
