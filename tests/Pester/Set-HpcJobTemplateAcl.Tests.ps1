BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    Copy-HpcJobTemplate Default -NewName Night
    function New-Acl([string] $Sddl) { [HpcScheduler.HpcJobTemplateSecurityDescriptor]::new('Night', $Sddl) }
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcJobTemplateAcl' {
    It 'sets what Get-HpcJobTemplateAcl returns again, letter by letter: <_>' -ForEach @(
        'D:(A;;DCLCSDWD;;;BA)(A;;LC;;;ann)'
        'D:(D;;LC;;;bob)(A;;0x4;;;WD)'
        'O:BAG:DUD:PAI(A;;327686;;;S-1-5-32-544)(A;;GA;;;dom\ann of night)'
        'D:'
    ) {
        $acl = Get-HpcJobTemplateAcl Night
        $acl.Sddl = $_
        Set-HpcJobTemplateAcl -Name night -Acl $acl | Should -BeNullOrEmpty
        (Get-HpcJobTemplateAcl Night).Sddl | Should -BeExactly $_
    }

    It 'gives one template the rights of another' {
        Copy-HpcJobTemplate Default -NewName Week
        New-Acl 'D:(A;;LC;;;carl)' | Set-HpcJobTemplateAcl Night
        Get-HpcJobTemplateAcl Night | Set-HpcJobTemplateAcl -Template (Get-HpcJobTemplate Week)
        (Get-HpcJobTemplateAcl Week).Access | Should -Be 'carl: SubmitJob'
    }

    It 'leaves administrators what they may: who starts a scheduler is one' {
        New-Acl 'D:' | Set-HpcJobTemplateAcl Night
        $job = New-HpcJob -TemplateName Night | Add-HpcTask -CommandLine true | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'keeps rights when the host starts anew' {
        New-Acl 'D:(A;;LC;;;dora)' | Set-HpcJobTemplateAcl Night
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcJobTemplateAcl Night).Sddl | Should -BeExactly 'D:(A;;LC;;;dora)'
    }

    It 'refuses what says nothing that is understood, and changes nothing: <_>' -ForEach @(
        'everyone', 'D:(A;;LC;;ann)', 'D:(A;;XX;;;ann)', 'D:(A;;0x1;;;ann)', 'D:(A;;LC;;;S-1-5-21-1-2-3-500)', 'D:(A;;LC;;;ann'
    ) {
        New-Acl 'D:(A;;LC;;;ann)' | Set-HpcJobTemplateAcl Night
        $problem = Assert-Problem { New-Acl $_ | Set-HpcJobTemplateAcl -Name Night } 'HpcInvalidTemplateAcl' InvalidArgument 'Night'
        $problem.Exception.Message | Should -BeLike "'$_' does not say*"
        (Get-HpcJobTemplateAcl Night).Sddl | Should -Be 'D:(A;;LC;;;ann)'
    }

    It 'says that there is none of a name' {
        $null = Assert-Problem { New-Acl 'D:' | Set-HpcJobTemplateAcl none } 'HpcTemplateNotFound' ObjectNotFound 'none'
    }

    It 'changes nothing with -WhatIf' {
        $before = (Get-HpcJobTemplateAcl Night).Sddl
        New-Acl 'D:(A;;GA;;;eve)' | Set-HpcJobTemplateAcl Night -WhatIf
        (Get-HpcJobTemplateAcl Night).Sddl | Should -Be $before
    }
}
