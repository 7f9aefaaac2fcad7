BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 15
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcClusterProperty' {
    It 'lists names and values, in the order of their names' {
        $properties = @(Get-HpcClusterProperty)
        foreach ($property in $properties) { $property | Should -BeOfType 'HpcScheduler.HpcVariable' }
        $properties.ForEach({ "$($_.Name)=$($_.Value)" }) | Should -Be 'AffinityType=NonExclusiveJobs', 'ExcludedNodesLimit=10', 'JobRetryCount=3', 'NodeReleaseTaskTimeout=15', `
            'PreemptionType=Graceful', 'SubmissionFilterProgram=', 'SubmissionFilterTimeout=15', `
            'TaskCancelGracePeriod=15', 'TaskImmediatePreemptionEnabled=True', 'TaskRetryCount=3', 'TtlCompletedJobs=5'
    }

    It 'lists what Set-HpcClusterProperty has a parameter for' {
        $parameters = (Get-Command -Name Set-HpcClusterProperty).Parameters.Keys
        (Get-HpcClusterProperty -Parameter).Name | Should -BeIn $parameters
    }

    It 'finds one by its name, without regard to case, or several with wildcards' {
        (Get-HpcClusterProperty taskcancelgraceperiod).Name | Should -BeExactly 'TaskCancelGracePeriod'
        @(Get-HpcClusterProperty -Name 'T*').Name | Should -Be 'TaskCancelGracePeriod', 'TaskImmediatePreemptionEnabled', 'TaskRetryCount', 'TtlCompletedJobs'
        @(Get-HpcClusterProperty -Name 'X*') | Should -HaveCount 0
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { Get-HpcClusterProperty -Name NoSuchThing } 'HpcClusterPropertyNotFound' ObjectNotFound 'NoSuchThing'
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcClusterProperty) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Name', 'Value'
        $view | Should -HaveCount 13
    }
}
