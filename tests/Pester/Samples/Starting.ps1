# Starts a scheduler with a task, and a process that no shell knows any more, says which they are, and ends as it is told.

BeforeAll {
    . $PSScriptRoot/../common.ps1
    $scheduler = New-TestScheduler -Cores 2
}

Describe 'A file with things that run' {
    It 'does not come to its end' {
        $pids, $gate = (Get-NewPath), (New-Gate)
        $null = Start-TestJob "echo `$`$ >$pids; $(Get-GateCommand $gate)"
        Wait-Gate $gate
        $stray = sh -c 'setsid sleep 600 </dev/null >/dev/null 2>&1 & echo $!'
        "$($scheduler.ProcessId) $(Get-Content $pids) $stray" > $env:SAMPLE_SAYS
        if ($env:SAMPLE_ENDS -eq 'killed') { kill -KILL $PID }
        [Threading.Thread]::Sleep(-1)
    }
}
