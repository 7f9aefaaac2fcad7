BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcJobCredential' {
    It 'says once that it has no effect, and a script that stops at errors goes on' {
        Get-HpcJobCredential -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $said | Should -HaveCount 1
        $said[0] | Should -BeLike '*have no effect*none is kept*'
    }

    It 'refuses a scheduler that is none' { $null = Assert-Problem { Get-HpcJobCredential -Scheduler 'a b' -WarningAction Ignore } 'HpcInvalidSchedulerName' InvalidArgument 'a b' }
}
