BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 3
    $jobs = 'Configuring', 'Submitted', 'Validating', 'Queued', 'Running', 'Finishing', 'Canceling', 'Finished', 'Failed', 'Canceled'
    $tasks = 'Configuring', 'Queued', 'Dispatching', 'Running', 'Canceling', 'Finished', 'Failed', 'Canceled'

    # The states of which there are any, with their numbers.
    function Get-Count($Overview, [string[]] $State, [string] $What) {
        $State.Where({ $Overview."$_${What}Count" }).ForEach({ "$_=$($Overview."$_${What}Count")" }) -join ' '
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcClusterOverview' {
    It 'counts nothing where there is nothing, and knows the cluster' {
        $overview = Get-HpcClusterOverview
        $overview | Should -BeOfType 'HpcScheduler.ClusterOverview'
        $overview.ClusterName, $overview.Version | Should -Be $scheduler.NodeName, $scheduler.Version
        $overview.TotalNodeCount, $overview.ReadyNodeCount, $overview.OfflineNodeCount, $overview.DrainingNodeCount | Should -Be 1, 1, 0, 0
        $overview.TotalCoreCount, $overview.BusyCoreCount, $overview.IdleCoreCount, $overview.OfflineCoreCount | Should -Be 3, 0, 3, 0
        $overview.TotalSocketCount | Should -BeGreaterThan 0
        $overview.TotalJobCount, $overview.TotalTaskCount | Should -Be 0, 0
    }

    It 'counts jobs, tasks and cores by state' {
        $null = Complete-TestJob 'exit 0'
        $null = Complete-TestJob 'exit 1'
        $null = New-HpcJob | Add-HpcTask -CommandLine true
        $gate = New-Gate
        $job = New-HpcJob -NumCores 2-2 | Add-HpcTask -CommandLine (Get-GateCommand $gate)
        $null = Submit-HpcJob -Id $job.Id
        Wait-Gate $gate
        $queued = New-HpcJob -NumCores 2-2 | Add-HpcTask -Type ParametricSweep -Start 1 -End 4 -CommandLine true | Submit-HpcJob
        $canceled = New-HpcJob | Add-HpcTask -CommandLine true
        Stop-HpcJob -Id $canceled.Id
        $overview = Get-HpcClusterOverview
        Get-Count $overview $jobs Job | Should -Be 'Configuring=1 Queued=1 Running=1 Finished=1 Failed=1 Canceled=1'
        $overview.TotalJobCount | Should -Be 6
        Get-Count $overview $tasks Task | Should -Be 'Configuring=2 Queued=4 Running=1 Finished=1 Failed=1'
        $overview.TotalTaskCount | Should -Be 9
        $overview.BusyCoreCount, $overview.IdleCoreCount | Should -Be 2, 1
        Open-Gate $gate
        (Wait-HpcJob -Id $queued.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcClusterOverview).BusyCoreCount | Should -Be 0
    }

    It 'asks the scheduler that is named' {
        (Get-HpcClusterOverview -Scheduler $env:CCP_SCHEDULER).ClusterName | Should -Be $scheduler.NodeName
    }

    It 'shows a list, and a table that fits <_> columns' -ForEach 80, 120 {
        $overview = Get-HpcClusterOverview
        (Get-View $overview $_ -As List).Count | Should -Be $overview.PSObject.Properties.Where({ $_.MemberType -eq 'Property' }).Count
        $PSStyle.OutputRendering = 'PlainText'
        ($overview | Out-String) | Should -Match '(?m)^ReadyNodeCount +: 1'
        $view = @(Get-View $overview $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Cluster', 'Nodes', 'Cores', 'QueuedJobs', 'RunningJobs', 'QueuedTasks', 'RunningTasks'
    }
}
