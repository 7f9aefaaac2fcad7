BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 15
    $acting = 'AffinityType', 'ExcludedNodesLimit', 'JobRetryCount', 'NodeReleaseTaskTimeout', 'PreemptionType', 'TaskCancelGracePeriod', 'TaskImmediatePreemptionEnabled', `
        'TaskRetryCount', 'TtlCompletedJobs'
    function Get-Value([string[]] $Name = $acting) { (Get-HpcClusterProperty).Where({ $_.Name -in $Name }).ForEach({ "$($_.Name)=$($_.Value)" }) -join ' ' }

    # The warnings of a script.
    function Get-Warning([scriptblock] $Script) { & $Script 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object Message }
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcClusterProperty' {
    It 'changes what is given, and returns nothing' {
        $others = 'AffinityType=NonExclusiveJobs ExcludedNodesLimit=10 JobRetryCount=3 NodeReleaseTaskTimeout=15 PreemptionType=Graceful'
        Set-HpcClusterProperty -TaskCancelGracePeriod 3 | Should -BeNullOrEmpty
        Get-Value | Should -Be "$others TaskCancelGracePeriod=3 TaskImmediatePreemptionEnabled=True TaskRetryCount=3 TtlCompletedJobs=5"
        Set-HpcClusterProperty -NodeReleaseTaskTimeout 4 -TtlCompletedJobs 6 -JobRetryCount 1 -TaskRetryCount 0 -ExcludedNodesLimit 2 -PreemptionType None `
            -AffinityType AllJobs -TaskImmediatePreemptionEnabled $false
        $others = 'AffinityType=AllJobs ExcludedNodesLimit=2 JobRetryCount=1 NodeReleaseTaskTimeout=4 PreemptionType=None'
        Get-Value | Should -Be "$others TaskCancelGracePeriod=3 TaskImmediatePreemptionEnabled=False TaskRetryCount=0 TtlCompletedJobs=6"
    }

    It 'changes nothing when one of several values is out of range' {
        $before = Get-Value
        $problem = Assert-Problem { Set-HpcClusterProperty -TaskCancelGracePeriod 7 -NodeReleaseTaskTimeout -1 } 'HpcValueOutOfRange' InvalidArgument
        $problem.Exception.Message | Should -BeLike '*NodeReleaseTaskTimeout*-1*'
        Get-Value | Should -Be $before
    }

    It 'names the property that is out of range' {
        $null = Assert-Problem { Set-HpcClusterProperty -TtlCompletedJobs -5 } 'HpcValueOutOfRange' InvalidArgument 'TtlCompletedJobs'
    }

    It 'takes what is large, and refuses what cannot be kept to' {
        Set-HpcClusterProperty -TaskCancelGracePeriod ([int]::MaxValue) -NodeReleaseTaskTimeout ([int]::MaxValue) -TtlCompletedJobs 36500
        $null = Assert-Problem { Set-HpcClusterProperty -TtlCompletedJobs 36501 } 'HpcValueOutOfRange' InvalidArgument 'TtlCompletedJobs'
        $held = Start-HeldJob
        Stop-HpcJob -Id $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
        Set-HpcClusterProperty -TaskCancelGracePeriod 3 -NodeReleaseTaskTimeout 4 -TtlCompletedJobs 6
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-Value
        Set-HpcClusterProperty -TaskCancelGracePeriod 9 -WhatIf
        Get-Value | Should -Be $before
    }

    It 'keeps every parameter, one set after the other' {
        $command = Get-Command -Name Set-HpcClusterProperty
        $values = @{ String = 'False'; Int32 = 7; Boolean = $true; 'String[]' = 'a', 'b' }
        $special = @{
            SubmissionFilterProgram = ''; ActivationFilterProgram = ''; PreemptionBalancedMode = 'Graceful'; NodeNamingSeries = 'NODE%1%'
            ConcurrencyTestRunNumber = '4'; RunCleanUpHour = '5'; TtlCompletedRuns = '6'; RestoreMode = $false; TaskShell = '/bin/sh'; TaskUmask = '027'
            JobRuntime = '1:00'; EventLogLevel = 'Error'; SchedulerEnvFeatureFlags = 'TASK_ON_SINGLE_NODE'; RemovedMetrics = , 'HPCJobCpuTime'
            InstallCredential = [pscredential]::new('installer', [securestring]::new()); EmailCredential = [pscredential]::new('mailer', [securestring]::new())
        }
        $passedOver = 'PassThru', 'Environment', 'Property', 'AzureStorageConnectionString', 'Scheduler'
        foreach ($set in $command.ParameterSets) {
            $setting = @{}
            foreach ($parameter in $set.Parameters.Where({ $_.Name -notin $passedOver -and $_.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters })) {
                if ($parameter.Name -in 'WhatIf', 'Confirm') { continue }
                $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
                $setting[$parameter.Name] = $special.ContainsKey($parameter.Name) ? $special[$parameter.Name] `
                    : $type.IsEnum ? [enum]::GetValues($type)[1] : $values[$type.Name]
            }
            if (-not $setting.Count) { continue }
            Set-HpcClusterProperty @setting -WarningAction Ignore
            $kept = @{}
            (Get-HpcClusterProperty).ForEach({ $kept[$_.Name] = $_.Value })
            foreach ($name in $setting.Keys) {
                $expected = $setting[$name] -is [pscredential] ? $setting[$name].UserName : $setting[$name] -join ','
                $kept[$name] | Should -Be $expected -Because $name
            }
        }
        Set-HpcClusterProperty -AllowNewUserConnections $true -SchedulingMode Queued -TaskCancelGracePeriod 3 -TtlCompletedJobs 6 -TaskShell '' -TaskUmask '' -UserJobLimit 20000
        Set-HpcClusterProperty -RemovedMetrics ''
    }

    It 'takes everything that is listed, with the value that it has, as a saved configuration gives it back' {
        $before = @(Get-HpcClusterProperty)
        $environment = (Get-HpcClusterProperty -Environment).Name
        $clixml = Get-NewPath
        $before | Export-Clixml -Path $clixml
        $problems = @()
        foreach ($saved in Import-Clixml -Path $clixml) {
            # As HPC Pack's own Import-HpcConfiguration.ps1 writes the calls.
            $call = if ($saved.Name -in $environment) { "-Environment:'$($saved.Name)=$($saved.Value)'" }
            elseif ($saved.Value -in 'True', 'False') { "-$($saved.Name):`$$($saved.Value)" }
            else { "-$($saved.Name):'$($saved.Value)'" }
            try { Invoke-Expression "Set-HpcClusterProperty $call -WarningAction Ignore -ErrorAction Stop" }
            catch { $problems += "${call}: $_" }
        }
        $problems | Should -BeNullOrEmpty
        (Get-HpcClusterProperty | ConvertTo-Json) | Should -BeExactly ($before | ConvertTo-Json)
    }

    It 'says of a saved value that is out of range what is allowed, and keeps the old one' {
        $problem = Assert-Problem { Set-HpcClusterProperty -AzureCollectionInterval:'45' } 'HpcValueOutOfRange' InvalidArgument 'AzureCollectionInterval'
        $problem.Exception.Message | Should -BeLike "*AzureCollectionInterval*45*0 to 30*"
        $null = Assert-Problem { Set-HpcClusterProperty -EventLogLevel:'Loud' } 'HpcValueOutOfRange' InvalidArgument 'EventLogLevel'
        { Set-HpcClusterProperty -GrowTimeout:'soon' } | Should -Throw -ErrorId 'CannotConvertArgument*'
        (Get-HpcClusterProperty -Name EventLogLevel).Value | Should -Not -Be 'Loud'
    }

    It 'takes the abbreviations of the page, whatever came later' -ForEach @(
        @{ Short = 'JobClean'; Long = 'JobCleanUpHour' }, @{ Short = 'JobR'; Long = 'JobRetryCount' }, @{ Short = 'Disable'; Long = 'DisableCredentialReuse' }
        @{ Short = 'EmailUse'; Long = 'EmailUseSsl' }, @{ Short = 'GrowT'; Long = 'GrowThreshold' }, @{ Short = 'Tasks'; Long = 'TasksPerResourceUnit' }, @{ Short = 'Schedule'; Long = 'Scheduler' }
    ) {
        (Get-Command -Name Set-HpcClusterProperty).ResolveParameter($Short).Name | Should -Be $Long
    }

    It 'takes the name of a user for a credential and asks for no password' {
        Set-HpcClusterProperty -InstallCredential 'DOMAIN\installer' -WarningAction Ignore
        Set-HpcClusterProperty -EmailCredential mailer -WarningAction Ignore
        (Get-HpcClusterProperty -InstallCredential).Value, (Get-HpcClusterProperty -EmailCredential).Value | Should -Be 'DOMAIN\installer', 'mailer'
        Set-HpcClusterProperty -InstallCredential '' -WarningAction Ignore
        (Get-HpcClusterProperty -InstallCredential).Value | Should -BeNullOrEmpty
    }

    It 'warns of what has no effect, and of nothing else' {
        Get-Warning { Set-HpcClusterProperty -EmailSmtpServer mail.example.com -EmailUseSsl $true -TaskRetryCount 1 } |
            Should -Be 'EmailSmtpServer, EmailUseSsl: kept, but nothing in this scheduler goes by them.'
        Get-Warning { Set-HpcClusterProperty -TaskRetryCount 2 -PreemptionType None } | Should -BeNullOrEmpty
        Get-Warning { Set-HpcClusterProperty -EmailSmtpServer other -WhatIf } | Should -BeNullOrEmpty
    }

    It 'does not keep passwords and other secrets' {
        $password = ConvertTo-SecureString -String 'open sesame' -AsPlainText -Force
        @(Get-Warning { Set-HpcClusterProperty -InstallCredential ([pscredential]::new('someone', $password)) })[1] | Should -BeLike '*password is not*'
        Get-Warning { Set-HpcClusterProperty -AzureStorageConnectionString 'AccountKey=open sesame' } | Should -BeLike '*is not kept*'
        (Get-HpcClusterProperty -InstallCredential).Value | Should -Be 'someone'
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        foreach ($file in Get-ChildItem -Path $env:CCP_SCHEDULER -File -Recurse) { [IO.File]::ReadAllText($file.FullName) | Should -Not -BeLike '*open sesame*' }
    }

    It 'combines only parameters of one set' {
        { Set-HpcClusterProperty -TaskRetryCount 1 -OperationArchive 7 } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }

    It 'sets by -Property what has no parameter, and all others too' {
        Set-HpcClusterProperty -Property 'jobcleanupdayofweek=sunday', 'PriorityBias = LowBias', 'TaskRetryCount=3'
        Get-Value 'JobCleanUpDayOfWeek', 'PriorityBias', 'TaskRetryCount' | Should -Be 'JobCleanUpDayOfWeek=Sunday PriorityBias=NoBias TaskRetryCount=3'
        Set-HpcClusterProperty -Property 'JobCleanUpDayOfWeek=' -PriorityBias MediumBias
        Get-Value 'JobCleanUpDayOfWeek', 'PriorityBias' | Should -Be 'JobCleanUpDayOfWeek= PriorityBias=MediumBias'
        Set-HpcClusterProperty -PriorityBias LowBias
        Get-Value 'PriorityBias' | Should -Be 'PriorityBias=NoBias'
        $null = Assert-Problem { Set-HpcClusterProperty -Property 'TaskRetryCount' } 'HpcValueOutOfRange' InvalidArgument 'TaskRetryCount'
        $null = Assert-Problem { Set-HpcClusterProperty -Property 'NoSuchThing=1' } 'HpcClusterPropertyNotFound' ObjectNotFound 'NoSuchThing'
    }

    It 'outlives the host' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 8
        Set-HpcClusterProperty -Environment 'KEPT=yes'
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcClusterProperty -Parameter -Name TaskCancelGracePeriod).Value | Should -Be 8
        (Get-HpcClusterProperty -Environment -Name KEPT).Value | Should -Be 'yes'
        Set-HpcClusterProperty -Environment 'KEPT='
    }

    It 'kills without a grace period when that is 0' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 0
        $told = Get-NewPath
        $held = Start-HeldJob -Before "trap 'echo told >$told' TERM"
        Stop-HpcJob -Id $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
        $told | Should -Not -Exist
    }
}

Describe 'Set-HpcClusterProperty -Environment' {
    It 'gives every task the variables, below those of its job and its own' {
        Set-HpcClusterProperty -Environment 'FIRST=cluster', 'SECOND=cluster', 'THIRD=cluster', 'CCP_MPI_NETMASK=10.0.0.0/255.0.0.0'
        $job = New-HpcJob -JobEnv 'SECOND=job', 'THIRD=job' | Add-HpcTask -Env 'THIRD=task' -CommandLine 'echo $FIRST $SECOND $THIRD $CCP_MPI_NETMASK' |
            Submit-HpcJob | Wait-HpcJob -Timeout $endLimit
        Get-HpcTask -JobId $job.Id | Receive-HpcTask | Should -Be 'cluster job task 10.0.0.0/255.0.0.0'
        Set-HpcClusterProperty -Environment 'FIRST=', 'SECOND=', 'CCP_MPI_NETMASK='
        (Get-HpcClusterProperty -Environment).Where({ $_.Value }).Name | Should -Be 'CCP_CLUSTER_NAME', 'THIRD'
        $job = Complete-TestJob 'echo "${FIRST-none} $THIRD"'
        Get-HpcTask -JobId $job.Id | Receive-HpcTask | Should -Be 'none cluster'
    }

    It 'refuses <Variable>, and changes nothing' -ForEach @(
        @{ Variable = 'CCP_SCHEDULER=other'; Id = 'HpcReservedEnvironmentVariable' }
        @{ Variable = 'CCP_JOBID=1'; Id = 'HpcReservedEnvironmentVariable' }
        @{ Variable = 'HPCSCHEDULER_X=1'; Id = 'HpcReservedEnvironmentVariable' }
        @{ Variable = 'NOVALUE'; Id = 'HpcInvalidEnvironmentVariable' }
        @{ Variable = '1A=1'; Id = 'HpcInvalidEnvironmentVariable' }
    ) {
        $null = Assert-Problem { Set-HpcClusterProperty -Environment 'GOOD=1', $Variable } $Id InvalidArgument
        (Get-HpcClusterProperty -Environment).Name | Should -Not -Contain 'GOOD'
    }
}

Describe 'Set-HpcClusterProperty -TaskShell, -TaskUmask' {
    It 'has command lines run by bash, or the shell that is named' {
        $line = 'echo ${BASH_VERSION:+bash} $(umask)'
        $job = Complete-TestJob $line
        Set-HpcClusterProperty -TaskShell /bin/sh -TaskUmask 027
        $other = Complete-TestJob $line
        Set-HpcClusterProperty -TaskShell '' -TaskUmask ''
        Get-HpcTask -JobId $job.Id | Receive-HpcTask | Should -Be "$((Test-Path /bin/bash) ? 'bash ' : '')0022"
        Get-HpcTask -JobId $other.Id | Receive-HpcTask | Should -Match '^(bash )?0027$'
    }

    It 'refuses <Value>, and changes nothing' -ForEach @(
        @{ Name = 'TaskShell'; Value = '/no/such/shell' }
        @{ Name = 'TaskShell'; Value = '/etc/passwd' }
        @{ Name = 'TaskShell'; Value = 'bash' }
        @{ Name = 'TaskUmask'; Value = '999' }
        @{ Name = 'TaskUmask'; Value = '22' }
    ) {
        $null = Assert-Problem { Set-HpcClusterProperty -Property "$Name=$Value", 'TaskRetryCount=1' } 'HpcValueOutOfRange' InvalidArgument $Value
        Get-Value $Name | Should -Be "$Name="
        Get-Value TaskRetryCount | Should -Not -Be 'TaskRetryCount=1'
    }
}

Describe 'Set-HpcClusterProperty -Environment CCP_CLUSTER_NAME' {
    It 'names the cluster, and takes the name of the machine again when that is taken away' {
        Set-HpcClusterProperty -Environment 'CCP_CLUSTER_NAME=Nightly'
        (Get-HpcClusterOverview).ClusterName, (Get-HpcClusterProperty -Environment -Name CCP_CLUSTER_NAME).Value | Should -Be 'Nightly', 'Nightly'
        $job = Complete-TestJob 'echo $CCP_CLUSTER_NAME'
        Get-HpcTask -JobId $job.Id | Receive-HpcTask | Should -Be 'Nightly'
        Set-HpcClusterProperty -Environment 'CCP_CLUSTER_NAME='
        (Get-HpcClusterOverview).ClusterName | Should -Be $scheduler.NodeName
    }
}

Describe 'Set-HpcClusterProperty -RestoreMode' {
    It 'lets nothing be submitted until it is over' {
        Set-HpcClusterProperty -RestoreMode
        $job = New-HpcJob | Add-HpcTask -CommandLine true
        $null = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcSchedulerInRestoreMode' InvalidOperation
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
        Set-HpcClusterProperty -RestoreMode:$false
        (Submit-HpcJob -Id $job.Id | Wait-HpcJob -Timeout $endLimit).State | Should -Be 'Finished'
    }
}
