# What comes through the pipeline: objects that have been away, rows, numbers and names, to every cmdlet that selects by them.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # An object as it comes back by each of the ways by which people keep it or hand it on.
    function Send-Away($InputObject, [string] $Way) {
        $file = Get-NewPath
        switch ($Way) {
            'Clixml' { $InputObject | Export-Clixml -Path $file; Import-Clixml -Path $file }
            'Csv' { $InputObject | Export-Csv -Path $file; Import-Csv -Path $file }
            'CsvWithType' { $InputObject | Export-Csv -Path $file -IncludeTypeInformation; Import-Csv -Path $file }
            'Json' { $InputObject | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
            'JsonAsHashtable' { $InputObject | ConvertTo-Json -Depth 4 | ConvertFrom-Json -AsHashtable }
            'Job' {
                # Its process ends some time later and is not to be taken for one of the scheduler's.
                $folder, $env:CCP_SCHEDULER = $env:CCP_SCHEDULER, $null
                try { $job = Start-Job { $input } -InputObject $InputObject }
                finally { $env:CCP_SCHEDULER = $folder }
                $job | Receive-Job -Wait -AutoRemoveJob
            }
            'Selected' { $InputObject | Select-Object -Property * }
            'ParallelSelected' { $InputObject | ForEach-Object -Parallel { $_ | Select-Object -Property * } }
        }
    }

    # What a cmdlet refuses to bind: nothing was asked of a scheduler.
    function Assert-Refused([scriptblock] $Script, [string] $Text) {
        $problem = @(Get-Problem $Script)
        $problem | Should -HaveCount 1 -Because "one refusal was expected, and there was: $problem"
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*' -Because $problem[0]
        $problem[0].Exception.Message | Should -BeLike $Text
    }
}

AfterAll { Remove-TestScheduler }

Describe 'A job that has been away by <_>' -ForEach 'Clixml', 'Csv', 'CsvWithType', 'Json', 'JsonAsHashtable', 'Job', 'Selected', 'ParallelSelected' {
    BeforeAll {
        $id = Start-TestJob 'echo from away' -Name away
        $job = Wait-HpcJob -Id $id -Timeout $endLimit
        $away = Send-Away $job $_
        $own = $env:CCP_SCHEDULER
        # Nothing but the object says where it came from.
        $env:CCP_SCHEDULER = "$own-none"
    }

    AfterAll { $env:CCP_SCHEDULER = $own }

    It 'is read again' { ($away | Get-HpcJob).Name | Should -Be 'away' }
    It 'is waited for' { ($away | Wait-HpcJob -Timeout $endLimit).State | Should -Be 'Finished' }
    It 'tells its tasks' { ($away | Get-HpcTask).State | Should -Be 'Finished' }
    It 'tells what its tasks have written' { $away | Receive-HpcTask | Should -Be 'from away' }
    It 'is copied, changed, extended, submitted, stopped and removed' {
        $copy = $away | New-HpcJob
        $copyAway = $copy | ConvertTo-Json | ConvertFrom-Json
        ($copyAway | Set-HpcJob -Project p).Project | Should -Be 'p'
        ($copyAway | Add-HpcTask -CommandLine 'sleep 60').TaskCount | Should -Be 2
        ($copyAway | Submit-HpcJob).SubmitTime | Should -Not -BeNullOrEmpty
        $copyAway | Stop-HpcJob -Force
        ($copyAway | Restart-HpcJob).RequeueCount | Should -Be 1
        $copyAway | Stop-HpcJob -Force
        $copyAway | Remove-HpcJob -Confirm:$false
        Get-HpcJob -Scheduler $own -State All -Name away | Should -Not -Contain $copy.Id
    }
    It 'is written into a file' {
        $file = "/tmp/$([guid]::NewGuid())"
        try { $away | Export-HpcJob -Path $file; $file | Should -FileContentMatch 'from away' }
        finally { Remove-Item -Path $file }
    }
    It 'is given as a parameter as well' { (Get-HpcTask -Job $away).CommandLine | Should -Be 'echo from away' }
}

Describe 'A task that has been away by <_>' -ForEach 'Clixml', 'Csv', 'CsvWithType', 'Json', 'JsonAsHashtable', 'Job', 'Selected', 'ParallelSelected' {
    BeforeAll {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'echo one' | Add-HpcTask -Parametric -End 2 -CommandLine 'echo *' | Submit-HpcJob | Wait-HpcJob -Timeout $endLimit
        $own = $env:CCP_SCHEDULER
        $away = Send-Away (Get-HpcTask -JobId $job.Id -TaskId 1) $_
        $subTaskAway = Send-Away (Get-HpcTask -JobId $job.Id -TaskId 2 -SubTaskId 2) $_
        $env:CCP_SCHEDULER = "$own-none"
    }

    AfterAll { $env:CCP_SCHEDULER = $own }

    It 'is read again, a sub-task too' {
        if ($away -is [hashtable]) {
            Assert-Refused { $away | Get-HpcTask } '*pscustomobject*'
            return
        }
        "$($away | Get-HpcTask)" | Should -BeExactly "$($job.Id).1"
        "$($subTaskAway | Get-HpcTask)" | Should -BeExactly "$($job.Id).2.2"
    }
    It 'tells its job' { ($away | Get-HpcJob).Id | Should -Be $job.Id }
    It 'tells what it has written' {
        $away | Receive-HpcTask | Should -Be 'one'
        $subTaskAway | Receive-HpcTask | Should -Be '2'
    }
    It 'is waited for' { "$($subTaskAway | Wait-HpcTask -Timeout $endLimit)" | Should -Be "$($job.Id).2.2" }
    It 'is changed and stopped' {
        $new = New-HpcJob -Scheduler $own | Add-HpcTask -CommandLine 'true'
        $newAway = Get-HpcTask -Job $new | ConvertTo-Json | ConvertFrom-Json
        ($newAway | Set-HpcTask -Name n).Name | Should -Be 'n'
        $newAway | Stop-HpcTask
        ($newAway | Get-HpcTask).State | Should -Be 'Canceled'
    }
    It 'is not taken for its job by what changes jobs' {
        Assert-Refused { $away | Stop-HpcJob } '*is a task and no job*'
        Assert-Refused { $away | Remove-HpcJob -Confirm:$false } '*is a task and no job*'
        Assert-Refused { $away | Set-HpcJob -Name x } '*is a task and no job*'
    }
}

Describe 'A node that has been away by <_>' -ForEach 'Clixml', 'Csv', 'CsvWithType', 'Json', 'JsonAsHashtable', 'Job', 'Selected', 'ParallelSelected' {
    BeforeAll {
        $node = Get-HpcNode
        $away = Send-Away $node $_
        $own = $env:CCP_SCHEDULER
        $env:CCP_SCHEDULER = "$own-none"
    }

    AfterAll { $env:CCP_SCHEDULER = $own }

    It 'is read again' { ($away | Get-HpcNode).Name | Should -Be $node.Name }
    It 'is changed' { ($away | Set-HpcNode -Description $_).Description | Should -Be $_ }
    It 'is taken online' { ($away | Set-HpcNodeState -State Online).NodeState | Should -Be 'Online' }
    It 'is put into a group' {
        $group = New-HpcGroup -Name $_ -Scheduler $own
        $away | Add-HpcGroup -Name $_
        (Get-HpcGroup -Name $_ -Scheduler $own).Nodes | Should -Be $node.Name
        ($group | Select-Object -Property * | Get-HpcNode).Name | Should -Be $node.Name
    }
    It 'runs a command' { ($away | Invoke-HpcCommand 'echo here').Line | Should -Be 'here' }
    It 'tells its measures' { $away | Get-HpcMetricValue -Name HPCCpuUsage | Should -Not -BeNullOrEmpty }
}

Describe 'Numbers, names and rows' {
    BeforeAll {
        $first = New-HpcJob -Name first
        $second = New-HpcJob -Name second
        $node = (Get-HpcNode).Name
    }

    It 'takes numbers of jobs from the pipeline: <_>' -ForEach 'Int32', 'Int64', 'String', 'Double' {
        $numbers = $first.Id, $second.Id -as "$_[]"
        ($numbers | Get-HpcJob).Name | Should -Be 'first', 'second'
    }
    It 'changes, submits, stops and removes jobs by numbers from the pipeline' {
        $ids = (New-HpcJob).Id, (New-HpcJob).Id
        ($ids | Set-HpcJob -Project p).Project | Should -Be 'p', 'p'
        $null = $ids | Add-HpcTask -CommandLine 'true' | Submit-HpcJob | Wait-HpcJob -Timeout $endLimit
        ($ids | Wait-HpcJob -Timeout $endLimit).State | Should -Be 'Finished', 'Finished'
        $ids | Remove-HpcJob -Confirm:$false
        (Get-Problem { $ids | Get-HpcJob }).FullyQualifiedErrorId | Should -Be (, 'HpcJobNotFound,HpcScheduler.Cmdlets.GetHpcJob' * 2)
    }
    It 'takes JobId and Id of rows, in letters of either case' {
        ([pscustomobject] @{ JobId = $first.Id } | Get-HpcJob).Name | Should -Be 'first'
        ([pscustomobject] @{ id = "$($second.Id)" } | Get-HpcJob).Name | Should -Be 'second'
        (@{ ID = $second.Id; Comment = 'x' } | Get-HpcJob).Name | Should -Be 'second'
        ([pscustomobject] @{ PSTypeName = 'My.Plan'; Id = $first.Id } | Get-HpcJob).Name | Should -Be 'first'
    }
    It 'takes Scheduler of rows' {
        $own = $env:CCP_SCHEDULER
        try {
            $env:CCP_SCHEDULER = "$own-none"
            ([pscustomobject] @{ Id = $first.Id; Scheduler = $own } | Get-HpcJob).Name | Should -Be 'first'
            ([pscustomobject] @{ Name = $node; Scheduler = $own } | Get-HpcNode).Name | Should -Be $node
            ([pscustomobject] @{ Name = 'ComputeNodes'; Scheduler = $own } | Get-HpcGroup).Name | Should -Be 'ComputeNodes'
            ([pscustomobject] @{ Name = 'Default'; Scheduler = $own } | Get-HpcPool).Name | Should -Be 'Default'
            ([pscustomobject] @{ Name = 'Default'; Scheduler = $own } | Get-HpcJobTemplate).Name | Should -Be 'Default'
        }
        finally { $env:CCP_SCHEDULER = $own }
    }
    It 'takes what the user says before what the object says' {
        (Get-Problem { [pscustomobject] @{ Id = $first.Id; Scheduler = '/nowhere' } | Get-HpcJob -Scheduler $env:CCP_SCHEDULER }) | Should -BeNullOrEmpty
    }
    It 'takes a row of the history for its job' {
        $done = Complete-TestJob
        (Get-HpcJobHistory -StartDate $done.CreateTime.AddMinutes(-1) -EndDate (Get-Date).AddMinutes(1) -JobId $done.Id | Get-HpcJob).Id | Select-Object -Unique | Should -Be $done.Id
    }
    It 'takes the names of nodes, also with wildcards' {
        ($node | Set-HpcNode -Description named).Description | Should -Be 'named'
        ("$($node.Substring(0, 1))*" | Set-HpcNode -Description starred).Description | Should -Be 'starred'
        ($node | Get-HpcNode).Name | Should -Be $node
    }
    It 'takes the text of a task' {
        $null = $first | Add-HpcTask -CommandLine 'true'
        ("$($first.Id).1" | Set-HpcTask -Name t).Name | Should -Be 't'
    }
    It 'takes a scheduler where jobs are listed' { (Get-HpcScheduler -Path $env:CCP_SCHEDULER | Get-HpcJob -State All -Name first).Id | Should -Be $first.Id }
    It 'reads groups, pools and templates again, and changes them by name' {
        $null = New-HpcGroup -Name again
        (Get-HpcGroup -Name again | Get-HpcGroup).Name | Should -Be 'again'
        ('again' | Set-HpcGroup -Description d).Description | Should -Be 'd'
        (Add-HpcPool -Name again | Get-HpcPool).Name | Should -Be 'again'
        ('again' | Set-HpcPool -Weight 3).Weight | Should -Be 3
        ('again' | Remove-HpcPool -Confirm:$false) | Should -BeNullOrEmpty
        (Get-HpcJobTemplate -Name Default | Get-HpcJobTemplate).Name | Should -Be 'Default'
    }
}

Describe 'What is no job' {
    BeforeAll { $group = New-HpcGroup -Name nojob }

    It 'is refused while it is bound: <Name>' -ForEach @(
        @{ Name = 'an object with only a name'; Make = { [pscustomobject] @{ Name = 'x' } }; Text = '*a row with Name is no job*' }
        @{ Name = 'an object with nothing'; Make = { [pscustomobject] @{} }; Text = '*is no job*' }
        @{ Name = 'the number 0'; Make = { 0 }; Text = '*0 is no number of a job*' }
        @{ Name = 'a negative number'; Make = { -3 }; Text = '*-3 is no number of a job*' }
        @{ Name = 'a broken number'; Make = { 1.5 }; Text = '*is no job*' }
        @{ Name = 'a word'; Make = { 'first' }; Text = "*'first' is no job*" }
        @{ Name = 'a truth'; Make = { $true }; Text = '*is no job*' }
        @{ Name = 'a day'; Make = { Get-Date }; Text = '*is no job*' }
        @{ Name = 'a process'; Make = { Get-Process -Id $PID }; Text = '*System.Diagnostics.Process is no job*' }
        @{ Name = 'a selected process'; Make = { Get-Process -Id $PID | Select-Object -Property Id, Name }; Text = '*is no job*' }
        @{ Name = 'a row of a table of processes'; Make = { Get-Process -Id $PID | Select-Object -Property Id, Handles, WS, Path | ConvertTo-Csv | ConvertFrom-Csv }; Text = '*a row with Id, Handles, WS, Path is no job*' }
        @{ Name = 'a group'; Make = { $group }; Text = "*HpcGroup '*' is no job*" }
        @{ Name = 'a row of a table of groups'; Make = { $group | ConvertTo-Csv | ConvertFrom-Csv }; Text = '*is no job*' }
        @{ Name = 'a group that was away'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($group)) }; Text = '*HpcGroup is no job*' }
        @{ Name = 'a job that was away without its number'; Make = { Get-HpcJob -State All | Select-Object -First 1 -Property Name, State | ConvertTo-Json | ConvertFrom-Json }; Text = '*is no job*' }
        @{ Name = 'a row whose Id is a word'; Make = { [pscustomobject] @{ Id = 'x' } }; Text = "*The Id of what was given, 'x', is no number of a job*" }
        @{ Name = 'a row whose JobId is 0'; Make = { [pscustomobject] @{ JobId = 0 } }; Text = "*The JobId of what was given, '0', is no number of a job*" }
        @{ Name = 'a row whose Id is empty'; Make = { [pscustomobject] @{ Id = '' } }; Text = '*is no number of a job*' }
        @{ Name = 'a made job'; Make = { [HpcScheduler.HpcJob]::new() }; Text = '*This job has no number*' }
    ) {
        $thing = & $Make
        foreach ($cmdlet in 'Get-HpcJob', 'Stop-HpcJob', 'Submit-HpcJob', 'Set-HpcJob', 'New-HpcJob', 'Wait-HpcJob', 'Remove-HpcJob', 'Restart-HpcJob', 'Get-HpcTask') {
            Assert-Refused { $thing | & $cmdlet } $Text
        }
    }

    It 'does not keep what is one from being taken' {
        $job = New-HpcJob -Name kept
        $found = 'x', $job.Id, [pscustomobject] @{} | Get-HpcJob -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Name | Should -Be 'kept'
        $problems | Should -HaveCount 2
    }

    It 'is refused as a task: <Name>' -ForEach @(
        @{ Name = 'a job'; Make = { New-HpcJob }; Text = '*is no task*Get-HpcTask lists the tasks of a job*' }
        @{ Name = 'a number'; Make = { 5 }; Text = "*'5' is no task*" }
        @{ Name = 'a row without a job'; Make = { [pscustomobject] @{ TaskId = 1 } }; Text = '*it has no JobId*' }
        @{ Name = 'a row without a task'; Make = { [pscustomobject] @{ JobId = 1 } }; Text = '*is no task*' }
        @{ Name = 'a process'; Make = { Get-Process -Id $PID }; Text = '*Process is no task*' }
        @{ Name = 'a wrong sub-task'; Make = { [pscustomobject] @{ JobId = 1; TaskId = 1; SubTaskId = 'x' } }; Text = "*The SubTaskId of what was given, 'x'*" }
        @{ Name = 'a made task'; Make = { [HpcScheduler.HpcTask]::new() }; Text = '*This task has no numbers*' }
    ) {
        $thing = & $Make
        foreach ($cmdlet in 'Stop-HpcTask', 'Set-HpcTask', 'Restart-HpcTask') { Assert-Refused { $thing | & $cmdlet } $Text }
    }

    It 'is refused as a node: <Name>' -ForEach @(
        @{ Name = 'a process'; Make = { Get-Process -Id $PID }; Text = '*Process is no node*' }
        @{ Name = 'a number'; Make = { 5 }; Text = "*'5' is no node*" }
        @{ Name = 'a row without a name'; Make = { [pscustomobject] @{ Description = 'x' } }; Text = '*is no node*' }
        @{ Name = 'a job'; Make = { New-HpcJob }; Text = '*HpcJob *is no node*' }
    ) {
        $thing = & $Make
        Assert-Refused { $thing | Set-HpcNode -Description x } $Text
        Assert-Refused { $thing | Set-HpcNodeState -State Offline } $Text
        Assert-Refused { $thing | Remove-HpcNode } $Text
        Assert-Refused { $thing | Get-HpcNode } $Text
    }
}
