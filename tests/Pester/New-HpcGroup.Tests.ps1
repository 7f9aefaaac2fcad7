BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'New-HpcGroup' {
    It 'makes a group without nodes, and returns it' {
        $group = New-HpcGroup fast -Description 'schnelle Kerne 🌗'
        $group | Should -BeOfType 'HpcScheduler.HpcGroup'
        $group.Id, $group.Name, $group.Description, $group.IsBuiltIn | Should -Be 3, 'fast', 'schnelle Kerne 🌗', $false
        $group.Nodes | Should -BeNullOrEmpty
        (New-HpcGroup -Name 'two words').Id | Should -Be 4
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a name that is there'; Id = 'HpcNodeGroupExists'; Name = 'FAST' }
        @{ What = 'the name of one that always exists'; Id = 'HpcNodeGroupExists'; Name = 'headnodes' }
        @{ What = 'a name with a comma'; Id = 'HpcInvalidNodeGroupName'; Name = 'a,b' }
        @{ What = 'a name with spaces at its end'; Id = 'HpcInvalidNodeGroupName'; Name = 'a ' }
        @{ What = 'a name that is too long'; Id = 'HpcInvalidNodeGroupName'; Name = 'a' * 65 }
    ) {
        $null = Assert-Problem { New-HpcGroup -Name $Name } $Id -ErrorTarget $Name
        @(Get-HpcGroup) | Should -HaveCount 5
    }

    It 'refuses a description that is too long' { $null = Assert-Problem { New-HpcGroup -Name x -Description ('a' * 1025) } 'HpcValueTooLong' }

    It 'takes a name of 64 characters' { (New-HpcGroup -Name ('🌗' * 64)).Name | Should -Be ('🌗' * 64) }

    It 'makes nothing with -WhatIf' {
        New-HpcGroup -Name other -WhatIf
        @(Get-HpcGroup -Name o*) | Should -HaveCount 0
    }

    It 'outlives the host' {
        $before = Get-HpcGroup | ConvertTo-Json
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Get-HpcGroup | ConvertTo-Json | Should -BeExactly $before
    }
}
