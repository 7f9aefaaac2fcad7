# The nightly run of the reports: prepare, compute the parts, collect. What fails is run once more. Written for HPC Pack 2016.
param(
    [Parameter(Mandatory = $true)] [string] $Share,
    [int] $Parts = 6
)

Add-PSSnapin Microsoft.HPC

$ErrorActionPreference = 'Stop'
$started = Get-Date

function Wait-ForEnd($Job) {
    do {
        Start-Sleep -Seconds 15
        $Job.Refresh()
        Write-Verbose "$(Get-Date) job $($Job.Id) is $($Job.State): $($Job.FinishedTasksCount) finished, $($Job.FailedTasksCount) failed"
    } until ($Job.State -eq 'Finished' -or $Job.State -eq 'Failed' -or $Job.State -eq 'Canceled')
}

$job = New-HpcJob -Name "Nightly $($started.ToString('yyyy-MM-dd'))" -Project 'Reports' -Template 'Default' -Priority 'AboveNormal+10' `
    -NumCores 1-4 -RunTime '0:2:0' -JobEnv "SHARE=$Share", 'MODE=full' -CustomProperties 'CostCentre=4711' -FailOnTaskFailure $false -NotifyOnComplete $false

$job | Add-HpcTask -Name 'prepare' -Command 'echo "$MODE run" > prepared' -Workdir $Share -Rerunnable $true |
    Add-HpcTask -Name 'part' -Type ParametricSweep -Start 1 -End $Parts -Depend 'prepare' -Command './part.sh *' -Workdir $Share -Stdout 'part-***.log' |
    Add-HpcTask -Name 'collect' -Depend 'part' -Command 'cat prepared part-*.log > report' -Workdir $Share |
    Submit-HpcJob | Out-Null

Wait-ForEnd $job

if ($job.State -eq 'Failed') {
    $failed = @(Get-HpcTask -JobId $job.Id | Where-Object { $_.State -eq 'Failed' })
    Write-Verbose "Run $($failed.Count) tasks again"
    $failed | ForEach-Object { $_.Requeue() }
    Wait-ForEnd $job
}

# The cluster is free now: what was left over from the day must not keep it.
Get-HpcJob -State Running, Queued | Where-Object { $_.Project -eq 'Day' } | ForEach-Object {
    Stop-HpcJob -Id $_.Id -Message "Stopped by the nightly run after job $($job.Id)"
}

Get-HpcJobHistory -StartDate $started -EndDate (Get-Date).AddMinutes(1) |
    Where-Object { $_.Event -eq 'Finished' -or $_.Event -eq 'Failed' -or $_.Event -eq 'Canceled' } |
    Select-Object -Property JobId, RequeueId, Event, Name, Owner, Project, FailedTasksCount, FinishedTasksCount, CanceledBy
