BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $owner = [Environment]::UserName
    $fixed = @($owner, 'root' | Sort-Object -Unique)
    $null = Add-HpcMember daemon -Role JobOperator
    $null = Add-HpcMember nobody -Role 'User, JobAdministrator'
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcMember' {
    It 'lists those who were added beside those whom the scheduler belongs to' {
        $members = @(Get-HpcMember)
        foreach ($member in $members) { $member | Should -BeOfType 'HpcScheduler.HpcMember' }
        $members.Name | Sort-Object | Should -Be (@('daemon', 'nobody') + $fixed | Sort-Object)
        $members.Where({ $_.IsFixed }).Name | Sort-Object | Should -Be $fixed
        foreach ($member in $members.Where({ $_.IsFixed })) { $member.Role | Should -Be 'Administrator' }
    }

    It 'finds members by name, with wildcards or from the pipeline, each once' {
        (Get-HpcMember daemon).Role | Should -Be 'JobOperator'
        (Get-HpcMember -Name 'no*', nobody).Name | Should -Be 'nobody'
        ('nobody', 'daemon' | Get-HpcMember).Name | Should -Be 'nobody', 'daemon'
        @(Get-HpcMember -Name 'x*') | Should -HaveCount 0
    }

    It 'finds members by role' {
        (Get-HpcMember -Role User).Name | Should -Be 'nobody'
        (Get-HpcMember -Role JobAdministrator, JobOperator).Name | Should -Be 'daemon', 'nobody'
        (Get-HpcMember -Role Administrator).Name | Sort-Object | Should -Be $fixed
        @(Get-HpcMember -Name daemon -Role User) | Should -HaveCount 0
    }

    It 'says who is no member, and lists the others' {
        $problem = Assert-Problem { Get-HpcMember -Name bin, daemon -OutVariable script:found } 'HpcMemberNotFound' ObjectNotFound 'bin'
        $problem | Should -BeLike '*Get-HpcMember*'
        $found.Name | Should -Be 'daemon'
    }

    It 'refuses a role that is none' { $null = Assert-Problem { Get-HpcMember -Role Admin } 'HpcValueOutOfRange' InvalidArgument }

    It 'suggests names and roles' {
        $line = 'Get-HpcMember -Name d'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'daemon'
        $line = 'Get-HpcMember -Role U'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'User'
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcMember -Name daemon, nobody) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Name', 'Role'
        $view | Should -HaveCount 4
    }

    It 'shows a list' {
        Get-View (Get-HpcMember daemon) 80 List | Should -Be 'Name    : daemon', 'Role    : JobOperator', 'IsFixed : False'
    }
}
