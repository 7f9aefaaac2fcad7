BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    New-TestNode left, right
    function Get-Member([string] $Name) { (Get-HpcGroup -Name $Name).Nodes -join ' ' }
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcGroup' {
    BeforeEach {
        foreach ($name in 'fast', 'slow') {
            if (-not (Get-HpcGroup -Name "$name*")) { $null = New-HpcGroup -Name $name }
            Add-HpcGroup -Name $name -NodeName left, right
        }
    }

    It 'takes nodes out of groups <What>, and returns nothing' -ForEach @(
        @{ What = 'by names'; Script = { Remove-HpcGroup -Name fast, slow -NodeName left -Confirm:$false } }
        @{ What = 'by numbers'; Script = { Remove-HpcGroup -Id (Get-HpcGroup -Name fast, slow).Id -NodeName LEFT -Confirm:$false } }
        @{ What = 'from the pipeline'; Script = { Get-HpcNode -Name left | Remove-HpcGroup -Name 'fast,slow' -Confirm:$false } }
    ) {
        & $Script | Should -BeNullOrEmpty
        Get-Member fast | Should -Be 'right'
        Get-Member slow | Should -Be 'right'
    }

    It 'leaves a group without nodes' {
        Remove-HpcGroup -Name fast -NodeName left, right -Confirm:$false
        Get-Member fast | Should -Be ''
    }

    It 'deletes groups, and leaves their nodes' {
        Remove-HpcGroup fast -Confirm:$false | Should -BeNullOrEmpty
        Remove-HpcGroup -Id (Get-HpcGroup -Name slow).Id -Confirm:$false
        (Get-HpcGroup).Name | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes'
        (Get-HpcNode).Name | Should -Be 'left', 'right'
    }

    It 'does not delete a group when no node comes' {
        Get-HpcNode -State Offline | Remove-HpcGroup -Name fast -Confirm:$false
        $null = Assert-Problem { Remove-HpcGroup -Name fast -NodeName @() -Confirm:$false } 'HpcNoNodeNamed' InvalidArgument
        $null = Assert-Problem { Remove-HpcGroup -Name fast -NodeName $null -Confirm:$false } 'HpcNoNodeNamed' InvalidArgument
        Get-Member fast | Should -Be 'left right'
    }

    It 'does not delete a group that a job names' {
        $job = New-HpcJob -NodeGroups FAST
        $problem = Assert-Problem { Remove-HpcGroup -Name fast, slow -Confirm:$false } 'HpcNodeGroupInUse' InvalidOperation 'fast'
        $problem.Exception.Message | Should -BeLike "*job $($job.Id)*"
        (Get-HpcGroup).Name | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes', 'fast'
        Remove-HpcJob -Id $job.Id -Confirm:$false
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'to delete a group that always exists'; Id = 'HpcNodeGroupBuiltIn'; Script = { Remove-HpcGroup -Name ComputeNodes -Confirm:$false } }
        @{ What = 'to take nodes out of one'; Id = 'HpcNodeGroupBuiltIn'; Script = { Remove-HpcGroup -Id 1 -NodeName left -Confirm:$false } }
        @{ What = 'a group that is unknown'; Id = 'HpcUnknownNodeGroup'; Script = { Remove-HpcGroup -Name x -Confirm:$false } }
        @{ What = 'nodes that are all unknown'; Id = 'HpcNodeNotFound'; Script = { Remove-HpcGroup -Name fast -NodeName x, y -Confirm:$false } }
    ) {
        $before = Get-HpcGroup | ConvertTo-Json
        $null = Assert-Problem $Script $Id
        Get-HpcGroup | ConvertTo-Json | Should -BeExactly $before
    }

    It 'asks before it deletes' {
        [Attribute]::GetCustomAttribute((Get-Command -Name Remove-HpcGroup).ImplementingType, [System.Management.Automation.CmdletAttribute]).ConfirmImpact |
            Should -Be 'High'
        Remove-HpcGroup -Name fast -WhatIf
        Get-Member fast | Should -Be 'left right'
    }
}
