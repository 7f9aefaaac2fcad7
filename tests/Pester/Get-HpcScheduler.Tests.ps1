BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 5
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcScheduler' {
    It 'shows the host of the default scheduler, or of the one that is named' {
        foreach ($info in (Get-HpcScheduler), (Get-HpcScheduler $env:CCP_SCHEDULER), (Get-HpcScheduler -Scheduler $env:CCP_SCHEDULER)) {
            $info | Should -BeOfType 'HpcScheduler.HpcSchedulerInfo'
            $info.ProcessId, $info.State, $info.Path | Should -Be $scheduler.ProcessId, 'Running', $env:CCP_SCHEDULER
        }
    }

    It 'says what there is to say' {
        $info = Get-HpcScheduler
        $info.Socket | Should -Exist
        $info.Engine, $info.Cores | Should -Be 'Local', 5
        $info.NodeName | Should -Be ([Environment]::MachineName)
        $info.Version | Should -BeLike "$((Get-Module -Name HpcScheduler).Version)*"
        $info.StartTime | Should -BeGreaterThan (Get-Date).AddMinutes(-5)
        (Get-Process -Id $info.ProcessId).Name | Should -BeLike 'HpcScheduler*'
    }

    It 'counts jobs, tasks and cores' {
        $held = Start-HeldJob
        $null = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $null = New-HpcJob
        $info = Get-HpcScheduler
        $info.CoresInUse, $info.JobCount, $info.QueuedJobCount, $info.RunningJobCount, $info.RunningTaskCount | Should -Be 1, 3, 1, 1, 1
        Stop-HpcJob -Id $held.Id
        $info = Get-HpcScheduler
        $info.CoresInUse, $info.RunningJobCount, $info.RunningTaskCount | Should -Be 0, 0, 0
    }

    It 'starts none: one that does not run is Stopped' {
        $path = "$(Get-TestFolder)/none"
        $info = Get-HpcScheduler -Path $path
        $info.State, $info.ProcessId, $info.Path | Should -Be 'Stopped', 0, $path
        $path | Should -Not -Exist
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcScheduler) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'State', 'ProcessId', 'Cores', 'Queued', 'Running', 'Path'
        $view | Should -HaveCount 3
    }
}
