BeforeAll {
    . $PSScriptRoot/common.ps1
    $begin = (Get-Date).AddSeconds(-1)
    $scheduler = New-TestScheduler
    $name = (Get-HpcNode).Name
    # The sample at work is taken as soon as there is a job, and is on disk before the job is done: its task waits for it.
    $held = Start-HeldJob
    function Get-History([hashtable] $With = @{}) { @(Get-HpcMetricValueHistory $begin (Get-Date).AddSeconds(1) @With) }
    # The last sample is taken when the work is over, which nobody is told. It is asked for until it is there.
    function Wait-Sample([int] $Count) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        while (@(Get-History @{ MetricName = 'HPCCoresInUse' }).Count -lt $Count) {
            if ($watch.Elapsed.TotalSeconds -gt $endLimit) { throw "There were not $Count samples in $endLimit seconds." }
        }
    }
    Wait-Sample 1
    Open-Gate $held.Gate
    $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
    Wait-Sample 2
    $rows = Get-History
    $end = (Get-Date).AddSeconds(1)
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcMetricValueHistory' {
    It 'lists a sample at work and one at rest, in the order of their times' {
        foreach ($row in $rows) { $row | Should -BeOfType 'HpcScheduler.HpcMetricValueHistory' }
        @($rows.Time | Sort-Object -Unique) | Should -HaveCount 2
        $rows.Time | Should -Be ($rows.Time | Sort-Object)
        $rows.Period | Sort-Object -Unique | Should -Be 'Minute'
        $rows.Where({ $_.Metric -eq 'HPCCoresInUse' }).ForEach({ "$($_.NodeName) $($_.Value)" }) | Should -Be "$name 1", "$name 0"
        $rows.Where({ $_.Counter -eq 'Number of running jobs' }).Value | Should -Be 1, 0
    }

    It 'has all metrics, and use of processors once there are two samples' {
        $rows.Metric | Sort-Object -Unique | Should -Be ((Get-HpcMetric).Name.Where({ $_ -notlike 'HPCJob[CP]*' }) | Sort-Object)
        $rows.Where({ $_.Metric -eq 'HPCCpuUsage' }).Counter | Should -Be '_Total'
        $rows.Where({ $_.Metric -eq 'HPCClusterCpu' }) | Should -HaveCount 1
    }

    It 'lists <What>' -ForEach @(
        @{ What = 'a metric'; With = @{ MetricName = 'hpccoresinuse' }; Metrics = 'HPCCoresInUse' }
        @{ What = 'several in one text'; With = @{ MetricName = 'HPCCoresInUse,HPCSchedulerTasks' }; Metrics = 'HPCCoresInUse', 'HPCSchedulerTasks' }
        @{ What = 'a pattern'; With = @{ MetricName = '*Running' }; Metrics = 'HPCJobsRunning', 'HPCTasksRunning' }
        @{ What = 'a counter'; With = @{ Counter = 'Number of queued tasks' }; Metrics = 'HPCSchedulerTasks' }
        @{ What = 'counters by a pattern'; With = @{ Counter = '* per minute' }; Metrics = 'HPCSchedulerThroughput' }
        @{ What = 'a node by a pattern'; With = @{ NodeName = '*'; MetricName = 'HPCScheduler*', 'HPCCoresInUse' }; Metrics = 'HPCCoresInUse' }
        @{ What = 'nothing for a pattern that fits none'; With = @{ NodeName = 'x*' }; Metrics = @() }
    ) {
        @(@(Get-History $With).ForEach({ $_.Metric }) | Sort-Object -Unique) | Should -Be $Metrics
    }

    It 'takes nodes from the pipeline' {
        @(Get-HpcNode | Get-HpcMetricValueHistory $begin $end -MetricName HPCCoresInUse).NodeName | Should -Be $name, $name
    }

    It 'begins with the first time, and ends before the second' {
        $second = $rows[-1].Time
        @(Get-HpcMetricValueHistory $begin $second).Count + @(Get-HpcMetricValueHistory $second $end).Count | Should -Be $rows.Count
        @(Get-HpcMetricValueHistory $second $end)[0].Time | Should -Be $second
        @(Get-HpcMetricValueHistory $second $second) | Should -HaveCount 0
        @(Get-HpcMetricValueHistory ([datetime]::MinValue) ([datetime]::MaxValue)) | Should -HaveCount $rows.Count
    }

    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'HpcInvalidPeriod'; Category = 'InvalidArgument'; Script = { Get-HpcMetricValueHistory $end $begin } }
        @{ Id = 'HpcMetricNotFound'; Category = 'ObjectNotFound'; Script = { Get-History @{ MetricName = 'nix' } } }
        @{ Id = 'HpcMetricCounterNotFound'; Category = 'ObjectNotFound'; Script = { Get-History @{ Counter = 'nix' } } }
        @{ Id = 'HpcNodeNotFound'; Category = 'ObjectNotFound'; Script = { Get-History @{ NodeName = 'nix' } } }
    ) {
        $null = Assert-Problem $Script $Id $Category
    }

    It 'passes over a node that is not there while another is' {
        @(Get-History @{ NodeName = 'nix', $name; MetricName = 'HPCCoresInUse' }) | Should -HaveCount 2
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View $rows $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount ($rows.Count + 2)
    }
}

Describe 'The samples' {
    It 'outlive the host and the node' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        @(Get-HpcMetricValueHistory $begin $end) | ConvertTo-Json | Should -BeExactly ($rows | ConvertTo-Json)
        New-TestNode left
        @(Get-HpcMetricValueHistory $begin $end -NodeName $name -MetricName HPCCoresInUse).Value | Should -Be 1, 0
    }

    It 'are not taken while CollectCounters is False' {
        Set-HpcClusterProperty -CollectCounters $false
        $null = Complete-TestJob
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        @(Get-HpcMetricValueHistory $begin (Get-Date).AddSeconds(1)) | Should -HaveCount $rows.Count
        @(Get-HpcMetricValue HPCTasksRunning) | Should -HaveCount 1
    }
}
