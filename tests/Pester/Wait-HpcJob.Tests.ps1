BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Wait-HpcJob' {
    It 'returns a job that has ended at once, whatever its end' {
        $finished, $failed = (Complete-TestJob).Id, (Complete-TestJob 'false').Id
        $canceled = (New-HpcJob).Id
        Stop-HpcJob -Id $canceled
        $ended = @(Wait-HpcJob -Id $finished, $failed, $canceled)
        $ended | Should -HaveCount 3
        foreach ($job in $ended) { $job | Should -BeOfType 'HpcScheduler.HpcJob' }
        $ended.State | Sort-Object { "$_" } | Should -Be 'Canceled', 'Failed', 'Finished'
    }

    It 'returns each job as it ends' {
        $first, $second = (Start-HeldJob), (Start-HeldJob)
        Open-Gate $second.Gate
        $order = @(Wait-HpcJob -Id $first.Id, $second.Id -Timeout $endLimit | ForEach-Object {
                $_.Id
                if ($_.Id -eq $second.Id) { Open-Gate $first.Gate }
            })
        $order | Should -Be $second.Id, $first.Id
    }

    It 'takes jobs from the pipeline' {
        $jobs = @(1..2 | ForEach-Object { New-HpcJob | Add-HpcTask -CommandLine 'true' | Submit-HpcJob })
        @($jobs | Wait-HpcJob -Timeout $endLimit).State | Should -Be 'Finished', 'Finished'
    }

    It 'returns with the first that has ended when -Any is given' {
        $held = Start-HeldJob
        $ended = (Complete-TestJob).Id
        @(Wait-HpcJob -Id $held.Id, $ended -Any -Timeout $endLimit).Id | Should -Be $ended
        Stop-HpcJob -Id $held.Id
    }

    It 'says which jobs have not ended when the time is over, and returns the others' {
        $held = Start-HeldJob
        $ended = (Complete-TestJob).Id
        $problem = Assert-Problem { $script:there = @(Wait-HpcJob -Id $held.Id, $ended -Timeout 0) } 'HpcWaitTimeout' OperationTimeout $held.Id
        $problem.Exception.Message | Should -BeLike "Job $($held.Id) is still Running after 0 seconds*"
        $there = @(Wait-HpcJob -Id $held.Id, $ended -Timeout 0.2 -ErrorAction SilentlyContinue -ErrorVariable problems)
        $there.Id | Should -Be $ended
        $problems | Should -HaveCount 1
        Stop-HpcJob -Id $held.Id
    }

    It 'reads -Timeout <Given> as a time' -ForEach @(@{ Given = '00:00:30' }, @{ Given = [timespan]::FromSeconds(30) }, @{ Given = 30.5 }) {
        (Wait-HpcJob -Id (Start-TestJob 'true') -Timeout $Given).State | Should -Be 'Finished'
    }

    It 'refuses -Timeout <_>' -ForEach 'soon', -1 {
        $null = Assert-Problem { Wait-HpcJob -Id 1 -Timeout $_ } 'ParameterArgumentTransformationError' InvalidData
    }

    It 'names a job that is unknown, and waits for the others' {
        $id = Start-TestJob 'true'
        $null = Assert-Problem { Wait-HpcJob -Id 99999, $id -Timeout $endLimit } 'HpcJobNotFound' ObjectNotFound 99999
    }

    It 'waits for a job that is queued again until it ends again' {
        $gate = New-Gate
        $again = Get-NewPath
        $id = Start-TestJob "test -e $again && { $(Get-GateCommand $gate); }"
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Failed'
        $null = New-Item -Path $again
        $null = Submit-HpcJob -Id $id
        Wait-Gate $gate
        $null = Assert-Problem { Wait-HpcJob -Id $id -Timeout 0 } 'HpcWaitTimeout' OperationTimeout $id
        Open-Gate $gate
        (Wait-HpcJob -Id $id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'waits for a state that is asked for, one or several' {
        $gate = New-Gate
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -State Queued -Timeout $endLimit).PendingReason | Should -Be 'HeldByUser'
        $null = Set-HpcJob -Id $job.Id -HoldUntil ([datetime]::MinValue)
        $running = Wait-HpcJob -Id $job.Id -State Running -Timeout $endLimit
        $running.State, $running.EndTime | Should -Be 'Running', $null
        Wait-Gate $gate
        Open-Gate $gate
        (Wait-HpcJob -Id $job.Id -State 'Failed, Finished' -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'does not wait for a state that does not come any more' {
        $failed, $finished = (Complete-TestJob 'false').Id, (Complete-TestJob).Id
        $problem = Assert-Problem { Wait-HpcJob -Id $failed -State Finished } 'HpcWaitStateMissed' InvalidOperation $failed
        $problem.Exception.Message | Should -BeLike "Job $failed is Failed and does not become Finished*"
        @(Wait-HpcJob -Id $failed, $finished -State Finished -ErrorAction SilentlyContinue).Id | Should -Be $finished
    }

    It 'returns also what did not get there with -PassThru, each beside its error' {
        $held = Start-HeldJob
        $ended = (Complete-TestJob 'false').Id
        $there = @(Wait-HpcJob -Id $held.Id, $ended -State Finished -Timeout 0.1 -PassThru -ErrorAction SilentlyContinue -ErrorVariable problems)
        $there.ForEach({ "$_ $($_.State)" }) | Sort-Object | Should -Be @("$ended Failed", "$($held.Id) Running" | Sort-Object)
        $problems.FullyQualifiedErrorId | Sort-Object | Should -Be 'HpcWaitStateMissed,HpcScheduler.Cmdlets.WaitHpcJob', 'HpcWaitTimeout,HpcScheduler.Cmdlets.WaitHpcJob'
        Stop-HpcJob -Id $held.Id
    }
}
