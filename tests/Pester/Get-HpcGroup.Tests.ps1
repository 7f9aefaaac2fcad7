BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $machine = Get-HpcNode
    $fast = New-HpcGroup -Name fast -Description 'fast cores'
    $null = New-HpcGroup -Name slow
    Add-HpcGroup -Name fast -Node $machine
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcGroup' {
    It 'lists all groups, those that always exist first' {
        $groups = @(Get-HpcGroup)
        foreach ($group in $groups) { $group | Should -BeOfType 'HpcScheduler.HpcGroup' }
        $groups.Name | Should -Be 'ComputeNodes', 'HeadNodes', 'LinuxNodes', 'fast', 'slow'
        $groups.Id | Should -Be 1, 2, 0, 3, 4
        $groups.IsBuiltIn | Should -Be $true, $true, $true, $false, $false
        $groups[0].Nodes, $groups[1].Nodes, $groups[3].Nodes | Should -Be $machine.Name, $machine.Name, $machine.Name
        $groups[4].Nodes | Should -BeNullOrEmpty
        $groups[3].Description, $groups[3].Scheduler | Should -Be 'fast cores', $scheduler.Path
    }

    It 'lists <What>' -ForEach @(
        @{ What = 'a name, as its first argument'; Script = { Get-HpcGroup FAST }; Names = 'fast' }
        @{ What = 'several names'; Script = { Get-HpcGroup -Name slow, fast }; Names = 'fast', 'slow' }
        @{ What = 'several names in one text'; Script = { Get-HpcGroup -Name 'slow,fast' }; Names = 'fast', 'slow' }
        @{ What = 'a pattern'; Script = { Get-HpcGroup -Name *Nodes }; Names = 'ComputeNodes', 'HeadNodes', 'LinuxNodes' }
        @{ What = 'a pattern that fits none'; Script = { Get-HpcGroup -Name x* }; Names = @() }
        @{ What = 'numbers'; Script = { Get-HpcGroup -Id 4, 1 }; Names = 'ComputeNodes', 'slow' }
    ) {
        @(& $Script).ForEach({ $_.Name }) | Should -Be $Names
    }

    It 'names <What> that is unknown, and lists the others' -ForEach @(
        @{ What = 'a name'; Script = { Get-HpcGroup -Name fast, x -ErrorAction SilentlyContinue -ErrorVariable problems; $problems }; Target = 'x' }
        @{ What = 'a number'; Script = { Get-HpcGroup -Id 3, 99 -ErrorAction SilentlyContinue -ErrorVariable problems; $problems }; Target = 99 }
    ) {
        $found = @(& $Script)
        $found | Should -HaveCount 2
        $found[0].Name | Should -Be 'fast'
        $found[1].FullyQualifiedErrorId | Should -BeLike 'HpcUnknownNodeGroup,*'
        $found[1].TargetObject | Should -Be $Target
    }

    It 'shows a table that fits <_> columns, and a list' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcGroup) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view | Should -HaveCount 7
        Get-View $fast $_ -As List | Should -Contain 'Description : fast cores'
    }

    It 'suggests names and numbers' {
        $line = 'Get-HpcGroup -Name s'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'slow'
        $line = 'Get-HpcGroup -Id '
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Be '1', '2', '0', '3', '4'
    }
}
