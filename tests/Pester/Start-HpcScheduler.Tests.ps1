BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 3
}

AfterAll { Remove-TestScheduler }

Describe 'Start-HpcScheduler' {
    It 'returns nothing, and what Get-HpcScheduler shows with -PassThru' {
        Start-HpcScheduler -Path $env:CCP_SCHEDULER | Should -BeNullOrEmpty
        $info = Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru
        $info | Should -BeOfType 'HpcScheduler.HpcSchedulerInfo'
        $info | ConvertTo-Json | Should -BeExactly (Get-HpcScheduler -Path $env:CCP_SCHEDULER | ConvertTo-Json)
    }

    It 'leaves a scheduler that runs as it is' {
        (Start-HpcScheduler $env:CCP_SCHEDULER -PassThru).ProcessId | Should -Be $scheduler.ProcessId
        (Start-HpcScheduler $env:CCP_SCHEDULER -SubscribedCores 3 -PassThru).ProcessId | Should -Be $scheduler.ProcessId
    }

    It 'says that a scheduler runs with another number of cores' {
        $problem = Assert-Problem { Start-HpcScheduler -Path $env:CCP_SCHEDULER -SubscribedCores 5 } 'HpcSchedulerRunsOtherwise' InvalidOperation
        $problem.Exception.Message | Should -BeLike '*3 cores*5*'
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).ProcessId | Should -Be $scheduler.ProcessId
    }

    It 'starts one with as many cores as the last time, or as it is told' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru).Cores | Should -Be 3
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Start-HpcScheduler -Path $env:CCP_SCHEDULER -SubscribedCores 6 -PassThru).Cores | Should -Be 6
    }

    It 'makes the folder for its owner alone' {
        $folder = Get-Item -Path $env:CCP_SCHEDULER
        $folder.UnixMode | Should -Be 'drwx------'
        (Get-Item -Path "$env:CCP_SCHEDULER/scheduler.db").UnixMode | Should -Be '-rw-------'
        "$env:CCP_SCHEDULER/host.log" | Should -Exist
    }

    It 'takes a relative path' {
        Push-Location -Path (Get-TestFolder)
        try { (Start-HpcScheduler -Path ./s -PassThru).Path | Should -Be $env:CCP_SCHEDULER } finally { Pop-Location }
    }

    It 'starts nothing with -WhatIf' {
        $path = "$(Get-TestFolder)/none"
        Start-HpcScheduler -Path $path -WhatIf | Should -BeNullOrEmpty
        $path | Should -Not -Exist
    }

    It 'refuses -SubscribedCores <_>' -ForEach 0, -1 {
        $null = Assert-Problem { Start-HpcScheduler -Path "$(Get-TestFolder)/none" -SubscribedCores $_ } 'ParameterArgumentValidationError' InvalidData
        "$(Get-TestFolder)/none" | Should -Not -Exist
    }
}
