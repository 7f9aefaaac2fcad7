BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcJobCredential' {
    It 'says once that it has no effect, and a script that stops at errors goes on' {
        Remove-HpcJobCredential nobody, somebody -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $said | Should -HaveCount 1
        $said[0] | Should -BeLike '*have no effect*none is kept*'
    }

    It 'refuses a scheduler that is none' { $null = Assert-Problem { Remove-HpcJobCredential nobody, somebody -Scheduler 'a b' -WarningAction Ignore } 'HpcInvalidSchedulerName' InvalidArgument 'a b' }
}
