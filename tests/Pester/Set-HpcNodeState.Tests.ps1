BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    New-TestNode left, right -State Offline
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcNodeState' {
    It 'takes nodes online and offline, and returns each when it is there' {
        $nodes = @(Set-HpcNodeState -Name left, right -State Online)
        $nodes.Name, $nodes.NodeState | Should -Be 'left', 'right', 'Online', 'Online'
        (Get-HpcNode -Name right | Set-HpcNodeState -State Offline).NodeState | Should -Be 'Offline'
        (Get-HpcNode).NodeState | Should -Be 'Online', 'Offline'
    }

    It 'takes a node that is in the state already' {
        (Set-HpcNodeState -Name left -State online).NodeState | Should -Be 'Online'
        (Set-HpcNodeState -Name right -State Offline).NodeState | Should -Be 'Offline'
    }

    It 'lets the work of a node end, and starts nothing new on it' {
        $held = Start-HeldJob
        $node = Set-HpcNodeState -Name left -State Offline -Async
        $node.NodeState, $node.HealthState, $node.NodeHealth, $node.CoresInUse | Should -Be 'Draining', 'Transitional', 'OngoingOperation', 1
        $next = Start-TestJob 'true'
        (Get-HpcJob -Id $next).State | Should -Be 'Queued'
        # The command that waits says so when it has asked.
        $ready = New-Gate
        $waiter = Start-ThreadJob -ArgumentList $env:CCP_SCHEDULER, "$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1", "$ready.up" -ScriptBlock {
            param($path, $module, $file)
            Import-Module -Name $module
            [IO.File]::WriteAllText($file, 'up')
            (Set-HpcNodeState -Name left -State Offline -Scheduler $path).NodeState
        }
        Wait-Gate $ready
        (Get-HpcNode -Name left).NodeState | Should -Be 'Draining'
        Open-Gate $held.Gate
        Receive-Job -Job $waiter -Wait -AutoRemoveJob | Should -Be 'Offline'
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Finished'
        (Get-HpcJob -Id $next).State | Should -Be 'Queued'
        $null = Set-HpcNodeState -Name left -State Online
        (Wait-HpcJob -Id $next -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'takes a node online again that is Draining' {
        $held = Start-HeldJob
        (Set-HpcNodeState -Name left -State Offline -Async).NodeState | Should -Be 'Draining'
        (Set-HpcNodeState -Name left -State Online).NodeState | Should -Be 'Online'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'stops the work of a node by force, and the work is done elsewhere' {
        $null = Set-HpcNodeState -Name right -State Offline
        $again = Get-NewPath
        $gate = New-Gate
        $id = Start-TestJob "test -e $again || { $(Get-GateCommand $gate); }"
        Wait-Gate $gate
        $null = New-Item -Path $again
        (Set-HpcNodeState -Name left -State Offline -Force).NodeState | Should -Be 'Offline'
        $null = Set-HpcNodeState -Name right -State Online
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $id).AllocatedNodes | Should -Be 'right'
        $null = Set-HpcNodeState -Name left -State Online
    }

    It 'refuses <What>, and changes nothing' -ForEach @(
        @{ What = 'force with another state'; Id = 'HpcForceNotOffline'; Script = { Set-HpcNodeState -Name left -State Online -Force } }
        @{ What = 'to reject a node'; Id = 'HpcNodeNotRejectable'; Script = { Set-HpcNodeState -Name left -State Rejected } }
        @{ What = 'a state that is none'; Id = 'ParameterArgumentValidationError'; Script = { Set-HpcNodeState -Name left -State Draining } }
    ) {
        $before = Get-HpcNode | ConvertTo-Json
        $null = Assert-Problem $Script $Id
        Get-HpcNode | ConvertTo-Json | Should -BeExactly $before
    }

    It 'names a node that is unknown, and changes the others' {
        $found = @(Set-HpcNodeState -Name middle, left -State Online -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.Name | Should -Be 'left'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcNodeNotFound,*'
        $problems[0].TargetObject | Should -Be 'middle'
    }

    It 'changes nothing with -WhatIf' {
        Set-HpcNodeState -Name left -State Offline -WhatIf
        (Get-HpcNode -Name left).NodeState | Should -Be 'Online'
    }

    It 'outlives the host' {
        $null = Set-HpcNodeState -Name left -State Offline
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcNode).NodeState | Should -Be 'Offline', 'Online'
    }
}
