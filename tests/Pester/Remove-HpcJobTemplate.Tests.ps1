BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    function New-Template { $name = [guid]::NewGuid().ToString('N'); Copy-HpcJobTemplate Default -NewName $name; $name }
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcJobTemplate' {
    It 'removes a template by its name, without asking, and returns nothing' {
        $name = New-Template
        Remove-HpcJobTemplate $name.ToUpperInvariant() | Should -BeNullOrEmpty
        (Get-HpcJobTemplate).Name | Should -Not -Contain $name
    }

    It 'removes templates from the pipeline' {
        $names = (New-Template), (New-Template)
        Get-HpcJobTemplate $names | Remove-HpcJobTemplate
        (Get-HpcJobTemplate).Name | Should -Not -BeIn $names
    }

    It 'does not remove Default' {
        $problem = Assert-Problem { Remove-HpcJobTemplate -Name default } 'HpcDefaultTemplateNotRemovable' InvalidOperation 'default'
        $problem.Exception.HResult | Should -Be -2147220968
        (Get-HpcJobTemplate).Name | Should -Contain 'Default'
    }

    It 'does not remove a template while a job that uses it runs, and does after it' {
        $name = New-Template
        $gate = New-Gate
        $job = New-HpcJob -TemplateName $name | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        $problem = Assert-Problem { Remove-HpcJobTemplate $name } 'HpcTemplateInUse' InvalidOperation $name
        $problem.Exception.Message | Should -BeLike "*job $($job.Id) uses it and is Running*"
        Open-Gate $gate
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Remove-HpcJobTemplate $name
        (Get-HpcJobTemplate).Name | Should -Not -Contain $name
    }

    It 'does not remove a template while a job that uses it is queued' {
        $name = New-Template
        $job = New-HpcJob -TemplateName $name -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine true | Submit-HpcJob
        $null = Assert-Problem { Remove-HpcJobTemplate $name } 'HpcTemplateInUse' InvalidOperation $name
        Stop-HpcJob -Id $job.Id
        Remove-HpcJobTemplate $name
    }

    It 'keeps jobs of it that were not submitted from being so, until they have another' {
        $name = New-Template
        $job = New-HpcJob -TemplateName $name | Add-HpcTask -CommandLine true
        Remove-HpcJobTemplate $name
        $problem = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcTemplateGone' ObjectNotFound $job.Id
        $problem.Exception.Message | Should -BeLike "*'$name' of job $($job.Id)*"
        $null = Set-HpcJob -Id $job.Id -TemplateName Default | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { Remove-HpcJobTemplate -Name none } 'HpcTemplateNotFound' ObjectNotFound 'none'
    }

    It 'removes nothing with -WhatIf' {
        $name = New-Template
        Remove-HpcJobTemplate $name -WhatIf
        (Get-HpcJobTemplate).Name | Should -Contain $name
    }
}
