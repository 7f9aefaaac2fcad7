BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $file = Get-NewPath
    Set-Content -Path $file -Value '<JobTemplate Description="d"><TemplateItem PropertyName="Project" Default="blue"/></JobTemplate>'
    $null = Import-HpcJobTemplate -Name Night -Path $file
    $acl = Get-HpcJobTemplateAcl Night
    $acl.Sddl = 'D:(A;;LC;;;ann)'
    $acl | Set-HpcJobTemplateAcl Night
}

AfterAll { Remove-TestScheduler }

Describe 'Copy-HpcJobTemplate' {
    It 'makes one that says the same, with the same rights, and returns nothing' {
        Copy-HpcJobTemplate night -NewName Day | Should -BeNullOrEmpty
        $copy = Get-HpcJobTemplate Day
        $copy.Description, "$($copy.Items)" | Should -Be 'd', 'Project: default blue'
        (Get-HpcJobTemplateAcl Day).Sddl | Should -BeExactly 'D:(A;;LC;;;ann)'
        (New-HpcJob -TemplateName Day).Project | Should -Be 'blue'
    }

    It 'takes the template from the pipeline' {
        Get-HpcJobTemplate Night | Copy-HpcJobTemplate -NewName Week
        (Get-HpcJobTemplate Week).Description | Should -Be 'd'
    }

    It 'leaves the one as the other changes' {
        Copy-HpcJobTemplate Night -NewName Other
        $null = Import-HpcJobTemplate -Name Other -Path $file -Force
        Set-Content -Path "$file.2" -Value '<JobTemplate/>'
        $null = Import-HpcJobTemplate -Name Other -Path "$file.2" -Force
        (Get-HpcJobTemplate Night).Items | Should -HaveCount 1
    }

    It 'says that <What>' -ForEach @(
        @{ What = 'a name exists'; Name = 'Night'; NewName = 'NIGHT'; Id = 'HpcTemplateExists'; Category = 'InvalidArgument'; Target = 'NIGHT' }
        @{ What = 'Default exists'; Name = 'Night'; NewName = 'default'; Id = 'HpcTemplateExists'; Category = 'InvalidArgument'; Target = 'default' }
        @{ What = 'the template is unknown'; Name = 'none'; NewName = 'new'; Id = 'HpcTemplateNotFound'; Category = 'ObjectNotFound'; Target = 'none' }
        @{ What = 'a name is too long'; Name = 'Night'; NewName = 'x' * 51; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Target = 'x' * 51 }
        @{ What = 'a name has a space at its end'; Name = 'Night'; NewName = 'x '; Id = 'HpcInvalidTemplateName'; Category = 'InvalidArgument'; Target = 'x ' }
    ) {
        $before = (Get-HpcJobTemplate).Name
        $null = Assert-Problem { Copy-HpcJobTemplate -Name $Name -NewName $NewName } $Id $Category $Target
        (Get-HpcJobTemplate).Name | Should -Be $before
    }

    It 'copies nothing with -WhatIf' {
        Copy-HpcJobTemplate Night -NewName Never -WhatIf
        (Get-HpcJobTemplate).Name | Should -Not -Contain 'Never'
    }
}
