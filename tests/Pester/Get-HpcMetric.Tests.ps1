BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $metrics = @(Get-HpcMetric)
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcMetric' {
    It 'lists all metrics, those of the cluster first' {
        foreach ($metric in $metrics) { $metric | Should -BeOfType 'HpcScheduler.HpcMetric' }
        $metrics.Name | Should -Be @(
            'HPCClusterCpu', 'HPCJobCpuTime', 'HPCJobCpuUsage', 'HPCJobPhysicalMem', 'HPCSchedulerCores', 'HPCSchedulerJobs', 'HPCSchedulerNodes', 'HPCSchedulerTasks', 'HPCSchedulerThroughput'
            'HPCCoresInUse', 'HPCCpuUsage', 'HPCJobsRunning', 'HPCPhysicalMem', 'HPCPhysicalMemInUse', 'HPCTasksRunning')
        $metrics.Where({ $_.Name -like 'HPCScheduler*' -or $_.Name -like 'HPCCluster*' }).MetricTargets | Sort-Object -Unique | Should -Be 'Cluster'
        $metrics.Scheduler | Sort-Object -Unique | Should -Be $scheduler.Path
        $metrics.Where({ -not $_.Description -or -not $_.Unit }) | Should -BeNullOrEmpty
    }

    It 'says which counters a metric has' {
        (Get-HpcMetric HPCSchedulerTasks).Counters | Should -Be 'Number of queued tasks', 'Number of running tasks'
        (Get-HpcMetric HPCCpuUsage).Counters | Should -Be (@('_Total') + (Get-HpcNode).CoreIds)
        (Get-HpcMetric HPCCoresInUse).Counters | Should -Be ''
    }

    It 'lists <What>' -ForEach @(
        @{ What = 'a name in any case, as its first argument'; Script = { Get-HpcMetric hpccpuusage }; Names = 'HPCCpuUsage' }
        @{ What = 'several names in one text'; Script = { Get-HpcMetric -Name 'HPCPhysicalMem,HPCClusterCpu' }; Names = 'HPCClusterCpu', 'HPCPhysicalMem' }
        @{ What = 'a pattern'; Script = { Get-HpcMetric *Running }; Names = 'HPCJobsRunning', 'HPCTasksRunning' }
        @{ What = 'a pattern that fits none'; Script = { Get-HpcMetric x* }; Names = @() }
        @{ What = 'names from the pipeline'; Script = { 'HPCCpuUsage', 'HPCSchedulerJobs' | Get-HpcMetric }; Names = 'HPCCpuUsage', 'HPCSchedulerJobs' }
        @{ What = 'metrics from the pipeline'; Script = { Get-HpcMetric HPCC*Cpu*, HPCCpu* | Get-HpcMetric }; Names = 'HPCClusterCpu', 'HPCCpuUsage' }
        @{ What = 'a type'; Script = { Get-HpcMetric -Type performance }; Names = 'HPCJobCpuTime', 'HPCJobCpuUsage', 'HPCJobPhysicalMem', 'HPCCpuUsage', 'HPCPhysicalMem', 'HPCPhysicalMemInUse' }
        @{ What = 'a target, by an abbreviation'; Script = { Get-HpcMetric *C* -MetricTarget Cluster -Type Calculated | Where-Object Name -Like *Cpu }; Names = 'HPCClusterCpu' }
        @{ What = 'a target and a type'; Script = { Get-HpcMetric -MetricTargets HeadNode, Cluster -Type Performance }; Names = 'HPCJobCpuTime', 'HPCJobCpuUsage', 'HPCJobPhysicalMem', 'HPCCpuUsage', 'HPCPhysicalMem', 'HPCPhysicalMemInUse' }
        @{ What = 'nothing for a cloud'; Script = { Get-HpcMetric -MetricTargets AzureNode, AzureBatchPool }; Names = @() }
    ) {
        @(& $Script).ForEach({ $_.Name }) | Should -Be $Names
    }

    It 'names a metric that is unknown, and lists the others' {
        $found = @(Get-HpcMetric -Name HPCCpuUsage, nix -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.Name | Should -Be 'HPCCpuUsage'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcMetricNotFound,*'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problems[0].TargetObject | Should -Be 'nix'
    }

    It 'says which types there are' {
        $problem = Assert-Problem { Get-HpcMetric -Type Power } 'HpcValueOutOfRange' 'InvalidArgument' 'Power'
        $problem.Exception.Message | Should -BeLike '*Performance or Calculated*'
    }

    It 'shows a table that fits <_> columns, and a list' -ForEach 80, 120 {
        $view = @(Get-View $metrics $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount ($metrics.Count + 2)
        Get-View (Get-HpcMetric HPCSchedulerTasks) $_ -As List | Should -Contain 'MetricTargets : Cluster'
    }

    It 'suggests <Words> for <Line>' -ForEach @(
        @{ Line = 'Get-HpcMetric HPCPhys'; Words = 'HPCPhysicalMem', 'HPCPhysicalMemInUse' }
        @{ Line = 'Get-HpcMetric -Type '; Words = 'Performance', 'Calculated' }
        @{ Line = 'Get-HpcMetric -MetricTargets C'; Words = 'Cluster', 'ComputeNode' }
        @{ Line = 'Get-HpcMetricValue -Name HPCCl'; Words = 'HPCClusterCpu' }
        @{ Line = 'Get-HpcMetricValue HPCSchedulerTasks -Counter '; Words = 'Number of queued tasks', 'Number of running tasks' }
        @{ Line = 'Get-HpcMetricValueHistory -MetricName HPCJobsR'; Words = 'HPCJobsRunning' }
        @{ Line = 'Get-HpcMetricValueHistory -MetricName HPCClusterCpu -Counter '; Words = 'AverageAllNodes' }
    ) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText | Should -Be $Words
    }
}
