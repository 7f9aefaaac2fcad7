BeforeAll {
    . $PSScriptRoot/common.ps1
    $begin = (Get-Date).AddSeconds(-1)
    $scheduler = New-TestScheduler
    $me = [Environment]::UserName
    $machine = Get-HpcNode
    New-TestNode left, right
    $held = Start-HeldJob
    $null = Set-HpcNodeState -Name left, right -State Offline -Async
    Open-Gate $held.Gate
    $null = Set-HpcNodeState -Name left, right -State Offline
    Remove-HpcNode -Name right -Comment 'für left'
    $end = (Get-Date).AddSeconds(1)
    $rows = @(Get-HpcNodeStateHistory $begin $end)
    function Get-Story($Row) { @($Row).ForEach({ "$($_.Event) $($_.Actor) $($_.Comment)".TrimEnd() }) }
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcNodeStateHistory' {
    It 'lists what happened to all nodes, in its order' {
        foreach ($row in $rows) { $row | Should -BeOfType 'HpcScheduler.HpcNodeHistory' }
        $rows.NodeName | Sort-Object -Unique | Should -Be (@('left', 'right', $machine.Name) | Sort-Object)
        $rows.EventTime | Should -Be ($rows.EventTime | Sort-Object)
        $rows.NodeHistoryId | Should -Be ($rows.NodeHistoryId | Sort-Object -Unique)
    }

    It 'says who did what, and nobody where the scheduler itself did' {
        Get-Story ($rows.Where({ $_.NodeName -eq $machine.Name })) | Should -Be 'Added', 'Online', "Offline $me", "Removed $me"
        Get-Story ($rows.Where({ $_.NodeName -eq 'left' })) | Should -Be "Added $me", "Online $me", "Draining $me", 'Offline'
        Get-Story ($rows.Where({ $_.NodeName -eq 'right' })) | Should -Be "Added $me", "Online $me", "Offline $me", "Removed $me für left"
    }

    It 'lists some nodes, also one that is gone' {
        @(Get-HpcNodeStateHistory -StartDate $begin -EndDate $end -Name RIGHT).NodeName | Sort-Object -Unique | Should -Be 'right'
        @(Get-HpcNodeStateHistory $begin $end -Name 'left,right').NodeName | Sort-Object -Unique | Should -Be 'left', 'right'
        @(Get-HpcNode | Get-HpcNodeStateHistory $begin $end).NodeName | Sort-Object -Unique | Should -Be 'left'
    }

    It 'begins with the first time, and ends before the second' {
        $between = $rows[3].EventTime
        $until = @(Get-HpcNodeStateHistory $begin $between)
        $from = @(Get-HpcNodeStateHistory $between $end)
        $until.Count + $from.Count | Should -Be $rows.Count
        $from[0].EventTime | Should -Be $between
        @(Get-HpcNodeStateHistory $end $begin) | Should -HaveCount 0
        @(Get-HpcNodeStateHistory ([datetime]::MinValue) ([datetime]::MaxValue)) | Should -HaveCount $rows.Count
    }

    It 'names a node that never was, and lists the others' {
        $found = @(Get-HpcNodeStateHistory $begin $end -Name middle, left -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.NodeName | Sort-Object -Unique | Should -Be 'left'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcNodeNotFound,*'
    }

    It 'outlives the host' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        @(Get-HpcNodeStateHistory $begin $end) | ConvertTo-Json | Should -BeExactly ($rows | ConvertTo-Json)
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View $rows $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount ($rows.Count + 2)
    }
}
