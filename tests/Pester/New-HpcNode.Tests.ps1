BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $cores = [Environment]::ProcessorCount
    $machine = Get-HpcNode
    function Clear-Node { Get-HpcNode | Set-HpcNodeState -State Offline | Remove-HpcNode }
}

AfterAll { Remove-TestScheduler }

Describe 'New-HpcNode' {
    It 'refuses what the machine''s own node has, and says what to do' {
        $problem = Assert-Problem { New-HpcNode -Name first -CoreIds 0 } 'HpcCoreTaken' ResourceUnavailable 'first'
        $problem.Exception.Message | Should -BeLike "*Core 0*'$($machine.Name)'*Remove-HpcNode*"
        $null = Assert-Problem { New-HpcNode -Name first } 'HpcTooFewFreeCores' ResourceUnavailable 'first'
        (Get-HpcNode).Name | Should -Be $machine.Name
    }

    It 'makes a node of some cores, Offline, with its share of the memory' {
        Clear-Node
        $node = New-HpcNode -Name first -CoreIds 0 -Description 'the first' -Location '\Cellar\Left'
        $node | Should -BeOfType 'HpcScheduler.HpcNode'
        $node.Name, $node.NodeState, $node.Cores, $node.Sockets, $node.IsHeadNode | Should -Be 'first', 'Offline', 1, 1, $false
        $node.CoreIds | Should -Be 0
        $node.Memory | Should -Be ([Math]::Floor($machine.Memory / $cores))
        $node.Description, $node.Location | Should -Be 'the first', '\Cellar\Left'
        $node.Groups | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes'
        $node.Scheduler | Should -Be $scheduler.Path
        Get-HpcNode -Name FIRST | ConvertTo-Json | Should -BeExactly ($node | ConvertTo-Json)
    }

    It 'gives the rest of the cores to a node for which none are named' {
        (New-HpcNode rest).CoreIds | Should -Be @(1..($cores - 1))
        $null = Assert-Problem { New-HpcNode -Name more } 'HpcTooFewFreeCores' ResourceUnavailable 'more'
    }

    It 'refuses <What>, and makes nothing' -ForEach @(
        @{ What = 'a name that is there'; Id = 'HpcNodeExists'; Script = { New-HpcNode -Name First -CoreIds 0 } }
        @{ What = 'a name that is none'; Id = 'HpcInvalidNodeName'; Script = { New-HpcNode -Name 'a b' } }
        @{ What = 'cores of another node'; Id = 'HpcCoreTaken'; Script = { New-HpcNode -Name second -CoreIds 0 } }
        @{ What = 'cores that the machine does not have'; Id = 'HpcCoreNotThere'; Script = { New-HpcNode -Name second -CoreIds $cores } }
        @{ What = 'more cores than are free'; Id = 'HpcTooFewFreeCores'; Script = { New-HpcNode -Name second -Cores 1 } }
        @{ What = 'no cores'; Id = 'HpcValueOutOfRange'; Script = { New-HpcNode -Name second -Cores 0 } }
        @{ What = 'a graphics processor that is not there'; Id = 'HpcGpuNotThere'; Free = $true; Script = { New-HpcNode -Name second -Cores 1 -Gpus 99 } }
        @{ What = 'more memory than is left'; Id = 'HpcTooLittleFreeMemory'; Free = $true; Script = { New-HpcNode -Name second -Memory $machine.Memory } }
        @{ What = 'a location that is none'; Id = 'HpcInvalidLocation'; Free = $true; Script = { New-HpcNode -Name second -Location 'Cellar' } }
        @{ What = 'sockets that do not divide the cores'; Id = 'HpcSubscribedCoresIndivisible'; Free = $true; Script = { New-HpcNode -Name second -Cores 1 -Sockets 2 } }
    ) {
        if ($_['Free']) { Remove-HpcNode -Name rest }
        $before = Get-HpcNode | ConvertTo-Json
        $null = Assert-Problem $Script $Id
        Get-HpcNode | ConvertTo-Json | Should -BeExactly $before
        if ($_['Free']) { $null = New-HpcNode -Name rest }
    }

    It 'makes nothing with -WhatIf' {
        Clear-Node
        New-HpcNode -Name other -WhatIf
        Get-HpcNode | Should -BeNullOrEmpty
    }

    It 'makes nodes that outlive the host, without the one that was removed' {
        $node = New-HpcNode -Name kept -Cores 1
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Get-HpcNode | ConvertTo-Json | Should -BeExactly ($node | ConvertTo-Json)
    }

    It 'takes -Cores as its second argument' { (New-HpcNode second 1).Cores | Should -Be 1 }
}
