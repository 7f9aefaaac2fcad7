BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $fast = New-HpcGroup -Name fast
    $slow = New-HpcGroup -Name slow
    Add-HpcGroup -Name fast -NodeName $scheduler.NodeName
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcGroup' {
    It 'changes what is given, leaves the rest, and returns the group' {
        $group = Set-HpcGroup -Id $fast.Id -Description 'fast cores'
        $group.Name, $group.Description, $group.Nodes | Should -Be 'fast', 'fast cores', $scheduler.NodeName
        $group = $fast | Set-HpcGroup -Name quick
        $group.Id, $group.Name, $group.Description | Should -Be $fast.Id, 'quick', 'fast cores'
        (Set-HpcGroup $fast.Id -Name Quick -Description '').Description | Should -Be ''
        Get-HpcGroup -Id $fast.Id | ForEach-Object Name | Should -BeExactly 'Quick'
    }

    It 'shows the group if nothing is given' {
        (Set-HpcGroup -Id $slow.Id).Name | Should -Be 'slow'
        ($slow | Set-HpcGroup).Id | Should -Be $slow.Id
        (Set-HpcGroup -Id 1).Name | Should -Be 'ComputeNodes'
    }

    It 'refuses <What>, and changes nothing' -ForEach @(
        @{ What = 'a name that is there'; Id = 'HpcNodeGroupExists'; Script = { Set-HpcGroup -Id $slow.Id -Name quick } }
        @{ What = 'a name that is none'; Id = 'HpcInvalidNodeGroupName'; Script = { Set-HpcGroup -Id $slow.Id -Name 'a,b' } }
        @{ What = 'a group that always exists'; Id = 'HpcNodeGroupBuiltIn'; Script = { Set-HpcGroup -Id 2 -Name x } }
        @{ What = 'a number that is unknown'; Id = 'HpcUnknownNodeGroup'; Script = { Set-HpcGroup -Id 99 -Name x } }
        @{ What = 'to show a number that is unknown'; Id = 'HpcUnknownNodeGroup'; Script = { Set-HpcGroup -Id 99 } }
    ) {
        $before = Get-HpcGroup | ConvertTo-Json
        $null = Assert-Problem $Script $Id
        Get-HpcGroup | ConvertTo-Json | Should -BeExactly $before
    }

    It 'refuses another name while a job names it' {
        $job = New-HpcJob -NodeGroups slow
        $problem = Assert-Problem { Set-HpcGroup -Id $slow.Id -Name crawling } 'HpcNodeGroupInUse' InvalidOperation $slow.Id
        $problem.Exception.Message | Should -BeLike "*job $($job.Id)*"
        Remove-HpcJob -Id $job.Id -Confirm:$false
        (Set-HpcGroup -Id $slow.Id -Name crawling).Name | Should -Be 'crawling'
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-HpcGroup | ConvertTo-Json
        Set-HpcGroup -Id $slow.Id -Name other -WhatIf
        Get-HpcGroup | ConvertTo-Json | Should -BeExactly $before
    }
}
