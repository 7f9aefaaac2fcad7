# What a session of tests can rely on: it reaches no scheduler but its own, and what it made is taken for nobody's job.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll {
    $env:HPCSCHEDULER_ONLY = $null
    Remove-TestScheduler
}

Describe 'HPCSCHEDULER_ONLY' {
    BeforeEach { $env:HPCSCHEDULER_ONLY = Get-TestFolder }
    AfterEach { $env:HPCSCHEDULER_ONLY = $null }

    It 'lets those schedulers be reached and started whose folder it is or holds' {
        { Get-HpcJob } | Should -Not -Throw
        Start-HpcScheduler -Path "$(Get-TestFolder)/other"
        (New-HpcJob -Scheduler "$(Get-TestFolder)/other").Id | Should -Be 1
        Remove-HpcScheduler "$(Get-TestFolder)/other" -Confirm:$false
    }

    It 'rules out <_>, and starts nothing' -ForEach 'default', 'nix', 'machine', '/tmp/hpc-of-somebody', 'ssh://nowhere' {
        $name = $_
        $null = Assert-Problem { Get-HpcJob -Scheduler $name } 'HpcSchedulerRuledOut' PermissionDenied
        $null = Assert-Problem { Start-HpcScheduler -Path $name } 'HpcSchedulerRuledOut' PermissionDenied
        $null = Assert-Problem { Test-HpcScheduler -Path $name } 'HpcSchedulerRuledOut' PermissionDenied
        '/tmp/hpc-of-somebody' | Should -Not -Exist
    }

    It 'rules out a folder whose name only begins like it' {
        $null = Assert-Problem { Get-HpcJob -Scheduler "$(Get-TestFolder)x" } 'HpcSchedulerRuledOut' PermissionDenied
    }

    It 'holds for objects of other schedulers, and their methods' {
        $job = [HpcScheduler.HpcJob]@{ Id = 1; Scheduler = '/tmp/hpc-of-somebody' }
        $null = Assert-Problem { $job | Stop-HpcJob } 'HpcSchedulerRuledOut' PermissionDenied
        { $job.Refresh() } | Should -Throw '*ruled out*'
        '/tmp/hpc-of-somebody' | Should -Not -Exist
    }

    It 'holds for Install- and Uninstall-HpcScheduler' {
        $null = Assert-Problem { Uninstall-HpcScheduler -Confirm:$false } 'HpcSchedulerRuledOut' PermissionDenied
    }

    It 'is "none" where no scheduler is to be reached at all' {
        $env:HPCSCHEDULER_ONLY = 'none'
        $null = Assert-Problem { Get-HpcJob } 'HpcSchedulerRuledOut' PermissionDenied
    }

    It 'takes a drive of PowerShell, as TestDrive is one' {
        $null = New-PSDrive -Name Mine -PSProvider FileSystem -Root (Get-TestFolder)
        $env:HPCSCHEDULER_ONLY = 'Mine:/'
        $job = New-HpcJob
        { $job.Refresh() } | Should -Not -Throw
        (TabExpansion2 'Remove-HpcJob -Id ' 18).CompletionMatches.CompletionText | Should -Contain "$($job.Id)"
        $null = Assert-Problem { Get-HpcJob -Scheduler default } 'HpcSchedulerRuledOut' PermissionDenied
    }
}

Describe 'An object that was made and not read' {
    BeforeAll { $real = New-HpcJob -Name real }

    It 'is not taken for the <What> of the same number' -ForEach @(
        @{ What = 'job'; Script = { [HpcScheduler.HpcJob]@{ Id = 1 } | Stop-HpcJob } }
        @{ What = 'job, for its tasks'; Script = { Get-HpcTask -Job ([HpcScheduler.HpcJob]@{ Id = 1 }) } }
        @{ What = 'job to change'; Script = { Set-HpcJob -Job ([HpcScheduler.HpcJob]@{ Id = 1 }) -Name mock } }
        @{ What = 'job to remove'; Script = { [HpcScheduler.HpcJob]@{ Id = 1 } | Remove-HpcJob -Confirm:$false } }
        @{ What = 'task'; Script = { [HpcScheduler.HpcTask]@{ JobId = 1; TaskId = 1 } | Stop-HpcTask } }
        @{ What = 'node'; Script = { [HpcScheduler.HpcNode]@{ Name = 'x' } | Set-HpcNodeState -State Offline } }
    ) {
        $null = Assert-Problem $Script 'HpcObjectWithoutScheduler' InvalidArgument
        (Get-HpcJob -Id $real.Id).Name, (Get-HpcJob -Id $real.Id).State | Should -Be 'real', 'Configuring'
    }

    It 'has no methods that reach a scheduler' { { ([HpcScheduler.HpcJob]@{ Id = 1 }).Refresh() } | Should -Throw '*made and not read*' }

    It 'is one of the scheduler that is named' {
        ([HpcScheduler.HpcJob]@{ Id = $real.Id } | Set-HpcJob -Scheduler $env:CCP_SCHEDULER -Name told).Name | Should -Be 'told'
    }
}

Describe 'CCP_CONNECTIONSTRING' {
    BeforeEach {
        $named = $env:CCP_SCHEDULER
        $env:CCP_SCHEDULER = $null
    }
    AfterEach {
        $env:CCP_CONNECTIONSTRING = $null
        $env:CCP_SCHEDULER = $named
    }

    It 'names the scheduler where CCP_SCHEDULER does not' {
        $env:CCP_CONNECTIONSTRING = $named
        (Get-HpcScheduler).Path | Should -Be $scheduler.Path
    }

    It 'does not count where CCP_SCHEDULER or a parameter names one' {
        $env:CCP_CONNECTIONSTRING = 'HN1,HN2'
        (Get-HpcScheduler -Path $named).Path | Should -Be $scheduler.Path
        $env:CCP_SCHEDULER = $named
        (Get-HpcScheduler).Path | Should -Be $scheduler.Path
    }

    It 'is an error with several head nodes, and starts nothing' {
        $env:CCP_CONNECTIONSTRING = 'HN1,HN2,HN3'
        foreach ($script in { Get-HpcJob }, { New-HpcJob }, { Start-HpcScheduler }) {
            $null = Assert-Problem $script 'HpcSeveralHeadNodes' InvalidArgument 'HN1,HN2,HN3'
        }
    }

    It 'is an error with an address that no scheduler here has' {
        $env:CCP_CONNECTIONSTRING = 'https://head.example.org'
        $null = Assert-Problem { Get-HpcJob } 'HpcInvalidSchedulerName' InvalidArgument
    }

    It 'is -ClusterConnectionString as a parameter' {
        { Get-HpcJob -ClusterConnectionString $named } | Should -Not -Throw
        (Get-HpcScheduler -ClusterConnectionString $named).Path | Should -Be $scheduler.Path
        $null = Assert-Problem { Get-HpcJob -ClusterConnectionString 'HN1, HN2' } 'HpcSeveralHeadNodes' InvalidArgument
    }
}
