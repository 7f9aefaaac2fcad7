BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    New-TestNode left, right -SubscribedCores 2
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcNode' {
    It 'changes what is given, leaves the rest, and returns the node' {
        $before = Get-HpcNode -Name left
        $node = Set-HpcNode -Name LEFT -Description 'für nachts 🌗' -Location '\Cellar\Shelf\1' -SubscribedCores 6 -SubscribedSockets 3 -Affinity $true -WarningAction SilentlyContinue
        $node.Name, $node.Description, $node.Location | Should -Be 'left', 'für nachts 🌗', '\Cellar\Shelf\1'
        $node.SubscribedCores, $node.SubscribedSockets, $node.Affinity, $node.Cores | Should -Be 6, 3, $true, 1
        $node.NodeState, $node.Memory | Should -Be $before.NodeState, $before.Memory
        (Set-HpcNode -Name left -Description '').Location | Should -Be '\Cellar\Shelf\1'
        (Get-HpcNode -Name left).Description | Should -Be ''
        (Get-HpcScheduler).Cores | Should -Be 8
    }

    It 'takes back what was said with $null' {
        $node = Set-HpcNode -Name left -SubscribedCores $null -SubscribedSockets $null -Affinity $null -Location '' -WarningAction SilentlyContinue
        $node.SubscribedCores, $node.SubscribedSockets, $node.Affinity, $node.Location | Should -Be $null, $null, $null, ''
    }

    It 'makes a location of its parts' {
        (Set-HpcNode -Name left -DataCenter Cellar).Location | Should -Be '\Cellar'
        (Set-HpcNode -Name left -DataCenter Cellar -Rack Shelf -Chassis 2).Location | Should -Be '\Cellar\Shelf\2'
    }

    It 'changes several nodes, by a pattern or from the pipeline' {
        (Set-HpcNode -Name *t -Description one).Name | Should -Be 'left', 'right'
        (Get-HpcNode | Set-HpcNode -Description two).Description | Should -Be 'two', 'two'
    }

    It 'changes the role of a node that is Offline' {
        $problem = Assert-Problem { Set-HpcNode -Name right -Role BrokerNode } 'HpcNodePropertyNotModifiable' InvalidOperation 'right'
        $problem.Exception.Message | Should -BeLike '*Online*Role*'
        $node = Set-HpcNodeState -Name right -State Offline | Set-HpcNode -Role BrokerNode, WorkstationNode
        $node.NodeRole | Should -Be 'BrokerNode, WorkstationNode'
        $node.Groups | Should -Be 'ComputeNodes', 'LinuxNodes'
        (Set-HpcNode -Name right -Role None).Groups | Should -BeNullOrEmpty
        (Set-HpcNode -Name right -Role ComputeNode).Groups | Should -Be 'ComputeNodes', 'LinuxNodes'
    }

    It 'says in one warning what has no effect' {
        $node = Set-HpcNode -Name left, right -ManagementIpAddress 10.0.0.1 -ProductKey a-b-c-d-e -WarningVariable warnings -WarningAction SilentlyContinue
        $node | Should -HaveCount 2
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '-ManagementIpAddress and -ProductKey have no effect*'
        $node = Set-HpcNode -Name left -Affinity $true -WarningVariable warnings -WarningAction SilentlyContinue
        $node.Affinity | Should -BeTrue
        $warnings | Should -BeNullOrEmpty
    }

    It 'names a node that is unknown, and changes the others' {
        $found = @(Set-HpcNode -Name middle, left -Description three -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.Name | Should -Be 'left'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcNodeNotFound,*'
        $problems[0].TargetObject | Should -Be 'middle'
    }

    It 'refuses <What>, and changes nothing' -ForEach @(
        @{ What = 'a location that is none'; Id = 'HpcInvalidLocation'; Script = { Set-HpcNode -Name left -Location Cellar } }
        @{ What = 'a location with four parts'; Id = 'HpcInvalidLocation'; Script = { Set-HpcNode -Name left -Location '\a\b\c\d' } }
        @{ What = 'a part that is too long'; Id = 'HpcInvalidLocation'; Script = { Set-HpcNode -Name left -DataCenter ('a' * 257) } }
        @{ What = 'a rack without a data center'; Id = 'HpcLocationIncomplete'; Script = { Set-HpcNode -Name left -Rack a } }
        @{ What = 'a chassis without a rack'; Id = 'HpcLocationIncomplete'; Script = { Set-HpcNode -Name left -DataCenter a -Chassis b } }
        @{ What = 'a location said twice'; Id = 'HpcLocationContradiction'; Script = { Set-HpcNode -Name left -Location '\a' -DataCenter a } }
        @{ What = 'cores that the sockets do not divide'; Id = 'HpcSubscribedCoresIndivisible'; Script = { Set-HpcNode -Name left -SubscribedCores 5 -SubscribedSockets 2 } }
        @{ What = 'more cores than can be'; Id = 'HpcValueOutOfRange'; Script = { Set-HpcNode -Name left -SubscribedCores ([uint]::MaxValue) } }
        @{ What = 'a description that is too long'; Id = 'HpcValueTooLong'; Script = { Set-HpcNode -Name left -Description ('a' * 1025) } }
    ) {
        $before = Get-HpcNode | ConvertTo-Json
        $null = Assert-Problem $Script $Id
        Get-HpcNode | ConvertTo-Json | Should -BeExactly $before
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-HpcNode | ConvertTo-Json
        Set-HpcNode -Name left -Description other -WhatIf
        Get-HpcNode | ConvertTo-Json | Should -BeExactly $before
    }

    It 'outlives the host' {
        $node = Set-HpcNode -Name left -SubscribedCores 3 -Affinity $false -WarningAction SilentlyContinue
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Get-HpcNode -Name left | ConvertTo-Json | Should -BeExactly ($node | ConvertTo-Json)
    }
}
