BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 8
    $null = Add-HpcPool -Name Research -Weight 3
    $null = Add-HpcPool -Name Reports -Weight 1
    $file = Get-NewPath
    Set-Content -Path $file -Value '<JobTemplate><TemplateItem PropertyName="Pool" Default="research"/></JobTemplate>'
    $null = Import-HpcJobTemplate -Name Research -Path $file
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcPool' {
    It 'lists all, in the order of their names, with what is guaranteed of the cores' {
        $pools = @(Get-HpcPool)
        foreach ($pool in $pools) { $pool | Should -BeOfType 'HpcScheduler.HpcPool' }
        $pools.ForEach({ "$_ $($_.Weight) $($_.Guarantee) $($_.CurrentAllocation)" }) | Should -Be 'Default 0 0 0', 'Reports 1 2 0', 'Research 3 6 0'
    }

    It 'finds one by its name, without regard to case, or several with wildcards' {
        (Get-HpcPool -Name RESEARCH).Name | Should -BeExactly 'Research'
        (Get-HpcPool -Name 'R*').Name | Should -Be 'Reports', 'Research'
        @(Get-HpcPool -Name 'x*') | Should -HaveCount 0
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { Get-HpcPool -Name none } 'HpcPoolNotFound' ObjectNotFound 'none'
    }

    It 'counts the cores of the jobs of a pool, which are those of its templates' {
        $gate = New-Gate
        $job = New-HpcJob -TemplateName research -NumCores 3 | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        (Get-HpcJob -Id $job.Id).Pool | Should -BeExactly 'Research'
        (Get-HpcPool).ForEach({ "$_ $($_.CurrentAllocation)" }) | Should -Be 'Default 0', 'Reports 0', 'Research 3'
        @(Get-HpcJob -State Running -Pool research).Id | Should -Be $job.Id
        $null = Assert-Problem { Get-HpcJob -State Running -Pool Reports } 'HpcNoJobMatches' ObjectNotFound 'Reports'
        Open-Gate $gate
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        (Get-HpcPool -Name Research).CurrentAllocation | Should -Be 0
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcPool) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Name', 'Weight', 'Guarantee', 'CurrentAllocation'
        $view | Should -HaveCount 5
    }

    It 'suggests the names of pools: <_>' -ForEach 'Get-HpcPool -Name re', 'Remove-HpcPool -Name Re', 'Set-HpcPool -Name re', 'Get-HpcJob -Pool re' {
        (TabExpansion2 -inputScript $_ -cursorColumn $_.Length).CompletionMatches.CompletionText | Should -Be 'Reports', 'Research'
    }
}
