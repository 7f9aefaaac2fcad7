BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $file = Get-NewPath
    Set-Content -Path $file -Value '<JobTemplate><TemplateItem PropertyName="Pool" Default="Named"/></JobTemplate>'
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcPool' {
    It 'removes a pool by its name, without asking, and returns nothing' {
        $null = Add-HpcPool -Name Research
        Remove-HpcPool -Name RESEARCH | Should -BeNullOrEmpty
        (Get-HpcPool).Name | Should -Be 'Default'
    }

    It 'removes pools from the pipeline' {
        $null = Add-HpcPool -Name one
        $null = Add-HpcPool -Name two
        Get-HpcPool -Name '?[nw]?' | Remove-HpcPool
        (Get-HpcPool).Name | Should -Be 'Default'
    }

    It 'removes a pool that a job template names with -Force only; then template and jobs are in Default' {
        $null = Add-HpcPool -Name Named -Weight 1
        $null = Import-HpcJobTemplate -Name Uses -Path $file
        $gate = New-Gate
        $job = New-HpcJob -TemplateName Uses | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        $problem = Assert-Problem { Remove-HpcPool -Name Named } 'HpcPoolInUse' InvalidOperation 'Named'
        $problem.Exception.Message | Should -BeLike '*Uses*-Force*'
        $problem.Exception.HResult | Should -Be -2147220587
        Remove-HpcPool -Name Named -Force
        (Get-HpcJobTemplate Uses).Items[0].Default | Should -Be 'Default'
        (Get-HpcJob -Id $job.Id).Pool, (Get-HpcPool).CurrentAllocation | Should -Be 'Default', 1
        Open-Gate $gate
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).Pool | Should -Be 'Default'
    }

    It 'does not remove Default, not even with -Force' {
        $null = Assert-Problem { Remove-HpcPool -Name default -Force } 'HpcDefaultPoolNotRemovable' InvalidOperation 'default'
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { Remove-HpcPool -Name none } 'HpcPoolNotFound' ObjectNotFound 'none'
        $null = Assert-Problem { Import-HpcJobTemplate -Name Bad -Path $file } 'HpcPoolNotFound' ObjectNotFound
        (Get-HpcJobTemplate).Name | Should -Not -Contain 'Bad'
    }

    It 'removes nothing with -WhatIf' {
        $null = Add-HpcPool -Name Kept
        Remove-HpcPool -Name Kept -WhatIf
        (Get-HpcPool).Name | Should -Contain 'Kept'
    }
}
