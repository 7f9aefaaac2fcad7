BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $owner = [Environment]::UserName
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcMember' {
    BeforeEach { $null = Add-HpcMember -Name daemon, nobody -Role 'User, JobOperator' }

    It 'removes members and returns nothing' {
        Remove-HpcMember daemon | Should -BeNullOrEmpty
        $null = Assert-Problem { Get-HpcMember daemon } 'HpcMemberNotFound'
        (Get-HpcMember nobody).Role | Should -Be 'User, JobOperator'
    }

    It 'takes names, or members, from the pipeline' {
        'daemon' | Remove-HpcMember
        Get-HpcMember nobody | Remove-HpcMember
        @(Get-HpcMember -Name daemon*, nobody*) | Should -HaveCount 0
    }

    It 'takes the roles that are given, and the member with the last' {
        Remove-HpcMember daemon -Role JobOperator
        (Get-HpcMember daemon).Role | Should -Be 'User'
        Remove-HpcMember daemon -Role User
        $null = Assert-Problem { Get-HpcMember daemon } 'HpcMemberNotFound'
        Remove-HpcMember nobody -Role User, JobOperator
        $null = Assert-Problem { Get-HpcMember nobody } 'HpcMemberNotFound'
    }

    It 'takes no role that the member does not have' {
        $problem = Assert-Problem { Remove-HpcMember daemon -Role Administrator, User } 'HpcMemberLacksRole' ObjectNotFound 'daemon'
        $problem | Should -BeLike "*Administrator*User, JobOperator*"
        (Get-HpcMember daemon).Role | Should -Be 'User, JobOperator'
    }

    It 'says who is no member, and removes the others' {
        $null = Assert-Problem { Remove-HpcMember -Name bin, daemon } 'HpcMemberNotFound' ObjectNotFound 'bin'
        $null = Assert-Problem { Get-HpcMember daemon } 'HpcMemberNotFound'
    }

    It 'never removes whom the scheduler belongs to, or root' {
        $null = Assert-Problem { Remove-HpcMember $owner } 'HpcMemberIsFixed' InvalidOperation $owner
        $null = Assert-Problem { Remove-HpcMember root -Role Administrator } 'HpcMemberIsFixed' InvalidOperation 'root'
        (Get-HpcMember $owner).Role | Should -Be 'Administrator'
    }

    It 'refuses a role that is none' { $null = Assert-Problem { Remove-HpcMember daemon -Role Admin } 'HpcValueOutOfRange' InvalidArgument }

    It 'can be asked what it would do' {
        Remove-HpcMember daemon -WhatIf
        (Get-HpcMember daemon).Role | Should -Be 'User, JobOperator'
    }

    It 'suggests names of members' {
        $line = 'Remove-HpcMember no'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'nobody'
    }
}
