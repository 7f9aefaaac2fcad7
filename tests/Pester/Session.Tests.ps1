# Jobs belong to the scheduler and not to the session that made them.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # The hosts of a scheduler that there are, by their command lines.
    function Get-HostId([string] $Path) {
        @(foreach ($entry in [IO.Directory]::EnumerateDirectories('/proc')) {
                $id = 0
                if (-not [int]::TryParse([IO.Path]::GetFileName($entry), [ref] $id)) { continue }
                try { $said = [IO.File]::ReadAllText("$entry/cmdline").Split("`0") } catch [IO.IOException], [UnauthorizedAccessException] { continue }
                if ($said -contains 'run' -and $said -contains $Path -and $said[0] -notlike '*sh') { $id }
            })
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Another session' {
    It 'sees a job that was submitted in one that has ended, cancels it, and queues it again' {
        $gate = New-Gate
        $again = Get-NewPath
        $line = "test -e $again || { $(Get-GateCommand $gate); }"
        $id = [int](Invoke-Elsewhere { param($line) (New-HpcJob -Name made-elsewhere | Add-HpcTask -CommandLine $line | Submit-HpcJob).Id } $line)
        Wait-Gate $gate
        $seen = Get-HpcJob -Id $id
        $seen.State, $seen.Name | Should -Be 'Running', 'made-elsewhere'
        Invoke-Elsewhere { param($id) Get-HpcJob -Id $id | Stop-HpcJob -Message 'from elsewhere' } $id
        $seen = Get-HpcJob -Id $id
        $seen.State, $seen.ErrorMessage | Should -Be 'Canceled', 'from elsewhere'
        $null = New-Item -Path $again
        Invoke-Elsewhere { param($id) (Submit-HpcJob -Id $id | Wait-HpcJob -Timeout 30).State.ToString() } $id | Should -Be 'Finished'
        (Get-HpcJob -Id $id).RequeueCount | Should -Be 1
    }

    It 'is told when a job ends for which it waits, while this one cancels it' {
        $held = Start-HeldJob
        $ready = New-Gate
        $file = Get-NewPath
        Set-Content -Path "$file.ps1" -Value @"
Import-Module "`$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"
[IO.File]::WriteAllText('$ready.up', 'up')
(Wait-HpcJob -Id $($held.Id) -Timeout 30).ErrorMessage | Set-Content -Path $file
"@
        $process = Start-Process -FilePath pwsh -ArgumentList '-NoProfile', '-File', "$file.ps1" -PassThru
        Wait-Gate $ready
        Stop-HpcJob -Id $held.Id -Message 'heard?'
        $process.WaitForExit([timespan]::FromSeconds($endLimit)) | Should -BeTrue
        Get-Content -Path $file | Should -Be 'heard?'
    }
}

Describe 'The host' {
    It 'outlives the session that started it' {
        $path = "$(Get-TestFolder)/o"
        $id = [int](Invoke-Elsewhere { param($path) (Start-HpcScheduler -Path $path -PassThru).ProcessId } $path)
        try {
            $info = Get-HpcScheduler -Path $path
            $info.State, $info.ProcessId | Should -Be 'Running', $id
        }
        finally { Stop-HpcScheduler -Path $path }
    }

    It 'is one, though several sessions start it at the same moment' {
        $path = "$(Get-TestFolder)/m"
        $count = 8
        $start = Get-NewPath
        mkfifo $start "$start.end"
        $gates = @(1..$count | ForEach-Object { New-Gate })
        $file = Get-NewPath
        Set-Content -Path "$file.ps1" -Value @"
param(`$Number, `$Gate)
Import-Module "`$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"
[IO.File]::WriteAllText("`$Gate.up", 'up')
timeout $endLimit sh -c 'read go <$start'
Start-HpcScheduler -Path $path
(New-HpcJob -Scheduler $path -Name "from `$Number").Id | Set-Content -Path "$file.`$Number"
"@
        $processes = @(1..$count | ForEach-Object {
                Start-Process -FilePath pwsh -ArgumentList '-NoProfile', '-NonInteractive', '-File', "$file.ps1", $_, $gates[$_ - 1] -PassThru
            })
        try {
            foreach ($gate in $gates) { Wait-Gate $gate }
            # The start is given to all at once, and stays to be read until it is taken back.
            $line = "exec 3<>$start; for i in $(1..$count); do echo go; done >&3; read x <$start.end"
            $starter = Start-Process -FilePath timeout -ArgumentList $endLimit, 'sh', '-c', "`"$line`"" -PassThru
            foreach ($process in $processes) { $process.WaitForExit([timespan]::FromSeconds($endLimit)) | Should -BeTrue }
            timeout $endLimit sh -c "echo end >$start.end"
            $starter.WaitForExit([timespan]::FromSeconds($endLimit)) | Should -BeTrue
            $ids = @(1..$count | ForEach-Object { [int](Get-Content -Path "$file.$_") })
            $ids | Sort-Object | Should -Be (1..$count)
            $hosts = @(Get-HostId $path)
            $hosts | Should -HaveCount 1
            $hosts[0] | Should -Be (Get-HpcScheduler -Path $path).ProcessId
        }
        finally { Stop-HpcScheduler -Path $path }
    }
}
