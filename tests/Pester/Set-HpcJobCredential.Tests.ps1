BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcJobCredential' {
    It 'says once that it has no effect, and a script that stops at errors goes on' {
        Set-HpcJobCredential -Credential ([pscredential]::new("nobody", [securestring]::new())) -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $said | Should -HaveCount 1
        $said[0] | Should -BeLike '*have no effect*none is kept*'
    }

    It 'takes every form of HPC Pack' {
        Set-HpcJobCredential -SoftCard -Thumbprint 12 -ExtendedData x -WarningAction Ignore | Should -BeNullOrEmpty
        Set-HpcJobCredential -AadUser -WarningAction Ignore | Should -BeNullOrEmpty
    }

    It 'says nothing when it is only asked what it would do' {
        Set-HpcJobCredential -SoftCard -WhatIf -WarningVariable said
        $said | Should -BeNullOrEmpty
    }
    It 'refuses a scheduler that is none' { $null = Assert-Problem { Set-HpcJobCredential -Credential ([pscredential]::new("nobody", [securestring]::new())) -Scheduler 'a b' -WarningAction Ignore } 'HpcInvalidSchedulerName' InvalidArgument 'a b' }
}
