BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 8
}

AfterAll { Remove-TestScheduler }

Describe 'Add-HpcPool' {
    It 'makes a pool and returns it' {
        $pool = Add-HpcPool -Name Research -Weight 5
        $pool | Should -BeOfType 'HpcScheduler.HpcPool'
        $pool.Name, $pool.Weight, $pool.Guarantee, $pool.CurrentAllocation | Should -Be 'Research', 5, 8, 0
        (Get-HpcPool -Name Research).Weight | Should -Be 5
    }

    It 'makes one without a weight of its own' {
        $pool = Add-HpcPool -Name Guests
        $pool.Weight, $pool.Guarantee | Should -Be 0, 0
    }

    It 'makes pools that outlive the host' {
        $null = Add-HpcPool -Name 'Größer und größer' -Weight 999999
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcPool -Name 'größer und größer').Weight | Should -Be 999999
        Remove-HpcPool -Name 'größer und größer'
    }

    It 'says that <What>' -ForEach @(
        @{ What = 'a name exists'; Name = 'RESEARCH'; Weight = 1; Id = 'HpcPoolExists'; Category = 'InvalidArgument' }
        @{ What = 'Default exists'; Name = 'Default'; Weight = 1; Id = 'HpcPoolExists'; Category = 'InvalidArgument' }
        @{ What = 'a weight is negative'; Name = 'New'; Weight = -1; Id = 'HpcInvalidPoolWeight'; Category = 'InvalidArgument' }
        @{ What = 'a weight is too large'; Name = 'New'; Weight = 1000000; Id = 'HpcInvalidPoolWeight'; Category = 'InvalidArgument' }
        @{ What = 'a name is too long'; Name = 'x' * 51; Weight = 1; Id = 'HpcPoolNameTooLong'; Category = 'LimitsExceeded' }
        @{ What = 'a name is a wildcard'; Name = 'New*'; Weight = 1; Id = 'HpcInvalidPoolName'; Category = 'InvalidArgument' }
        @{ What = 'a name is a list'; Name = 'New,Other'; Weight = 1; Id = 'HpcInvalidPoolName'; Category = 'InvalidArgument' }
    ) {
        $before = (Get-HpcPool).Name
        $null = Assert-Problem { Add-HpcPool -Name $Name -Weight $Weight } $Id $Category $Name
        (Get-HpcPool).Name | Should -Be $before
    }

    It 'adds nothing with -WhatIf' {
        Add-HpcPool -Name Never -Weight 1 -WhatIf | Should -BeNullOrEmpty
        (Get-HpcPool).Name | Should -Not -Contain 'Never'
    }
}
