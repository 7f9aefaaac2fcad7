BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $owner = [Environment]::UserName
}

AfterAll { Remove-TestScheduler }

Describe 'Add-HpcMember' {
    AfterEach { Get-HpcMember -Name daemon, nobody -ErrorAction Ignore | Remove-HpcMember }

    It 'adds a user and returns the member' {
        $member = Add-HpcMember -Name daemon
        $member | Should -BeOfType 'HpcScheduler.HpcMember'
        $member.Name | Should -BeExactly 'daemon'
        $member.Role | Should -Be 'User'
        $member.IsFixed | Should -BeFalse
        (Get-HpcMember daemon).Role | Should -Be 'User'
    }

    It 'adds as <Role>' -ForEach @(
        @{ Role = 'User' }, @{ Role = 'Administrator' }, @{ Role = 'JobAdministrator' }, @{ Role = 'JobOperator' }, @{ Role = 'User, JobOperator' }
    ) {
        (Add-HpcMember daemon -Role $Role).Role | Should -Be $Role
    }

    It 'reads the role in letters of either case' { (Add-HpcMember daemon -Role joboperator).Role | Should -Be 'JobOperator' }

    It 'adds a role to those of before' {
        $null = Add-HpcMember daemon
        (Add-HpcMember daemon -Role JobOperator).Role | Should -Be 'User, JobOperator'
    }

    It 'takes several names in one text' {
        (Add-HpcMember -Name 'daemon, nobody' -Role JobOperator).Name | Should -Be 'daemon', 'nobody'
        Remove-HpcMember -Name 'daemon,nobody'
        (Get-HpcMember).Name | Should -Not -Contain 'daemon'
    }

    It 'takes names from the pipeline' { ('daemon', 'nobody' | Add-HpcMember -Role JobOperator).Name | Should -Be 'daemon', 'nobody' }

    It 'takes names and roles from objects' {
        $members = [pscustomobject]@{ Name = 'daemon'; Role = 'JobOperator' }, [pscustomobject]@{ Name = 'nobody'; Role = 'User' } | Add-HpcMember
        $members.ForEach({ "$($_.Name) $($_.Role)" }) | Should -Be 'daemon JobOperator', 'nobody User'
    }

    It 'takes members as they are listed' {
        $null = Add-HpcMember daemon -Role 'User, JobOperator'
        $member = Get-HpcMember daemon
        Remove-HpcMember daemon
        ($member | Add-HpcMember).Role | Should -Be 'User, JobOperator'
    }

    It 'refuses a name that no user has, and adds the others' {
        $null = Assert-Problem { Add-HpcMember -Name 'no such user', 'nobody' } 'HpcUserNotFound' ObjectNotFound 'no such user'
        (Get-HpcMember nobody).Role | Should -Be 'User'
    }

    It 'refuses the role <Role>' -ForEach @{ Role = 'Admin' }, @{ Role = 'AccessDenied' }, @{ Role = '2' }, @{ Role = '' } {
        $problem = Assert-Problem { Add-HpcMember daemon -Role $Role } 'HpcValueOutOfRange' InvalidArgument
        $problem | Should -BeLike '*Administrator, JobAdministrator, JobOperator, User*'
        $null = Assert-Problem { Get-HpcMember daemon } 'HpcMemberNotFound'
    }

    It 'leaves the user that the scheduler belongs to an administrator' {
        (Add-HpcMember -Name $owner -Role User).Role | Should -Be 'Administrator'
    }

    It 'can be asked what it would do' {
        Add-HpcMember daemon -WhatIf | Should -BeNullOrEmpty
        $null = Assert-Problem { Get-HpcMember daemon } 'HpcMemberNotFound'
    }

    It 'suggests roles' {
        $line = 'Add-HpcMember daemon -Role Job'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'JobAdministrator', 'JobOperator'
    }

    It 'keeps the member when the host starts anew' {
        $null = Add-HpcMember daemon -Role JobAdministrator
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcMember daemon).Role | Should -Be 'JobAdministrator'
    }
}
