BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    New-TestNode left, right
    function Get-Member([string] $Name) { (Get-HpcGroup -Name $Name).Nodes -join ' ' }
}

AfterAll { Remove-TestScheduler }

Describe 'Add-HpcGroup' {
    BeforeEach {
        foreach ($name in 'fast', 'slow') {
            if (Get-HpcGroup -Name "$name*") { Remove-HpcGroup -Name $name -Confirm:$false }
            $null = New-HpcGroup -Name $name
        }
    }

    It 'puts nodes into groups <What>, and returns nothing' -ForEach @(
        @{ What = 'by names'; Script = { Add-HpcGroup -Name fast, slow -NodeName left, right } }
        @{ What = 'by names in one text'; Script = { Add-HpcGroup 'FAST,slow' -NodeName 'LEFT,right' } }
        @{ What = 'by numbers'; Script = { Add-HpcGroup -Id (Get-HpcGroup -Name fast, slow).Id -NodeName left, right } }
        @{ What = 'from the pipeline, by names'; Script = { Get-HpcNode | Add-HpcGroup -Name fast, slow } }
        @{ What = 'from the pipeline, by numbers'; Script = { Get-HpcNode | Add-HpcGroup -Id (Get-HpcGroup -Name fast, slow).Id } }
    ) {
        & $Script | Should -BeNullOrEmpty
        Get-Member fast | Should -Be 'left right'
        Get-Member slow | Should -Be 'left right'
        (Get-HpcNode -Name left).Groups | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes', 'fast', 'slow'
    }

    It 'leaves a node that is in the group already' {
        Add-HpcGroup -Name fast -NodeName left
        Add-HpcGroup -Name fast -NodeName right, Left
        Get-Member fast | Should -Be 'left right'
    }

    It 'passes over a node that is unknown if another is known' {
        Add-HpcGroup -Name fast -NodeName middle, left
        Get-Member fast | Should -Be 'left'
        $null = Assert-Problem { Add-HpcGroup -Name fast -NodeName middle, centre } 'HpcNodeNotFound' ObjectNotFound 'middle'
    }

    It 'names a group that is unknown, and fills the others' {
        $null = Assert-Problem { Add-HpcGroup -Name east, fast -NodeName left } 'HpcUnknownNodeGroup' ObjectNotFound 'east'
        Get-Member fast | Should -Be 'left'
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a group that always exists'; Id = 'HpcNodeGroupBuiltIn'; Script = { Add-HpcGroup -Name HeadNodes -NodeName left } }
        @{ What = 'to be given no node'; Id = 'HpcNoNodeNamed'; Script = { Add-HpcGroup -Name fast -NodeName ' ' } }
    ) {
        $before = Get-HpcGroup | ConvertTo-Json
        $null = Assert-Problem $Script $Id
        Get-HpcGroup | ConvertTo-Json | Should -BeExactly $before
    }

    It 'changes nothing with -WhatIf' {
        Add-HpcGroup -Name fast -NodeName left -WhatIf
        Get-Member fast | Should -Be ''
    }

    It 'says where jobs may run' {
        Add-HpcGroup -Name fast -NodeName right
        $job = New-HpcJob -NodeGroups fast | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        (Get-HpcTask -JobId $job.Id).AllocatedNodes | Should -Be 'right'
    }
}
