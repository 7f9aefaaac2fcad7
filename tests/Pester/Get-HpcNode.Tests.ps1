BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $machine = @(Get-HpcNode)
    New-TestNode left, right
    $null = Set-HpcNodeState -Name right -State Offline
    $null = Set-HpcNode -Name left -Location '\Cellar\Shelf'
    $null = New-HpcGroup -Name west
    $null = New-HpcGroup -Name all
    Add-HpcGroup -Name west, all -NodeName left
    Add-HpcGroup -Name all -NodeName right
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcNode' {
    It 'lists the machine as the only node of a new scheduler' {
        $machine | Should -HaveCount 1
        $machine.Name, $machine.NodeState, $machine.IsHeadNode | Should -Be ([Environment]::MachineName), 'Online', $true
        $machine.Cores, $machine.SubscribedCores | Should -Be ([Environment]::ProcessorCount), 8
        $machine.NumaNodes | Should -BeIn (1..$machine.Cores)
        $machine.Groups | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes'
    }

    It 'lists all nodes in the order of their names' {
        $nodes = @(Get-HpcNode)
        foreach ($node in $nodes) { $node | Should -BeOfType 'HpcScheduler.HpcNode' }
        $nodes.Name | Should -Be 'left', 'right'
    }

    It 'lists those of <What>' -ForEach @(
        @{ What = 'a name, as its first argument'; Script = { Get-HpcNode LEFT }; Names = 'left' }
        @{ What = 'several names'; Script = { Get-HpcNode -Name right, left }; Names = 'left', 'right' }
        @{ What = 'several names in one text'; Script = { Get-HpcNode -Name 'right, left' }; Names = 'left', 'right' }
        @{ What = 'a pattern'; Script = { Get-HpcNode -Name *ht }; Names = 'right' }
        @{ What = 'a pattern that fits none'; Script = { Get-HpcNode -Name x* }; Names = @() }
        @{ What = 'a group'; Script = { Get-HpcNode -GroupName West }; Names = 'left' }
        @{ What = 'several groups, each node once'; Script = { Get-HpcNode -GroupName west, all }; Names = 'left', 'right' }
        @{ What = 'a group from the pipeline'; Script = { Get-HpcGroup -Name west | Get-HpcNode }; Names = 'left' }
        @{ What = 'two groups at once'; Script = { Get-HpcGroup -Name all | Get-HpcNode -GroupName west }; Names = 'left' }
        @{ What = 'a state'; Script = { Get-HpcNode -State Offline }; Names = 'right' }
        @{ What = 'several states'; Script = { Get-HpcNode -State Offline, Online, Provisioning }; Names = 'left', 'right' }
        @{ What = 'a state that no node is in'; Script = { Get-HpcNode -State Rejected }; Names = @() }
        @{ What = 'a health'; Script = { Get-HpcNode -Health OK }; Names = 'left', 'right' }
        @{ What = 'a health state'; Script = { Get-HpcNode -HealthState Error, Warning }; Names = @() }
        @{ What = 'a node template'; Script = { Get-HpcNode -TemplateName def* }; Names = 'left', 'right' }
        @{ What = 'a location above'; Script = { Get-HpcNode -Location '\cellar' }; Names = 'left' }
        @{ What = 'another location'; Script = { Get-HpcNode -Location '\Cellar\Sh', '\Attic' }; Names = @() }
        @{ What = 'several parameters, which must all fit'; Script = { Get-HpcNode -GroupName all -State Online }; Names = 'left' }
    ) {
        @(& $Script).ForEach({ $_.Name }) | Should -Be $Names
    }

    It 'names a node that is unknown, and lists the others' {
        $found = @(Get-HpcNode -Name left, middle -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.Name | Should -Be 'left'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcNodeNotFound,*'
        $problems[0].TargetObject | Should -Be 'middle'
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a group that is unknown'; Id = 'HpcUnknownNodeGroup'; Script = { Get-HpcNode -GroupName east } }
        @{ What = 'a location that is none'; Id = 'HpcInvalidLocation'; Script = { Get-HpcNode -Location Cellar } }
    ) {
        $null = Assert-Problem $Script $Id
    }

    It 'shows what jobs hold now' {
        $held = Start-HeldJob
        $node = Get-HpcNode -Name left
        $node.CoresInUse | Should -Be 1
        $node.JobIds | Should -Be $held.Id
        Open-Gate $held.Gate
        $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
        (Get-HpcNode -Name left).CoresInUse | Should -Be 0
    }

    It 'has the other names of HPC Pack''s' {
        $node = Get-HpcNode -Name left
        $node.NetBiosName, $node.State, $node.Health, $node.ProcessorCores, $node.NumberOfCores, $node.NumberOfSockets, $node.MemorySize |
            Should -Be $node.Name, $node.NodeState, $node.NodeHealth, $node.Cores, $node.Cores, $node.Sockets, $node.Memory
    }

    It 'shows a table that fits <_> columns, and a list' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcNode) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount 4
        Get-View (Get-HpcNode -Name left) $_ -As List | Should -Contain 'Location        : \Cellar\Shelf'
    }

    It 'suggests names of nodes and groups' {
        $line = 'Get-HpcNode -Name r'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'right'
        $line = 'New-HpcJob -RequestedNodes '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'left', 'right'
        $line = 'New-HpcJob -NodeGroups '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes', 'west', 'all'
    }
}
