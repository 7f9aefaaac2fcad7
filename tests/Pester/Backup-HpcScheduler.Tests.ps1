BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # A scheduler of its own that has the copy for its database.
    function New-Restored([string] $Copy) {
        $path = "$(Get-NewPath).r"
        $null = New-Item -ItemType Directory -Path $path
        Copy-Item -Path $Copy -Destination "$path/scheduler.db"
        $path
    }

    function Remove-Restored([string] $Path) { Stop-HpcScheduler -Path $Path }
}

AfterAll { Remove-TestScheduler }

Describe 'Backup-HpcScheduler' {
    It 'makes a file of a scheduler that runs, from which another one starts' {
        $null = Complete-TestJob
        $job = New-HpcJob -Name 'kept' -Priority Highest
        $null = Add-HpcTask -Job $job -CommandLine 'true' -Name 'one'
        $file = Get-NewPath
        $made = Backup-HpcScheduler -Destination $file
        $made | Should -BeOfType IO.FileInfo
        ($made | Out-String) | Should -Match "$($made.Length)\s+$([regex]::Escape($made.Name))"
        $made.FullName, $made.Exists | Should -Be $file, $true
        (Get-Item -Path $file).UnixMode | Should -Be '-rw-------'
        (Get-HpcScheduler).ProcessId | Should -Be $scheduler.ProcessId

        $null = New-HpcJob -Name 'later'
        $other = New-Restored $file
        try {
            Start-HpcScheduler -Path $other
            $there = Get-HpcJob -Scheduler $other -State All
            $there.Name | Should -Contain 'kept'
            $there.Name | Should -Not -Contain 'later'
            (Get-HpcTask -Scheduler $other -JobId $job.Id).Name | Should -Be 'one'
        }
        finally { Remove-Restored $other }
    }

    It 'is one file: nothing is left beside it' {
        $folder = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName
        $null = Backup-HpcScheduler -Destination "$folder/copy.db"
        (Get-ChildItem -Path $folder -Force).Name | Should -Be 'copy.db'
    }

    It 'is put back as its page says, and what ran when it was made ends once' {
        $held = Start-HeldJob -After 'echo whole'
        $file = Get-NewPath
        $null = Backup-HpcScheduler -Destination $file
        $later = Complete-TestJob 'echo old'

        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Remove-Item -Path "$env:CCP_SCHEDULER/scheduler.db-wal", "$env:CCP_SCHEDULER/scheduler.db-shm" -ErrorAction Ignore
        Copy-Item -Path $file -Destination "$env:CCP_SCHEDULER/scheduler.db"
        Start-HpcScheduler -Path $env:CCP_SCHEDULER

        (Get-HpcJob -Id $held.Id).State | Should -Be 'Running'
        Assert-Problem { Get-HpcJob -Id $later.Id } -ErrorId HpcJobNotFound
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $task = Get-HpcTask -JobId $held.Id
        $task.Output, $task.Instance | Should -Be "whole`n", 1

        # What is left of the later job is not taken for what a new one does.
        $new = Complete-TestJob 'echo new'
        (Get-HpcTask -JobId $new.Id).Output | Should -Be "new`n"
        $new.Id | Should -BeGreaterThan $later.Id
    }

    It 'refuses a file that is there, and replaces it with -Force' {
        $file = Get-NewPath
        Set-Content -Path $file -Value 'precious'
        $problem = Assert-Problem { Backup-HpcScheduler -Destination $file } -ErrorId HpcFileNotWritable -ErrorCategory WriteError -ErrorTarget $file
        $problem.Exception.Message | Should -BeLike "*-Force*"
        Get-Content -Path $file | Should -Be 'precious'
        (Backup-HpcScheduler -Destination $file -Force).Length | Should -BeGreaterThan 4096
        (Get-ChildItem -Path "$file*").Name | Should -Be (Split-Path -Path $file -Leaf)
    }

    It 'refuses, also with -Force, <What>' -ForEach @(
        @{ What = 'the database itself'; Name = 's/scheduler.db' }
        @{ What = 'the lock of the host'; Name = 's/host.lock' }
        @{ What = 'a folder'; Name = 's' }
        @{ What = 'a file in a folder that is not there'; Name = 'none/copy.db' }
    ) {
        $file = "$(Get-TestFolder)/$Name"
        $null = Assert-Problem { Backup-HpcScheduler -Destination $file -Force } -ErrorId HpcFileNotWritable -ErrorTarget $file
        (Get-HpcScheduler).State | Should -Be 'Running'
    }

    It 'takes a path that is relative to the current folder' {
        Push-Location -Path (Get-TestFolder)
        try { (Backup-HpcScheduler -Destination 'relative.db').FullName | Should -Be "$(Get-TestFolder)/relative.db" }
        finally { Pop-Location }
    }

    It 'makes nothing with -WhatIf' {
        $file = Get-NewPath
        Backup-HpcScheduler -Destination $file -WhatIf | Should -BeNullOrEmpty
        $file | Should -Not -Exist
    }

    It 'takes schedulers from the pipeline' {
        $file = Get-NewPath
        (Get-HpcScheduler | Backup-HpcScheduler -Destination $file).FullName | Should -Be $file
    }

    It 'copies one whose host does not run, and starts none' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $file = Get-NewPath
        (Backup-HpcScheduler -Destination $file).FullName | Should -Be $file
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).State | Should -Be 'Stopped'
        $null = Assert-Problem { Backup-HpcScheduler -Destination $file } -ErrorId HpcFileNotWritable -ErrorTarget $file
        (Backup-HpcScheduler -Destination $file -Force).FullName | Should -Be $file
    }

    It 'copies what a killed host had acknowledged' {
        $id = (Start-HpcScheduler -Path $env:CCP_SCHEDULER -PassThru).ProcessId
        $job = New-HpcJob -Name 'just before'
        $process = Get-Process -Id $id
        $process.Kill()
        $process.WaitForExit($endLimit * 1000) | Should -BeTrue
        $file = Get-NewPath
        $null = Backup-HpcScheduler -Destination $file
        $other = New-Restored $file
        try { (Get-HpcJob -Scheduler $other -Id $job.Id).Name | Should -Be 'just before' }
        finally { Remove-Restored $other }
    }

    It 'says of a folder without a scheduler that there is none, and makes none' {
        $path = "$(Get-TestFolder)/none"
        $file = Get-NewPath
        $null = Assert-Problem { Backup-HpcScheduler -Path $path -Destination $file } -ErrorId HpcSchedulerNotFound -ErrorCategory ObjectNotFound -ErrorTarget $path
        $path | Should -Not -Exist
        $file | Should -Not -Exist
    }

    It 'makes no copy of a damaged database and keeps the copy of before' {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $database = "$env:CCP_SCHEDULER/scheduler.db"
        $file = Get-NewPath
        $null = Backup-HpcScheduler -Destination $file
        $before = (Get-FileHash -Path $file).Hash
        $whole = [IO.File]::ReadAllBytes($database)
        $damaged = [byte[]] $whole.Clone()
        [Array]::Fill($damaged, [byte] 0xA5, 4096, $damaged.Length - 4096)
        [IO.File]::WriteAllBytes($database, $damaged)
        try { $null = Assert-Problem { Backup-HpcScheduler -Destination $file -Force } -ErrorId HpcStoreDamaged -ErrorCategory InvalidData }
        finally { [IO.File]::WriteAllBytes($database, $whole) }
        (Get-FileHash -Path $file).Hash | Should -Be $before
        (Get-ChildItem -Path "$file*").Name | Should -Be (Split-Path -Path $file -Leaf)
    }
}
