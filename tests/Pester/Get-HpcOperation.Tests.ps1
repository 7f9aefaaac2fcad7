BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcOperation' {
    It 'lists what was done to nodes, in its order' {
        $name = (Get-HpcNode).Name
        $operations = @(Get-HpcOperation)
        $operations[0] | Should -BeOfType 'HpcScheduler.HpcOperation'
        $operations.Name | Should -Be "Add node $name", "Bring online node $name"
        $operations.State | Should -Be 'Committed', 'Committed'
        $operations[0].Scheduler | Should -Be $scheduler.Path
        (Get-HpcOperation -Id $operations[1].Id).Name | Should -Be "Bring online node $name"
        (Get-HpcOperation 2).Id | Should -Be $operations[1].Id
    }

    It 'shows a node that drains as an operation under way, which is done when the node is offline' {
        $held = Start-HeldJob
        $null = Get-HpcNode | Set-HpcNodeState -State Offline -Async
        $operation = Get-HpcOperation -State Executing
        $operation.Name | Should -BeLike 'Take offline node *'
        $operation.Owner | Should -Be ([Environment]::UserName)
        Open-Gate $held.Gate
        $null = Get-HpcNode | Set-HpcNodeState -State Offline
        (Get-HpcOperation -Id $operation.Id).State | Should -Be 'Committed'
        Get-HpcNode | Start-HpcNode
    }

    It 'finds by <What>' -ForEach @(
        @{ What = 'node'; Given = { @{ Node = Get-HpcNode } } }
        @{ What = 'name of a node'; Given = { @{ NodeName = (Get-HpcNode).Name } } }
        @{ What = 'time'; Given = { @{ StartTime = (Get-Date).AddHours(-1); EndTime = (Get-Date).AddHours(1) } } }
        @{ What = 'a pattern of its name'; Given = { @{ Name = 'Add *' } } }
    ) {
        $filter = & $Given
        (Get-HpcOperation @filter)[0].Name | Should -BeLike 'Add node *'
    }

    It 'finds nothing before there was anything' { Get-HpcOperation -EndTime (Get-Date).AddYears(-1) | Should -BeNullOrEmpty }

    It 'refuses an identifier that there is not' { $null = Assert-Problem { Get-HpcOperation -Id nix } 'HpcOperationNotFound' ObjectNotFound nix }

    It 'refuses a node that there never was' { $null = Assert-Problem { Get-HpcOperation -NodeName nowhere } 'HpcNodeNotFound' ObjectNotFound nowhere }

    It 'offers identifiers' {
        (TabExpansion2 'Get-HpcOperation -Id ' 21).CompletionMatches.CompletionText | Should -Contain (Get-HpcOperation 1).Id.ToString()
    }
}
