BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 15
    $alwaysThere = 'CCP_CLUSTER_NAME', 'CCP_MPI_NETMASK', 'CCP_SERVICEREGISTRATION_PATH', 'WCF_NETWORKPREFIX'
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcClusterProperty' {
    It 'lists names and values: the environment first, and each part in the order of its names' {
        $properties = @(Get-HpcClusterProperty)
        foreach ($property in $properties) { $property | Should -BeOfType 'HpcScheduler.HpcVariable' }
        $properties[0..3].Name | Should -Be $alwaysThere
        $names = ($properties | Select-Object -Skip 4).Name
        $names | Should -Be @($names | Sort-Object)
        $values = @{}
        $properties.ForEach({ $values[$_.Name] = $_.Value })
        $values.CCP_CLUSTER_NAME | Should -Be $scheduler.NodeName
        $values.TaskCancelGracePeriod, $values.SchedulingMode, $values.AutomaticGrowthEnabled, $values.SubmissionFilterProgram | Should -Be '15', 'Queued', 'True', ''
    }

    It 'lists nothing that Set-HpcClusterProperty has no parameter for' {
        (Get-HpcClusterProperty).Name.Where({ $_ -notin (Get-HpcClusterProperty -Environment).Name }) | Should -BeIn (Get-Command -Name Set-HpcClusterProperty).Parameters.Keys
    }

    It 'lists every property that Set-HpcClusterProperty has a parameter for, but the one that it does not keep' {
        $given = (Get-Command -Name Set-HpcClusterProperty).Parameters.Values.Where({ $_.ParameterSets.Keys -ne '__AllParameterSets' }).Name
        $given.Where({ $_ -notin 'Environment', 'Property', 'AzureStorageConnectionString', 'WhatIf', 'Confirm' }) | Should -BeIn (Get-HpcClusterProperty).Name
    }

    It 'lists of each set what belongs there' {
        (Get-HpcClusterProperty -Environment).Name | Should -Be $alwaysThere
        $all, $parameters = (Get-HpcClusterProperty).Name, (Get-HpcClusterProperty -Parameter).Name
        $others = @(
            Get-HpcClusterProperty -InstallCredential
            Get-HpcClusterProperty -EmailCredential
            Get-HpcClusterProperty -NodeNamingSeries
            Get-HpcClusterProperty -NodeNamingSequenceCount
            Get-HpcClusterProperty -WDSMode
            Get-HpcClusterProperty -RestoreMode
        ).Name
        $others | Should -Be 'InstallCredential', 'EmailCredential', 'NodeNamingSeries', 'NodeNamingSequenceCount', 'WDSMode', 'RestoreMode'
        $growth = (Get-HpcClusterProperty -AutoGrowShrink).Name
        $growth | Should -Contain 'EnableGrowShrink'
        $growth | Should -HaveCount 15
        $alwaysThere + $parameters + $others + $growth | Sort-Object | Should -Be ($all | Sort-Object)
    }

    It 'finds one by its name, without regard to case, or several with wildcards' {
        (Get-HpcClusterProperty taskcancelgraceperiod -Parameter).Name | Should -BeExactly 'TaskCancelGracePeriod'
        @(Get-HpcClusterProperty -Parameter -Name 'Ta*').Name |
            Should -Be 'TaskCancelGracePeriod', 'TaskImmediatePreemptionEnabled', 'TaskOutputLimit', 'TaskRetryCount', 'TaskShell', 'TaskUmask'
        @(Get-HpcClusterProperty -Environment 'CCP_M*').Name | Should -Be 'CCP_MPI_NETMASK'
        @(Get-HpcClusterProperty -Parameter -Name 'X*') | Should -HaveCount 0
    }

    It 'finds one by its name alone, in every set' {
        (Get-HpcClusterProperty TtlCompletedJobs).Value | Should -Be 5
        (Get-HpcClusterProperty ttl*).Name | Should -Be 'TtlCompletedJobs', 'TtlCompletedRuns'
        (Get-HpcClusterProperty -Name CCP_CLUSTER_NAME).Value | Should -Be $scheduler.NodeName
        $null = Assert-Problem { Get-HpcClusterProperty NoSuchThing } 'HpcClusterPropertyNotFound' ObjectNotFound 'NoSuchThing'
    }

    It 'says of each that is true or false which it is' {
        (Get-HpcClusterProperty -Name DataExtensibilityEnabled).Value | Should -Be 'False'
        $names = (Get-Command -Name Set-HpcClusterProperty).Parameters.Values.Where({ $_.ParameterType -eq [bool] }).Name
        foreach ($name in $names) { (Get-HpcClusterProperty -Name $name).Value | Should -BeIn 'True', 'False' -Because $name }
    }

    It 'says that there is none of a name in the set' {
        $null = Assert-Problem { Get-HpcClusterProperty -Parameter -Name NoSuchThing } 'HpcClusterPropertyNotFound' ObjectNotFound 'NoSuchThing'
        $null = Assert-Problem { Get-HpcClusterProperty -Environment -Name TaskRetryCount } 'HpcClusterPropertyNotFound' ObjectNotFound 'TaskRetryCount'
    }

    It 'completes names of the set' {
        $line = 'Get-HpcClusterProperty -Parameter -Name TaskR'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be 'TaskRetryCount'
        $line = 'Get-HpcClusterProperty -Environment -Name WCF'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be 'WCF_NETWORKPREFIX'
    }

    It 'shows a table that fits <_> columns, with every name whole' -ForEach 80, 120 {
        $all = @(Get-HpcClusterProperty)
        $view = @(Get-View $all $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Name', 'Value'
        ($view | Select-Object -Skip 2).ForEach({ ($_ -split ' ')[0] }) | Should -Be $all.Name
    }
}
