# Compares every parameter with the table in tests/Data/hpcpack-parameters.json: what scripts written for HPC Pack rely on.

BeforeDiscovery {
    . $PSScriptRoot/common.ps1
    $table = Get-Content -Path "$PSScriptRoot/../Data/hpcpack-parameters.json" -Raw | ConvertFrom-Json -AsHashtable
    $common = [System.Management.Automation.Cmdlet]::CommonParameters
    $switches = 'WhatIf', 'Confirm'

    # Parameters that the table does not have; everything else of ours must be in it.
    $ours = @{
        'Remove-HpcGroup' = 'Group', 'PassThru'
        'Export-HpcTask' = @('PassThru')
        'Export-HpcJob' = @('PassThru')
        'Set-HpcJobTemplateAcl' = @('PassThru')
        'Add-HpcGroup' = @('PassThru')
        'Copy-HpcJobTemplate' = @('PassThru')
        'Remove-HpcMember' = @('PassThru')
        'Remove-HpcJobTemplate' = @('PassThru')
        'Remove-HpcPool' = @('PassThru')
        'Remove-HpcNode' = @('PassThru')
        'Stop-HpcTask' = @('PassThru')
        'Stop-HpcJob' = @('PassThru')
        'Get-HpcJob' = 'Explain', 'Job'
        'Get-HpcNode' = @('Node')
        'Get-HpcJobHistory' = 'JobId', 'AllEvents'
        'Add-PSSnapin' = 'Name', 'PassThru'
        'Get-PSSnapin' = 'Name', 'Registered'
        'Invoke-HpcCommand' = 'CommandLine', 'NodeName', 'Node', 'All', 'WorkDir', 'Stdin', 'Env', 'Scheduler', 'WhatIf', 'Confirm'
        'Receive-HpcTask' = 'JobId', 'TaskId', 'SubTaskId', 'Task', 'Scheduler', 'Wait', 'Channel'
        'Remove-HpcJob' = 'Id', 'Job', 'Scheduler', 'PassThru'
        'Restart-HpcJob' = 'Id', 'Job', 'Scheduler'
        'Restart-HpcTask' = 'JobId', 'TaskId', 'SubTaskId', 'Task', 'Scheduler', 'Failed', 'PassThru'
        'Wait-HpcJob' = 'Id', 'Job', 'Scheduler', 'State', 'Any', 'Timeout', 'PassThru'
        'Wait-HpcTask' = 'JobId', 'TaskId', 'SubTaskId', 'Task', 'Scheduler', 'State', 'Any', 'Timeout', 'PassThru'
        'Export-HpcJobTemplate' = 'Template', 'Name', 'Path', 'Force', 'Scheduler', 'PassThru'
        'Set-HpcClusterProperty' = @(
            'Property', 'RemovedMetrics', 'PassThru', 'BrokerTaskProgram', 'DisableResourceValidation', 'EmailUseAsciiEncoding', 'EventLogLevel', 'GrowOnlyFullySatisfied', 'GrowTimeout', 'IdleNodePool'
            'JobCleanUpDayOfWeek', 'JobCostCacheRefreshInterval', 'JobRuntime', 'NodeCoolDownTime', 'SchedulerDeleteOldJobsDefaultCommandTimeout', 'SchedulerDeleteOldJobsMaxBatch'
            'SchedulerDeleteOldJobsMaxTimeout', 'SchedulerDeleteOldJobsRetryInterval', 'SchedulerDeleteOldJobsTotalTimeout', 'SchedulerEnvFeatureFlags', 'ServiceTaskProgram', 'SpoolDir'
            'TaskOutputLimit', 'UserJobLimit', 'UserJobSizeLimit', 'UserRequestLimit', 'UserRequestSizeLimit', 'UserTaskLimit', 'TaskShell', 'TaskUmask'
        )
        'Set-HpcJobCredential' = 'Credential', 'SoftCard', 'Thumbprint', 'AadUser', 'ExtendedData', 'Scheduler'
        'Get-HpcJobCredential' = @('Scheduler')
        'Remove-HpcJobCredential' = 'UserName', 'Scheduler'
        'Start-HpcNode' = 'Name', 'Node', 'Scheduler'
        'Stop-HpcNode' = 'Name', 'Node', 'Comment', 'Scheduler'
        'Restart-HpcNode' = 'Name', 'Node', 'Comment', 'Scheduler'
        'Get-HpcNodeTemplate' = 'Name', 'Scheduler'
        'Export-HpcMetric' = 'Path', 'Name', 'Force', 'Scheduler', 'PassThru'
        'Import-HpcMetric' = 'Path', 'Reset', 'Scheduler'
        'Remove-HpcMetric' = 'Name', 'Scheduler'
        'Get-HpcOperation' = 'Id', 'Node', 'NodeName', 'State', 'StartTime', 'EndTime', 'Name', 'Definition', 'Scheduler'
        'Get-HpcOperationLog' = 'Operation', 'Severity', 'Scheduler'
        'Stop-HpcOperation' = 'Operation', 'Scheduler'
        'Remove-HpcScheduler' = 'Scheduler', 'Force'
        'Start-HpcScheduler' = 'Scheduler', 'SubscribedCores', 'Machine', 'Foreground', 'PassThru'
        'Stop-HpcScheduler' = 'Scheduler', 'Force', 'StopJob', 'PassThru'
        'Get-HpcScheduler' = @('Scheduler')
        'Test-HpcScheduler' = 'Scheduler', 'Quiet'
        'Backup-HpcScheduler' = 'Scheduler', 'Destination', 'Force'
        'Install-HpcScheduler' = 'SubscribedCores', 'PassThru'
        'Uninstall-HpcScheduler' = @('RemoveData')
        'New-HpcNode' = 'Name', 'Cores', 'CoreIds', 'Memory', 'Gpus', 'Sockets', 'Description', 'Location', 'Scheduler'
    }
    # What the table demands and we do not: times of a history have defaults.
    $optional = 'Get-HpcJobHistory', 'Get-HpcNodeStateHistory', 'Get-HpcMetricValueHistory'
    # Cmdlets that can be asked what they would do; in the table only some of them can.
    $askable = @(
        'New-HpcJob', 'Set-HpcJob', 'Submit-HpcJob', 'Remove-HpcJob', 'Restart-HpcJob', 'Export-HpcJob', 'Add-HpcTask', 'Set-HpcTask', 'Restart-HpcTask'
        'Export-HpcTask', 'Set-HpcClusterProperty', 'Start-HpcScheduler', 'Stop-HpcScheduler', 'Backup-HpcScheduler', 'Install-HpcScheduler', 'Uninstall-HpcScheduler'
        'New-HpcNode', 'Set-HpcNode', 'New-HpcGroup', 'Add-HpcGroup', 'Set-HpcGroup', 'Add-HpcMember'
        'Set-HpcJobCredential', 'Remove-HpcJobCredential', 'Start-HpcNode', 'Stop-HpcNode', 'Restart-HpcNode', 'Export-HpcMetric', 'Import-HpcMetric', 'Remove-HpcMetric'
        'Stop-HpcOperation', 'Remove-HpcScheduler'
        'Copy-HpcJobTemplate', 'Import-HpcJobTemplate', 'Export-HpcJobTemplate', 'Remove-HpcJobTemplate', 'Set-HpcJobTemplateAcl', 'Add-HpcPool', 'Set-HpcPool', 'Remove-HpcPool'
    )
    # Cmdlets that have all that the table says of them.
    $complete = @($table.Keys -match '-Hpc(Job|Task|JobHistory|Node|NodeState|NodeStateHistory|Group|Member|JobTemplate|JobTemplateAcl|Pool|ClusterProperty|ClusterOverview|Metric|MetricValue|MetricValueHistory)$')

    $commands = @(Get-Command -Module HpcScheduler -CommandType Cmdlet)
    $shared = @(foreach ($command in $commands) {
            if (-not $table.ContainsKey($command.Name)) { continue }
            foreach ($parameter in $command.Parameters.Values) {
                $row = $table[$command.Name].parameters[$parameter.Name]
                if ($row -and $parameter.Name -notin $switches) {
                    @{ Command = $command; Cmdlet = $command.Name; Parameter = $parameter; Name = $parameter.Name; Row = $row; TableSets = $table[$command.Name].sets; Optional = $command.Name -in $optional -and $parameter.Name -like '*Date' }
                }
            }
        })
    $others = @(foreach ($command in $commands) {
            $rows = if ($table.ContainsKey($command.Name)) { $table[$command.Name].parameters.Keys } else { @() }
            $allowed = @($ours[$command.Name]) + ($command.Name -in $askable ? $switches : @())
            foreach ($name in $command.Parameters.Keys) {
                if ($name -notin $common -and $name -notin $rows) { @{ Cmdlet = $command.Name; Name = $name; Allowed = $allowed } }
            }
        })
    $defaults = @(foreach ($command in $commands) {
            $named = $table.ContainsKey($command.Name) ? @($table[$command.Name].sets -match '\(Default\)' -replace ' \(Default\)') : @()
            if ($named -and $command.ParameterSets.Count -gt 1) { @{ Cmdlet = $command.Name; Command = $command; Default = $named[0] } }
        })
    $whole = @(foreach ($name in $complete) {
            @{ Cmdlet = $name; Command = $commands.Where({ $_.Name -eq $name })[0]; Rows = @($table[$name].parameters.Keys); Sets = @($table[$name].sets -replace ' \(Default\)') }
        })
}

Describe 'The table' {
    It 'has 41 cmdlets, all of which are to be whole' -ForEach @{ Count = $complete.Count; All = $table.Count } {
        $Count | Should -Be 41
        $All | Should -Be 41
    }
}

Describe '<Cmdlet>, which is to be whole' -ForEach $whole {
    It 'has every parameter of the table' {
        $Command | Should -Not -BeNullOrEmpty
        $Rows.Where({ -not $Command.Parameters.ContainsKey($_) }) | Should -BeNullOrEmpty
    }

    It 'has every parameter set of the table' {
        # With one set only, a name for it says nothing.
        if ($Sets.Count -gt 1) { $Sets.Where({ $_ -cnotin $Command.ParameterSets.Name }) | Should -BeNullOrEmpty }
    }

    It 'takes every abbreviation of three letters or more that it takes there' {
        $known = $Rows + [System.Management.Automation.Cmdlet]::CommonParameters
        foreach ($row in $Rows) {
            for ($length = 3; $length -le $row.Length; $length++) {
                $short = $row.Substring(0, $length)
                $meant = @($known -eq $short) + @($known -like "$short*")
                if ($known -eq $short -or $meant.Count -eq 1) { $Command.ResolveParameter($short).Name | Should -Be $meant[0] -Because "-$short is given" }
            }
        }
    }
}

Describe 'What runbooks write short' {
    It '<Cmdlet> -<Short> is -<Long>' -ForEach @(
        @{ Cmdlet = 'Add-HpcTask'; Short = 'Command'; Long = 'CommandLine' }
        @{ Cmdlet = 'Add-HpcTask'; Short = 'Workdir'; Long = 'WorkDir' }
        @{ Cmdlet = 'Set-HpcTask'; Short = 'Command'; Long = 'CommandLine' }
        @{ Cmdlet = 'Set-HpcTask'; Short = 'Workdir'; Long = 'WorkDir' }
        @{ Cmdlet = 'New-HpcJob'; Short = 'Template'; Long = 'TemplateName' }
        @{ Cmdlet = 'New-HpcJob'; Short = 'NotifyOnComplete'; Long = 'NotifyOnCompletion' }
        @{ Cmdlet = 'Set-HpcJob'; Short = 'Template'; Long = 'TemplateName' }
        @{ Cmdlet = 'Set-HpcJob'; Short = 'NotifyOnComplete'; Long = 'NotifyOnCompletion' }
        @{ Cmdlet = 'Get-HpcJob'; Short = 'Template'; Long = 'TemplateName' }
    ) {
        (Get-Command -Name $Cmdlet).ResolveParameter($Short).Name | Should -Be $Long
    }
}

Describe '<Cmdlet> -<Name>' -ForEach $shared {
    BeforeAll {
        $sets = $Parameter.ParameterSets
        $all = '__AllParameterSets'
        # A set of the table that the cmdlet does not have yet is not asked for.
        $wanted = $Row.sets -contains '(All)' ? @($all) : @($Row.sets.Where({ $_ -in $Command.ParameterSets.Name }))
    }

    It 'is of the type that scripts pass, or a list of it' {
        # One that takes $null as well is named there like one that does not.
        $type = [Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
        $type.Name | Should -BeIn $Row.type, "$($Row.type)[]"
    }

    It 'is in the same parameter sets, and maybe in more' {
        $there = $sets.Keys | Sort-Object
        if ($wanted -contains $all -and $there -notcontains $all) { $wanted = $Command.ParameterSets.Name }
        # With one set only, a name for it says nothing.
        if ($TableSets.Count -le 1 -or $Command.ParameterSets.Count -le 1) { return }
        if ($there -notcontains $all) { $wanted.Where({ $_ -notin $there }) | Should -BeNullOrEmpty }
    }

    It 'is mandatory or not, as there' {
        foreach ($set in $sets.Values) { $set.IsMandatory | Should -Be ($Row.required -and -not $Optional) }
    }

    It 'has the same position where it has one' {
        # What is only named there may have a position here: it takes none from the others.
        if ($Row.position -ne 'Named') { foreach ($set in $sets.Values) { $set.Position | Should -Be ([int] $Row.position - 1) } }
    }

    It 'takes from the pipeline what it takes there' {
        foreach ($set in $sets.Values) {
            if ($Row.pipeline -match 'ByValue') { $set.ValueFromPipeline | Should -BeTrue }
            if ($Row.pipeline -match 'ByPropertyName') { $set.ValueFromPipelineByPropertyName | Should -BeTrue }
        }
    }
}

Describe '<Cmdlet> -<Name>, which the table does not have' -ForEach $others {
    It 'is on the list of our own' { $Name | Should -BeIn $Allowed }
}

Describe '<Cmdlet>, which has several parameter sets' -ForEach $defaults {
    It 'has the same default' { $Command.DefaultParameterSet | Should -Be $Default }
}
