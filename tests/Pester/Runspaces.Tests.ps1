# Objects in runspaces that did not import the module: what they have is in their types, and not in PowerShell's table of types.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $job = New-HpcJob -Name away | Add-HpcTask -CommandLine 'true' -Name t | Submit-HpcJob | Wait-HpcJob -Timeout $endLimit
    $task = Get-HpcTask -JobId $job.Id
    $node = Get-HpcNode
    $history = @(Get-HpcJobHistory -StartDate $job.CreateTime.AddMinutes(-1) -EndDate (Get-Date).AddMinutes(1) -JobId $job.Id)[0]
    $info = Get-HpcScheduler -Path $env:CCP_SCHEDULER

    # What a script gets there for the object.
    function Get-There([string] $Way, $InputObject, [string] $Script) {
        switch ($Way) {
            'ForEach-Object -Parallel' { $InputObject | ForEach-Object -Parallel ([scriptblock]::Create($Script)) }
            'Start-ThreadJob' { Start-ThreadJob -ScriptBlock ([scriptblock]::Create("`$input | ForEach-Object { $Script }")) -InputObject $InputObject | Receive-Job -Wait -AutoRemoveJob }
        }
    }
}

AfterAll { Remove-TestScheduler }

Describe 'In <_>' -ForEach 'ForEach-Object -Parallel', 'Start-ThreadJob' {
    BeforeAll { $way = $_ }

    It 'a <Kind> has <Name>, which is its <Same>' -ForEach @(
        foreach ($pair in @(
                'job UserName Owner', 'job JobTemplate Template', 'job ConfiguringTasksCount ConfiguringTaskCount', 'job QueuedTasksCount QueuedTaskCount'
                'job DispatchingTasksCount DispatchingTaskCount', 'job RunningTasksCount RunningTaskCount', 'job CancelingTasksCount CancelingTaskCount'
                'job FinishedTasksCount FinishedTaskCount', 'job FailedTasksCount FailedTaskCount', 'job CanceledTasksCount CanceledTaskCount'
                'job CurrentAllocation AllocatedCores', 'job IsExclusive Exclusive', 'job SoftwareLicense License', 'job JobValidExitCodes ValidExitCodes'
                'job MinMemory MinMemoryPerNode', 'job MaxMemory MaxMemoryPerNode', 'job EnvironmentVariables JobEnv'
                'task Id TaskId', 'task ParentJobId JobId', 'task WorkDirectory WorkDir', 'task StdInFilePath Stdin', 'task StdOutFilePath Stdout'
                'task StdErrFilePath Stderr', 'task DependsOn Depend', 'task IsRerunnable Rerunnable', 'task EnvironmentVariables Env'
                'task IsExclusive Exclusive', 'task TaskValidExitCodes ValidExitCodes', 'history IsExclusive Exclusive'
                'node NetBiosName Name', 'node State NodeState', 'node Health NodeHealth', 'node NodeGroups Groups', 'node ProcessorCores Cores'
                'node NumberOfCores Cores', 'node NumberOfSockets Sockets', 'node MemorySize Memory', 'info Scheduler Path')) {
            $kind, $name, $same = $pair.Split(' ')
            @{ Kind = $kind; Name = $name; Same = $same }
        }
    ) {
        $thing = Get-Variable -Name $Kind -ValueOnly
        $members = Get-There $way $thing '$_.PSObject.Properties.Name'
        $members | Should -Contain $Name
        Get-There $way $thing "`$_.$Name | Out-String" | Should -BeExactly ($thing.$Same | Out-String)
    }

    It 'a job, a task and a node are read anew' {
        (Get-There $way $job '$_.Refresh(); $_').State | Should -Be 'Finished'
        (Get-There $way $task '$_.Refresh(); $_').State | Should -Be 'Finished'
        (Get-There $way $node '$_.Refresh(); $_').NodeState | Should -Be 'Online'
    }

    It 'a job is submitted, canceled and queued again' {
        $waiting = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true'
        (Get-There $way $waiting '$_.Submit(); $_').State | Should -Be 'Queued'
        (Get-There $way $waiting '$_.Cancel(); $_').State | Should -Be 'Canceled'
        (Get-There $way $waiting '$_.Requeue(); $_').RequeueCount | Should -Be 1
    }
}

Describe 'A type' {
    It 'is known by the name it has in HPC Pack: <_>' -ForEach @(
        foreach ($name in 'HpcJob', 'HpcTask', 'HpcNode', 'HpcGroup', 'HpcPool', 'HpcMember', 'HpcVariable', 'HpcJobTemplate', 'HpcJobTemplateSecurityDescriptor', 'HpcJobHistory',
            'HpcNodeHistory', 'HpcMetric', 'HpcMetricValue', 'HpcMetricValueHistory', 'ClusterOverview', 'HpcSoftCardPolicy', 'ClusterNodeState', 'NodeHealthState', 'NodeHealth', 'NodeRole',
            'MetricTarget', 'JobState', 'TaskState', 'TaskType', 'UserRoles') { "Microsoft.ComputeCluster.CCPPSH.$name" }
        foreach ($name in 'JobState', 'TaskState', 'JobType', 'TaskType', 'JobUnitType', 'NodeState', 'JobNodeGroupOp', 'FailureReason', 'PendingReason', 'CancelRequest', 'UserRoles') {
            "Microsoft.Hpc.Scheduler.Properties.$name"
        }
    ) {
        $type = $_ -as [type]
        $type | Should -BeExactly ('HpcScheduler.' + $_.Split('.')[-1] -as [type])
        "$_[]" -as [type] | Should -Be $type.MakeArrayType()
    }

    It 'compares and takes what cmdlets return' {
        $node.HealthState -eq [Microsoft.ComputeCluster.CCPPSH.NodeHealthState]::OK | Should -BeTrue
        $job.State -eq [Microsoft.Hpc.Scheduler.Properties.JobState]::Finished | Should -BeTrue
        function Measure-Job([Microsoft.ComputeCluster.CCPPSH.HpcJob[]] $Job, [Microsoft.ComputeCluster.CCPPSH.HpcNode[]] $Node) { $Job.Count + $Node.Count }
        Measure-Job -Job $job, $job -Node $node | Should -Be 3
        $job -is [Microsoft.ComputeCluster.CCPPSH.HpcJob] | Should -BeTrue
    }

    It 'is known by that name while the module is imported, and not after it was removed' {
        Invoke-Elsewhere {
            # PowerShell keeps what it found once, so the table is looked at.
            $table = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
            function Get-NameCount { @($table::Get.Keys -like 'Microsoft.*.*' -match 'CCPPSH|Hpc').Count }
            Get-NameCount
            Import-Module "$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1" -Force
            Get-NameCount
            Remove-Module HpcScheduler
            Get-NameCount
            "$('Microsoft.ComputeCluster.CCPPSH.HpcJob' -as [type])-"
        } | Should -Be '36', '36', '0', '-'
    }

    It 'is known to a snap-in''s user' {
        Invoke-Elsewhere { Add-PSSnapin Microsoft.HPC; [Microsoft.ComputeCluster.CCPPSH.NodeHealthState]::OK } | Should -Be 'OK'
    }
}

Describe 'The module' {
    It 'keeps nothing in PowerShell''s table of types but what is shown first' {
        foreach ($type in Get-TypeData -TypeName HpcScheduler.*) { $type.Members.Keys | Should -BeNullOrEmpty -Because "$($type.TypeName) has it in its own members" }
    }
}
