BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $machine = Get-HpcNode
    New-TestNode left, right
    $null = New-HpcGroup -Name all
    Add-HpcGroup -Name all -NodeName left, right
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcNode' {
    It 'refuses a node that is Online, and names the state' {
        $problem = Assert-Problem { Remove-HpcNode -Name left } 'HpcNodeNotOffline' InvalidOperation 'left'
        $problem.Exception.Message | Should -BeLike '*Online*'
        (Get-HpcNode).Name | Should -Be 'left', 'right'
    }

    It 'removes nothing with -WhatIf' {
        $null = Set-HpcNodeState -Name left -State Offline
        Remove-HpcNode -Name left -WhatIf
        (Get-HpcNode).Name | Should -Be 'left', 'right'
    }

    It 'refuses a comment that is too long' {
        $null = Assert-Problem { Remove-HpcNode -Name left -Comment ('a' * 1025) } 'HpcValueTooLong'
        (Get-HpcNode).Name | Should -Be 'left', 'right'
    }

    It 'removes a node that is Offline, also from its groups, and returns nothing' {
        Remove-HpcNode -Name LEFT -Comment 'not needed' | Should -BeNullOrEmpty
        (Get-HpcNode).Name | Should -Be 'right'
        (Get-HpcGroup -Name all).Nodes | Should -Be 'right'
        $last = @(Get-HpcNodeStateHistory (Get-Date).AddHours(-1) (Get-Date).AddHours(1) -Name left)[-1]
        "$($last.Event)", $last.Comment | Should -Be 'Removed', 'not needed'
    }

    It 'names a node that is unknown' { $null = Assert-Problem { Remove-HpcNode -Name left } 'HpcNodeNotFound' ObjectNotFound 'left' }

    It 'gives its cores back' { (New-HpcNode -Name left -CoreIds 0).CoreIds | Should -Be 0 }

    It 'removes nodes from the pipeline; without any the machine comes back as the next host starts' {
        Get-HpcNode | Set-HpcNodeState -State Offline | Remove-HpcNode
        Get-HpcNode | Should -BeNullOrEmpty
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcNode).Name | Should -Be $machine.Name
        (Complete-TestJob).State | Should -Be 'Finished'
    }
}
