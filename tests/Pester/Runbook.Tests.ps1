# A runbook as people wrote them for HPC Pack, as it stands. Only its sleeping is replaced: by waiting until the jobs of the run have ended.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4
    $share = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName

    # Parts 2 and 5 fail the first time.
    Set-Content -Path "$share/part.sh" -Value "#!/bin/sh`necho part `$1; case `$1 in 2|5) test -e again.`$1 || { touch again.`$1; exit 1; };; esac"
    chmod +x "$share/part.sh"

    Mock -CommandName Start-Sleep -MockWith { $null = @(Get-HpcJob).Where({ $_.Project -eq 'Reports' }) | Wait-HpcJob -Timeout $endLimit }
}

AfterAll { Remove-TestScheduler }

Describe 'A runbook written for HPC Pack' {
    BeforeAll {
        $day = Start-HeldJob
        $null = Set-HpcJob -Id $day.Id -Project Day
        $rows = @(& "$PSScriptRoot/Runbooks/Nightly.ps1" -Share $share)
        $job = Get-HpcJob -State All -Project Reports
    }

    It 'has its job run, and what failed once more' {
        $job.State, $job.RequeueCount, $job.FinishedTaskCount, $job.FailedTaskCount | Should -Be 'Finished', 1, 8, 0
        $job.Priority, $job.CustomProperties, $job.RunTime | Should -Be 'AboveNormal+10', 'CostCentre=4711', ([timespan]'02:00:00')
        $tasks = @(Get-HpcTask -JobId $job.Id).Where({ $_.SubTaskId })
        $tasks.Instance | Should -Be 1, 2, 1, 1, 2, 1
        Should -Invoke -CommandName Start-Sleep -Times 2 -Scope Describe
    }

    It 'has the report that the tasks wrote' {
        Get-Content -Path "$share/report" | Should -Be 'full run', 'part 1', 'part 2', 'part 3', 'part 4', 'part 5', 'part 6'
    }

    It 'stops what was left over, with its message' {
        $stopped = Get-HpcJob -Id $day.Id
        $stopped.State, $stopped.ErrorMessage | Should -Be 'Canceled', "Stopped by the nightly run after job $($job.Id)"
    }

    It 'reads in the history how each run ended' {
        $rows.ForEach({ "$($_.JobId) $($_.RequeueId) $($_.Event) $($_.Project)" }) |
            Should -Be "$($job.Id) 0 Failed Reports", "$($job.Id) 1 Finished Reports", "$($day.Id) 0 Canceled Day"
        $rows[2].CanceledBy | Should -Be ([Environment]::UserName)
    }
}
