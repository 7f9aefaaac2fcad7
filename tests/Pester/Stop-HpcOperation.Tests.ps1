BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Stop-HpcOperation' {
    It 'has a node that drains take work again, and what runs there goes on' {
        $held = Start-HeldJob
        $null = Get-HpcNode | Set-HpcNodeState -State Offline -Async
        $operation = Get-HpcOperation -State Executing
        $operation | Stop-HpcOperation -WhatIf
        (Get-HpcNode).NodeState | Should -Be 'Draining'
        $operation | Stop-HpcOperation | Should -BeNullOrEmpty
        (Get-HpcNode).NodeState | Should -Be 'Online'
        (Get-HpcOperation -Id $operation.Id).State | Should -Be 'Reverted'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $null = Assert-Problem { $operation | Stop-HpcOperation } 'HpcOperationNotStoppable' InvalidOperation $operation.Id
    }

    It 'refuses one that is done, and says in which state its node is' {
        $problem = Assert-Problem { Get-HpcOperation 1 | Stop-HpcOperation } 'HpcOperationNotStoppable' InvalidOperation (Get-HpcOperation 1).Id
        $problem.Exception.Message | Should -BeLike '*is Online*'
    }
}
