BeforeDiscovery { if ([Environment]::UserName -ne 'root') { Write-Warning 'The scheduler for everybody needs root.' } }

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

    Context 'in the foreground' {
        BeforeAll {
            # A PowerShell that stays with its scheduler: its process, what it says, and the host's number, which it says first.
            function Start-Foreground([string] $Arguments = '', [string[]] $Program = 'pwsh') {
                $path = "$(Get-NewPath)"
                $command = "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; try { Start-HpcScheduler -Path '$path' -Foreground -PassThru $Arguments | ForEach-Object ProcessId; 'over' } catch { `$_.FullyQualifiedErrorId }"
                $start = [Diagnostics.ProcessStartInfo]::new($Program[0], [string[]](@($Program | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-Command', $command))
                $start.RedirectStandardOutput = $start.RedirectStandardError = $true
                $process = [Diagnostics.Process]::Start($start)
                [pscustomobject]@{ Process = $process; Path = $path; First = $process.StandardOutput.ReadLine() }
            }

            # Returns when the host is gone. The kernel says so: it holds the file locked as long as it lives.
            function Wait-HostEnd([string] $Path) {
                timeout $endLimit flock "$Path/host.lock" true
                $LASTEXITCODE | Should -Be 0
            }
        }

        It 'stays until the scheduler is stopped' {
            $foreground = Start-Foreground
            (Get-HpcScheduler -Path $foreground.Path).ProcessId | Should -Be $foreground.First
            $foreground.Process.HasExited | Should -BeFalse
            Stop-HpcScheduler -Path $foreground.Path
            $foreground.Process.StandardOutput.ReadToEnd().Trim() | Should -Be 'over'
            $foreground.Process.StandardError.ReadToEnd() | Should -BeLike '*Host listens on*Host ends*'
            $foreground.Process.WaitForExit()
            $foreground.Process.ExitCode | Should -Be 0
        }

        It 'stops the scheduler when PowerShell is told to end, and lets tasks go on' {
            $foreground = Start-Foreground
            $gate = New-Gate
            $job = New-HpcJob -Scheduler $foreground.Path
            $null = Add-HpcTask -Job $job -CommandLine "$(Get-GateCommand $gate); exit 4" -Scheduler $foreground.Path
            $null = Submit-HpcJob -Job $job -Scheduler $foreground.Path
            Wait-Gate $gate
            kill -TERM $foreground.Process.Id
            $foreground.Process.StandardOutput.ReadToEnd().Trim() | Should -Be 'over'
            (Get-HpcScheduler -Path $foreground.Path).State | Should -Be Stopped
            Open-Gate $gate
            (Wait-HpcJob -Id $job.Id -Scheduler $foreground.Path -Timeout $endLimit).State | Should -Be Failed
            (Get-HpcTask -JobId $job.Id -Scheduler $foreground.Path).ExitCode | Should -Be 4
            Stop-HpcScheduler -Path $foreground.Path
        }

        It 'does not outlive a PowerShell that is killed' {
            $foreground = Start-Foreground
            $foreground.Process.Kill()
            Wait-HostEnd $foreground.Path
            (Get-HpcScheduler -Path $foreground.Path).State | Should -Be Stopped
        }

        It 'stops with the program that a .NET tool puts before PowerShell, <Name>' -ForEach @(
            @{ Name = 'told to end'; Signal = 'TERM' }
            @{ Name = 'killed'; Signal = 'KILL' }
        ) {
            $shim = (Resolve-Path -Path "$PSScriptRoot/../../out/PowerShell/Microsoft.PowerShell.GlobalTool.Shim.dll").Path
            $foreground = Start-Foreground -Program 'dotnet', $shim
            kill -s $Signal $foreground.Process.Id
            # PowerShell too: it holds the output.
            $foreground.Process.StandardOutput.ReadToEnd().Trim() | Should -Be 'over'
            Wait-HostEnd $foreground.Path
            (Get-HpcScheduler -Path $foreground.Path).State | Should -Be Stopped
        }

        It 'says so when a host runs already' {
            (Assert-Problem { Start-HpcScheduler -Path $env:CCP_SCHEDULER -Foreground } 'HpcSchedulerRuns' InvalidOperation).Exception.Message |
                Should -BeLike "*runs already, as process $((Get-HpcScheduler -Path $env:CCP_SCHEDULER).ProcessId)*"
        }

        It 'does nothing with -WhatIf' {
            $path = Get-NewPath
            Start-HpcScheduler -Path $path -Foreground -WhatIf
            $path | Should -Not -Exist
        }
    }

    Context 'for everybody on the machine' -Skip:([Environment]::UserName -ne 'root') {
        It 'serves other users, whose tasks run as they are' {
            $path = "$(Get-NewPath)"
            chmod 711 (Get-TestFolder)
            Start-HpcScheduler -Path $path -Machine -SubscribedCores 2
            try {
                (Get-Item -Path $path).UnixMode | Should -Be 'drwx--x--x'
                $script = "`$ErrorActionPreference = 'Stop'; Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; `$env:CCP_SCHEDULER = '$path'; " + @'
$job = New-HpcJob
$null = Add-HpcTask -Job $job -CommandLine 'id -un' -WorkDir /tmp
$null = Submit-HpcJob -Job $job
$job = Wait-HpcJob -Id $job.Id
"$($job.State) $($job.Owner)"
Receive-HpcTask -JobId $job.Id -TaskId 1
try { Set-HpcClusterProperty -TaskCancelGracePeriod 1 } catch { $_.FullyQualifiedErrorId }
try { Test-HpcScheduler } catch { $_.FullyQualifiedErrorId }
'@
                $said = setpriv --reuid nobody --regid nogroup --clear-groups env HOME=/tmp pwsh -NoProfile -NonInteractive -Command $script 2>&1
                $said | Should -Contain 'Finished nobody'
                $said | Should -Contain 'nobody'
                $said | Where-Object { $_ -like 'HpcPermissionDenied*' } | Should -HaveCount 2
            }
            finally { Stop-HpcScheduler -Path $path -Force }
        }

        It 'is started by nobody else' {
            $path = "$(Get-NewPath)"
            setpriv --reuid nobody --regid nogroup --clear-groups env HOME=/tmp pwsh -NoProfile -NonInteractive -Command "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; try { Start-HpcScheduler -Path '$path' -Machine } catch { `$_.FullyQualifiedErrorId }" 2>&1 |
                Select-Object -Last 1 | Should -Be 'HpcMachineNotUsable,HpcScheduler.Cmdlets.StartHpcScheduler'
        }

        It 'is not started by a request' {
            $script = "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; try { Get-HpcJob -Scheduler machine } catch { `$_.FullyQualifiedErrorId }; Test-Path /var/lib/hpcscheduler"
            unshare --mount sh -c 'mount -t tmpfs none /var/lib && exec pwsh -NoProfile -NonInteractive -Command "$1"' sh $script |
                Should -Be 'HpcMachineNotRunning,HpcScheduler.Cmdlets.GetHpcJob', 'False'
        }
    }

    It 'refuses -SubscribedCores <_>' -ForEach 0, -1 {
        $null = Assert-Problem { Start-HpcScheduler -Path "$(Get-TestFolder)/none" -SubscribedCores $_ } 'ParameterArgumentValidationError' InvalidData
        "$(Get-TestFolder)/none" | Should -Not -Exist
    }
}
