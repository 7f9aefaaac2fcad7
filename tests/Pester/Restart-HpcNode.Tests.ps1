BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Restart-HpcNode' {
    It 'kills what runs on the node, and has it online again' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'true' -Rerunnable $false
        $gate = New-Gate
        $null = Add-HpcTask -Job $job -CommandLine (Get-GateCommand $gate) -Rerunnable $false
        $id = (Submit-HpcJob -Job $job).Id
        Wait-Gate $gate
        $name = (Get-HpcNode)[0].Name
        Restart-HpcNode -Name $name -Comment 'it hangs' -Confirm:$false | Should -BeNullOrEmpty
        (Get-HpcNode -Name $name).NodeState | Should -Be 'Online'
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Failed'
        $history = @(Get-HpcNodeStateHistory -StartDate ([datetime]::MinValue) -EndDate ([datetime]::MaxValue))[-2..-1]
        $history.Event | Should -Be 'Offline', 'Online'
        $history.Comment | Should -Be 'it hangs', 'it hangs'
    }

    It 'leaves a node offline that was offline' {
        $node = Get-HpcNode | Set-HpcNodeState -State Offline
        $node | Restart-HpcNode -Confirm:$false
        (Get-HpcNode).NodeState | Should -Be 'Offline'
        $node | Start-HpcNode
    }

    It 'does nothing with -WhatIf' {
        Get-HpcNode | Restart-HpcNode -WhatIf
        (Get-HpcNode).NodeState | Should -Be 'Online'
    }

    It 'refuses a node that there is not, and takes the others' {
        $null = Assert-Problem { Restart-HpcNode -Name nowhere, (Get-HpcNode)[0].Name -Confirm:$false } 'HpcNodeNotFound' ObjectNotFound nowhere
        (Get-HpcNode).NodeState | Should -Be 'Online'
    }
}
