BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcJobTemplateAcl' {
    It 'tells who may do what, as text and in words' {
        $acl = Get-HpcJobTemplateAcl -Name default
        $acl | Should -BeOfType 'HpcScheduler.HpcJobTemplateSecurityDescriptor'
        $acl.JobTemplateName, $acl.Sddl | Should -BeExactly 'Default', 'D:(A;;DCLCSDWD;;;BA)(A;;LC;;;BU)'
        $acl.Access | Should -Be 'Administrators: Edit, SubmitJob, Delete, ChangePermissions', 'Everyone: SubmitJob'
    }

    It 'takes templates from the pipeline' {
        Copy-HpcJobTemplate Default -NewName Other
        (Get-HpcJobTemplate | Get-HpcJobTemplateAcl).JobTemplateName | Should -Be 'Default', 'Other'
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { Get-HpcJobTemplateAcl none } 'HpcTemplateNotFound' ObjectNotFound 'none'
    }

    It 'shows a list with the rights in words, and a table that fits 80 columns' {
        $view = Get-View (Get-HpcJobTemplateAcl Default) 80 List
        $view -match 'Everyone: SubmitJob' | Should -HaveCount 1
        $table = @(Get-View (Get-HpcJobTemplateAcl Default) 80)
        $table[0] -split ' +' -ne '' | Should -Be 'JobTemplateName', 'Sddl'
        $table.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
    }
}
