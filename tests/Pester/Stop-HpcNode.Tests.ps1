BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Stop-HpcNode' {
    It 'is Shutdown-HpcNode for scripts of HPC Pack' { (Get-Alias -Name Shutdown-HpcNode).ResolvedCommandName | Should -Be 'Stop-HpcNode' }

    It 'kills what runs on the node and leaves it offline' {
        $held = Start-HeldJob
        Shutdown-HpcNode -Name (Get-HpcNode)[0].Name -Comment 'over' -Confirm:$false | Should -BeNullOrEmpty
        $node = Get-HpcNode
        $node.NodeState, $node.JobIds.Count | Should -Be 'Offline', 0
        @(Get-HpcNodeStateHistory -StartDate ([datetime]::MinValue) -EndDate ([datetime]::MaxValue))[-1].Comment | Should -Be 'over'
        Stop-HpcJob -Id $held.Id -Force
        Start-HpcNode -Name $node.Name
    }

    It 'does nothing with -WhatIf' {
        Get-HpcNode | Stop-HpcNode -WhatIf
        (Get-HpcNode).NodeState | Should -Be 'Online'
    }

    It 'refuses a comment that is too long' {
        $null = Assert-Problem { Get-HpcNode | Stop-HpcNode -Comment ('x' * 1025) -Confirm:$false } 'HpcValueTooLong' LimitsExceeded
        (Get-HpcNode).NodeState | Should -Be 'Online'
    }
}
