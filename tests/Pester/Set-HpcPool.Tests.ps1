BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 8
    $null = Add-HpcPool -Name Research -Weight 1
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcPool' {
    It 'changes the weight of a pool by its name, and returns the pool' {
        $pool = Set-HpcPool -Name research -Weight 7
        $pool.Name, $pool.Weight, $pool.Guarantee | Should -BeExactly 'Research', 7, 8
        (Set-HpcPool -Name Default -Weight 7).Guarantee | Should -Be 4
        (Get-HpcPool -Name Research).Guarantee | Should -Be 4
        $null = Set-HpcPool -Name Default -Weight 0
    }

    It 'takes pools from the pipeline' {
        (Get-HpcPool | Set-HpcPool -Weight 2).ForEach({ "$_ $($_.Weight)" }) | Should -Be 'Default 2', 'Research 2'
        $null = Set-HpcPool -Pool (Get-HpcPool -Name Default) -Weight 0
        (Get-HpcPool -Name Default).Weight | Should -Be 0
    }

    It 'leaves the weight as it is where none is given' {
        $before = (Get-HpcPool -Name Research).Weight
        (Set-HpcPool -Name Research).Weight | Should -Be $before
    }

    It 'says that a weight is not allowed: <_>' -ForEach -1, 1000000 {
        $before = (Get-HpcPool -Name Research).Weight
        $problem = Assert-Problem { Set-HpcPool -Name Research -Weight $_ } 'HpcInvalidPoolWeight' InvalidArgument 'Research'
        $problem.Exception.Message | Should -BeLike "*'Research'*$_*0 to 999999*"
        $problem.Exception.HResult | Should -Be -2147220591
        (Get-HpcPool -Name Research).Weight | Should -Be $before
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { Set-HpcPool -Name none -Weight 1 } 'HpcPoolNotFound' ObjectNotFound 'none'
    }

    It 'changes nothing with -WhatIf' {
        $before = (Get-HpcPool -Name Research).Weight
        Set-HpcPool -Name Research -Weight 99 -WhatIf | Should -BeNullOrEmpty
        (Get-HpcPool -Name Research).Weight | Should -Be $before
    }
}
