BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    # Of each counter of some metrics, its value.
    function Get-Counter([string[]] $Metric, [hashtable] $With = @{}) {
        $found = [ordered]@{}
        foreach ($value in Get-HpcMetricValue $Metric @With) { $found[$value.Counter ? $value.Counter : $value.Metric] = $value.Value }
        $found
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcMetricValue, on a scheduler that runs a job' {
    BeforeAll {
        $held = Start-HeldJob
        # Waits behind the first, for all cores.
        $waiting = New-HpcJob -NumCores 8
        1..3 | ForEach-Object { $null = Add-HpcTask -Job $waiting -CommandLine true }
        $null = Submit-HpcJob -Job $waiting
        $name = (Get-HpcNode).Name
        $values = @(Get-HpcMetricValue)
    }

    AfterAll {
        Open-Gate $held.Gate
        $null = Wait-HpcJob -Id $held.Id, $waiting.Id -Timeout $endLimit
    }

    It 'shows the values of all metrics, of the cluster without a node' {
        foreach ($value in $values) { $value | Should -BeOfType 'HpcScheduler.HpcMetricValue' }
        $values.Metric | Sort-Object -Unique | Should -Be ((Get-HpcMetric).Name | Sort-Object)
        $values.NodeName | Sort-Object -Unique | Should -Be '', $name
        $values.Where({ $_.Metric -like 'HPCScheduler*' }).NodeName | Sort-Object -Unique | Should -Be ''
        $values.Where({ $_.Metric -eq 'HPCPhysicalMem' }).Unit | Should -Be 'MB'
    }

    It 'counts cores, jobs and tasks' {
        $cores = Get-Counter HPCSchedulerCores
        $cores['Number of busy cores'], $cores['Number of idle cores'], $cores['Number of offline cores'] | Should -Be 1, 7, 0
        $cores['Number of online cores'], $cores['Total number of cores'] | Should -Be 8, 8
        $jobs = Get-Counter HPCSchedulerJobs
        $jobs['Number of queued jobs'], $jobs['Number of running jobs'], $jobs['Total number of jobs'] | Should -Be 1, 1, 2
        $tasks = Get-Counter HPCSchedulerTasks
        $tasks['Number of queued tasks'], $tasks['Number of running tasks'] | Should -Be 3, 1
        (Get-Counter HPCCoresInUse, HPCJobsRunning, HPCTasksRunning).Values | Should -Be 1, 1, 1
    }

    It 'measures the processes of each job that runs, by its number' {
        $found = @(Get-HpcMetricValue HPCJob*Cpu*, HPCJob*Mem -Counter $held.Id)
        $found.Metric | Should -Be 'HPCJobCpuTime', 'HPCJobCpuUsage', 'HPCJobPhysicalMem'
        $found.Unit | Should -Be 's', '%', 'MB'
        $found[2].Value | Should -BeGreaterThan 0
        @(Get-HpcMetricValue HPCJobPhysicalMem -Counter $waiting.Id) | Should -HaveCount 0
    }

    It 'says the same as Get-HpcClusterOverview' {
        $overview = Get-HpcClusterOverview
        $jobs = Get-Counter HPCSchedulerJobs
        $jobs['Number of running jobs'], $jobs['Number of queued jobs'], $jobs['Total number of jobs'] |
            Should -Be $overview.RunningJobCount, $overview.QueuedJobCount, $overview.TotalJobCount
        (Get-Counter HPCSchedulerCores)['Number of idle cores'] | Should -Be $overview.IdleCoreCount
        (Get-Counter HPCSchedulerNodes)['Number of online nodes'] | Should -Be $overview.ReadyNodeCount
    }

    It 'measures the machine' {
        $values.Where({ $_.Metric -eq 'HPCCpuUsage' }).Counter | Should -Be (@('_Total') + (Get-HpcNode).CoreIds)
        foreach ($value in $values.Where({ $_.Unit -eq '%' })) { $value.Value | Should -BeGreaterOrEqual 0; $value.Value | Should -BeLessOrEqual 100 }
        $memory = Get-Counter HPCPhysicalMem*
        $total = [int64] (Select-String -Path /proc/meminfo -Pattern 'MemTotal: +(\d+)').Matches.Groups[1].Value / 1024
        $memory['HPCPhysicalMem'] + $memory['HPCPhysicalMemInUse'] | Should -BeGreaterOrEqual ($total - 2)
        $memory['HPCPhysicalMem'] + $memory['HPCPhysicalMemInUse'] | Should -BeLessOrEqual ($total + 2)
    }

    It 'shows <What>' -ForEach @(
        @{ What = 'a metric in any case'; Script = { Get-HpcMetricValue hpcjobsrunning }; Metrics = 'HPCJobsRunning' }
        @{ What = 'several in one text'; Script = { Get-HpcMetricValue -Name 'HPCJobsRunning,HPCCoresInUse' }; Metrics = 'HPCCoresInUse', 'HPCJobsRunning' }
        @{ What = 'a counter'; Script = { Get-HpcMetricValue HPCSchedulerJobs -Counter 'number of queued jobs' }; Metrics = 'HPCSchedulerJobs' }
        @{ What = 'counters by a pattern'; Script = { Get-HpcMetricValue -Counter '*running*' }; Metrics = 'HPCSchedulerJobs', 'HPCSchedulerTasks' }
        @{ What = 'one of the counters without a name'; Script = { Get-HpcMetricValue HPCCpuUsage, HPCTasksRunning -Counter '' }; Metrics = 'HPCTasksRunning' }
        @{ What = 'what the machine says'; Script = { Get-HpcMetricValue -Type Performance -Counter _Total }; Metrics = 'HPCCpuUsage' }
        @{ What = 'metrics from the pipeline'; Script = { Get-HpcMetric *Running | Get-HpcMetricValue }; Metrics = 'HPCJobsRunning', 'HPCTasksRunning' }
        @{ What = 'a metric of a node, named'; Script = { Get-HpcMetricValue HPCSchedulerJobs, HPCCoresInUse -NodeName $name.ToUpperInvariant() }; Metrics = 'HPCCoresInUse' }
        @{ What = 'a metric of a node from the pipeline'; Script = { Get-HpcNode | Get-HpcMetricValue -Name HPCSchedulerJobs, HPCCoresInUse }; Metrics = 'HPCCoresInUse' }
        @{ What = 'a metric of the head node'; Script = { Get-HpcMetricValue HPCTasksRunning -MetricTarget HeadNode }; Metrics = 'HPCTasksRunning' }
        @{ What = 'nothing of nodes that nobody has'; Script = { Get-HpcMetricValue -MetricTargets AzureNode, BrokerNode }; Metrics = @() }
    ) {
        @(& $Script).ForEach({ $_.Metric }) | Should -Be $Metrics
    }

    It 'shows all metrics of a node from the pipeline, whose name is no metric' {
        @(Get-HpcNode | Get-HpcMetricValue).Metric | Sort-Object -Unique | Should -Be ((Get-HpcMetric -MetricTargets ComputeNode).Name | Sort-Object)
    }

    It 'passes over a node that is not there while another is' {
        @(Get-HpcMetricValue HPCCoresInUse -NodeName nix, $name) | Should -HaveCount 1
    }

    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'HpcMetricNotFound'; Script = { Get-HpcMetricValue nix }; Target = 'nix' }
        @{ Id = 'HpcMetricCounterNotFound'; Script = { Get-HpcMetricValue HPCSchedulerJobs -Counter _Total }; Target = '_Total' }
        @{ Id = 'HpcNodeNotFound'; Script = { Get-HpcMetricValue HPCCoresInUse -NodeName nix, nought }; Target = 'nix' }
    ) {
        $null = Assert-Problem $Script $Id 'ObjectNotFound' $Target
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View $values $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount ($values.Count + 2)
    }
}

Describe 'Get-HpcMetricValue, of what has ended' {
    It 'counts the jobs by their ends, and what ended in the last minute' {
        $before = Get-Counter HPCSchedulerJobs, HPCSchedulerThroughput
        $null = Complete-TestJob
        $null = Complete-TestJob 'false'
        $after = Get-Counter HPCSchedulerJobs, HPCSchedulerThroughput
        $after['Number of finished jobs'] - $before['Number of finished jobs'] | Should -Be 1
        $after['Number of failed jobs'] - $before['Number of failed jobs'] | Should -Be 1
        $after['Number of jobs ended per minute'] | Should -BeGreaterOrEqual 2
        $after['Number of tasks ended per minute'] | Should -BeGreaterOrEqual 2
        $after['Number of running jobs'], $after['Number of queued jobs'] | Should -Be 0, 0
    }
}

Describe 'Get-HpcMetricValue, with several nodes' {
    BeforeAll {
        New-TestNode left, right
        $gate = New-Gate
        $job = New-HpcJob -RequestedNodes right -NumCores 2
        $null = Add-HpcTask -Job $job -CommandLine (Get-GateCommand $gate) -NumCores 2
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
    }

    AfterAll { Open-Gate $gate }

    It 'measures each by itself' {
        @(Get-HpcMetricValue HPCCoresInUse).ForEach({ "$($_.NodeName) $($_.Value)" }) | Should -Be 'left 0', 'right 2'
        @(Get-HpcMetricValue HPCTasksRunning -NodeName r*).ForEach({ "$($_.NodeName) $($_.Value)" }) | Should -Be 'right 1'
        @(Get-HpcMetricValue HPCCpuUsage -NodeName left).Counter | Should -Be '_Total', (Get-HpcNode left).CoreIds[0]
    }

    It 'knows no head node where the machine is none' {
        @(Get-HpcMetricValue HPCCoresInUse -MetricTargets HeadNode) | Should -BeNullOrEmpty
        @(Get-HpcMetricValue HPCCoresInUse -MetricTargets HeadNode, ComputeNode) | Should -HaveCount 2
    }
}
