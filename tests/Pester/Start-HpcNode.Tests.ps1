BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Start-HpcNode' {
    It 'has a node take work that was offline' {
        $node = Get-HpcNode | Set-HpcNodeState -State Offline
        Start-HpcNode -Name $node.Name | Should -BeNullOrEmpty
        (Complete-TestJob).State | Should -Be 'Finished'
    }

    It 'is content with a node that is online' {
        Get-HpcNode | Start-HpcNode
        (Get-HpcNode).NodeState | Should -Be 'Online'
    }

    It 'does nothing with -WhatIf' {
        $node = Get-HpcNode | Set-HpcNodeState -State Offline
        $node | Start-HpcNode -WhatIf
        (Get-HpcNode).NodeState | Should -Be 'Offline'
        $node | Start-HpcNode
    }

    It 'refuses a node that there is not' { $null = Assert-Problem { Start-HpcNode nowhere } 'HpcNodeNotFound' ObjectNotFound nowhere }
}
