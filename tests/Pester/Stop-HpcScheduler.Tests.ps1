BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Stop-HpcScheduler' {
    It 'returns nothing, and only when the host has ended' {
        $id = (Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru).ProcessId
        [IO.File]::ReadAllText("/proc/$id/cmdline") | Should -BeLike "*$env:CCP_SCHEDULER*"
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER | Should -BeNullOrEmpty
        # Where its parent has not asked for its end yet there is still an entry, but without a command line.
        $path = "/proc/$id/cmdline"
        ((Test-Path -Path $path) ? [IO.File]::ReadAllText($path) : '') | Should -Not -BeLike "*$env:CCP_SCHEDULER*"
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).State | Should -Be 'Stopped'
    }

    It 'is content with a scheduler that does not run' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Stop-HpcScheduler -Path "$(Get-TestFolder)/never"
        "$(Get-TestFolder)/never" | Should -Not -Exist
    }

    It 'takes schedulers from the pipeline' {
        Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru | Stop-HpcScheduler
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).State | Should -Be 'Stopped'
    }

    It 'lets running tasks go on; the next host takes them over' {
        $held = Start-HeldJob -After 'echo whole'
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Start-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Running'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $task = Get-HpcTask -JobId $held.Id
        $task.Output, $task.Instance | Should -Be "whole`n", 1
    }

    It 'learns of a task that ended while no host ran' {
        $done = New-Gate
        $held = Start-HeldJob -After "echo up >$done.up; exit 5"
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Open-Gate $held.Gate
        Wait-Gate $done
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Failed'
        (Get-HpcTask -JobId $held.Id).ExitCode | Should -Be 5
    }

    It 'cancels, by the next host, a task that the last one started' {
        $held = Start-HeldJob
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Stop-HpcJob -Id $held.Id -Message 'after the restart'
        (Get-HpcJob -Id $held.Id).State, (Get-HpcTask -JobId $held.Id).State | Should -Be 'Canceled', 'Failed'
    }

    It 'leaves no command waiting' {
        $held = Start-HeldJob
        $other = [powershell]::Create()
        try {
            $null = $other.AddCommand('Import-Module').AddArgument("$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1").AddStatement()
            $null = $other.AddCommand('Wait-HpcJob').AddParameter('Id', $held.Id)
            $waiting = $other.BeginInvoke()
            Stop-HpcScheduler -Path $env:CCP_SCHEDULER -Force
            # The command may have asked before the host stopped, or it starts the next one: it ends with an error, or with the job.
            Stop-HpcJob -Id $held.Id -Force
            $waiting.AsyncWaitHandle.WaitOne([timespan]::FromSeconds($endLimit)) | Should -BeTrue
        }
        finally { $other.Dispose() }
    }

    It 'names with -Force what goes on, by job, task and process, and without it says nothing' {
        $held = Start-HeldJob
        Stop-HpcScheduler -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -BeNullOrEmpty
        Start-HpcScheduler
        $attempt = Get-Item -Path "$env:CCP_SCHEDULER/attempts/$($held.Id).1/1/identity"
        $process = [IO.File]::ReadAllText($attempt.FullName).Split(' ')[1]
        Stop-HpcScheduler -Force -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -HaveCount 1
        "$said" | Should -BeLike "These tasks go on without the scheduler*-StopJob*: *$($held.Id).1 (process $process)*."
        "/proc/$process" | Should -Exist
        Stop-HpcJob -Id $held.Id -Force
        Stop-HpcScheduler -Force -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -Not -BeLike "*$($held.Id).1 (*"
    }

    It 'leaves with -StopJob no process of a task, whether the host runs or not: <Before>' -ForEach @(
        @{ Before = 'it runs'; Do = { } }, @{ Before = 'it was stopped'; Do = { Stop-HpcScheduler } }
    ) {
        $held = Start-HeldJob
        $waiting = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        & $Do
        Stop-HpcScheduler -Force -StopJob -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -BeNullOrEmpty
        (Get-HpcScheduler).State | Should -Be 'Stopped'
        Get-FolderProcess $env:CCP_SCHEDULER | Should -BeNullOrEmpty
        (Get-HpcJob -Id $held.Id, $waiting.Id).State | Should -Be 'Canceled', 'Canceled'
    }

    It 'makes with -StopJob no scheduler where there is none' {
        Stop-HpcScheduler -Path "$(Get-TestFolder)/never" -StopJob
        "$(Get-TestFolder)/never" | Should -Not -Exist
    }

    It 'stops nothing with -WhatIf' {
        $id = (Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru).ProcessId
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER -WhatIf
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).ProcessId | Should -Be $id
    }
}
