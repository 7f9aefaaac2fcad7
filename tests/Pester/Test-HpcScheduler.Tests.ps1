BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $names = 'Folder', 'Lock', 'Socket', 'Log', 'Version', 'Integrity', 'References', 'Records', 'Processes', 'Leftovers', 'Queue', 'Disk'

    # Every file of the scheduler's folder itself, with what is in it.
    function Get-FolderContent([string] $Path) {
        Get-ChildItem -Path $Path -File -Force | Sort-Object -Property Name |
            ForEach-Object { "$($_.Name) $($_.Name -eq 'host.sock' ? '' : (Get-FileHash -Path $_.FullName).Hash) $($_.LastWriteTimeUtc.Ticks)" }
    }

    function Get-Failed([string] $Path) { @(Test-HpcScheduler -Path $Path | Where-Object Result -EQ 'Failed') }

    function Stop-Hard([int] $Id) {
        $process = Get-Process -Id $Id
        $process.Kill()
        $process.WaitForExit($endLimit * 1000) | Should -BeTrue
    }

    # A copy of the stopped scheduler to spoil.
    function New-Spoiled {
        $path = "$(Get-NewPath).d"
        $null = New-Item -ItemType Directory -Path $path
        chmod 700 $path
        Copy-Item -Path "$env:CCP_SCHEDULER/scheduler.db" -Destination $path
        $path
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Test-HpcScheduler' {
    It 'finds nothing wrong with one that works, and says so for each check' {
        $held = Start-HeldJob
        $null = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob
        $null = Complete-TestJob
        $checks = @(Test-HpcScheduler)
        $checks | Should -BeOfType 'HpcScheduler.HpcSchedulerCheck'
        $checks.Name | Should -Be $names
        $checks.Where({ $_.Result -eq 'Failed' }).ForEach({ $_.Message }) | Should -BeNullOrEmpty
        $checks.Where({ $_.Result -eq 'Skipped' }).Name | Should -Be 'Log'
        $checks.Path | Select-Object -Unique | Should -Be $env:CCP_SCHEDULER
        $checks.Where({ $_.Name -eq 'Processes' }).Message | Should -BeLike 'Tasks that run: 1.*'
        $checks.Where({ $_.Name -eq 'Lock' }).Message | Should -BeLike "*$($scheduler.ProcessId)*"
        Open-Gate $held.Gate
    }

    It 'returns a Boolean with -Quiet' { Test-HpcScheduler -Quiet | Should -BeTrue }

    It 'takes schedulers from the pipeline' { Get-HpcScheduler | Test-HpcScheduler -Quiet | Should -BeTrue }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Test-HpcScheduler) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Name', 'Result', 'Message'
    }

    It 'shows what to do in a list' {
        (Get-View @(Test-HpcScheduler)[0] 100 -As List).ForEach({ ($_ -split ' *:')[0] }) | Should -Be 'Path', 'Name', 'Result', 'Message', 'Action'
    }

    It 'tells a socket that others may use' {
        chmod 666 $scheduler.Socket
        try {
            $failed = Get-Failed $env:CCP_SCHEDULER
            $failed.Name | Should -Be 'Socket'
            $failed.Action | Should -BeLike 'chmod 600*'
            Test-HpcScheduler -Quiet | Should -BeFalse
        }
        finally { chmod 600 $scheduler.Socket }
    }

    It 'tells a folder that others may enter' {
        chmod 755 $env:CCP_SCHEDULER
        try { (Get-Failed $env:CCP_SCHEDULER).Name | Should -Be 'Folder' }
        finally { chmod 700 $env:CCP_SCHEDULER }
    }

    It 'finds nothing wrong with a host that was killed, and changes nothing' {
        $held = Start-HeldJob
        Stop-Hard (Get-HpcScheduler).ProcessId
        $before = Get-FolderContent $env:CCP_SCHEDULER
        $checks = @(Test-HpcScheduler)
        Get-FolderContent $env:CCP_SCHEDULER | Should -Be $before
        $checks.Name | Should -Be $names
        $checks.Where({ $_.Result -eq 'Failed' }).ForEach({ $_.Message }) | Should -BeNullOrEmpty
        $checks.Where({ $_.Name -eq 'Log' }).Message | Should -BeLike '* commits are in the write-ahead log*'
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).State | Should -Be 'Stopped'
        Start-HpcScheduler -Path $env:CCP_SCHEDULER
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'tells a task whose process is gone' {
        $held = Start-HeldJob
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $runner = [int] ((Get-Content -Path "$env:CCP_SCHEDULER/attempts/$($held.Id).1/1/identity") -split ' ')[1]
        # The shell first, which would keep how the task ended.
        Get-Process -Id $runner -ErrorAction Ignore | ForEach-Object { $_.Kill(); $null = $_.WaitForExit($endLimit * 1000) }
        Get-FolderProcess -Folder "$env:CCP_SCHEDULER/attempts/$($held.Id).1" | ForEach-Object { $_.Kill(); $_.WaitForExit($endLimit * 1000) } | Should -Not -Contain $false
        $failed = Get-Failed $env:CCP_SCHEDULER
        $failed.Name | Should -Be 'Processes'
        $failed.Message | Should -BeLike "*$($held.Id).1#1*"
        Start-HpcScheduler -Path $env:CCP_SCHEDULER
        Stop-HpcJob -Id $held.Id -Force
        $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
    }

    It 'finds nothing wrong with one that was stopped, and changes nothing' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $before = Get-FolderContent $env:CCP_SCHEDULER
        $checks = @(Test-HpcScheduler)
        Get-FolderContent $env:CCP_SCHEDULER | Should -Be $before
        $checks.Where({ $_.Result -eq 'Failed' }).ForEach({ $_.Message }) | Should -BeNullOrEmpty
        $checks.Where({ $_.Result -eq 'Skipped' }).Name | Should -Be 'Socket', 'Queue'
    }

    It 'tells a process that is left of a task that has ended' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $gate = New-Gate
        $start = [Diagnostics.ProcessStartInfo]::new('/bin/sh')
        $start.ArgumentList.Add('-c')
        $start.ArgumentList.Add((Get-GateCommand $gate))
        $start.Environment['HPCSCHEDULER_ATTEMPT'] = "$env:CCP_SCHEDULER/attempts/999.1/1"
        $process = [Diagnostics.Process]::Start($start)
        Wait-Gate $gate
        $failed = Get-Failed $env:CCP_SCHEDULER
        Open-Gate $gate
        $process.WaitForExit($endLimit * 1000) | Should -BeTrue
        $failed.Name | Should -Be 'Leftovers'
        $failed.Message | Should -BeLike "*$($process.Id) of 999.1/1*"
        @(Get-Failed $env:CCP_SCHEDULER) | Should -BeNullOrEmpty
    }

    It 'tells a damaged page' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $path = New-Spoiled
        $bytes = [IO.File]::ReadAllBytes("$path/scheduler.db")
        [Array]::Fill($bytes, [byte] 0xA5, 4096, 4096)
        [IO.File]::WriteAllBytes("$path/scheduler.db", $bytes)
        $failed = Get-Failed $path
        $failed.Name | Should -Contain 'Integrity'
        $failed.Action | Should -BeLike '*Backup-HpcScheduler*'
        [IO.File]::ReadAllBytes("$path/scheduler.db") | Should -Be $bytes
    }

    It 'tells a database of a newer version' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $path = New-Spoiled
        $bytes = [IO.File]::ReadAllBytes("$path/scheduler.db")
        $bytes[62] = 9
        [IO.File]::WriteAllBytes("$path/scheduler.db", $bytes)
        $checks = Test-HpcScheduler -Path $path
        $checks.Where({ $_.Result -eq 'Failed' }).Name | Should -Be 'Version'
        $checks.Where({ $_.Name -eq 'Records' }).Result | Should -Be 'Skipped'
    }

    It 'checks a database of version <_>, which a start would bring up to date' -ForEach 1, 2, 3 {
        $path = "$(Get-NewPath).d"
        $null = New-Item -ItemType Directory -Path $path
        chmod 700 $path
        Copy-Item -Path "$PSScriptRoot/../Data/scheduler-v$_.db" -Destination "$path/scheduler.db"
        $checks = Test-HpcScheduler -Path $path
        $checks.Where({ $_.Name -in 'Version', 'Integrity' }).Result | Should -Be 'Passed', 'Passed'
        $checks.Where({ $_.Name -eq 'Version' }).Message | Should -BeLike '*older version*'
        $checks.Where({ $_.Name -in 'Records', 'Processes' }).Result | Should -Be 'Skipped', 'Skipped'
    }

    It 'says of a folder without a scheduler that there is none' {
        $path = "$(Get-TestFolder)/none"
        $null = Assert-Problem { Test-HpcScheduler -Path $path } -ErrorId HpcSchedulerNotFound -ErrorCategory ObjectNotFound -ErrorTarget $path
        $path | Should -Not -Exist
    }
}
