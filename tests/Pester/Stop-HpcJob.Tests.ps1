# What a cancel does is in CancelJob.Tests.ps1; this is about the cmdlet.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Stop-HpcJob' {
    It 'returns nothing, and only when the job has ended' {
        $held = Start-HeldJob
        Stop-HpcJob $held.Id | Should -BeNullOrEmpty
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
    }

    It 'takes numbers, jobs as an argument and jobs from the pipeline' {
        $jobs = @(1..6 | ForEach-Object { New-HpcJob })
        Stop-HpcJob -Id $jobs[0].Id, $jobs[1].Id
        Stop-HpcJob -Job $jobs[2], $jobs[3]
        $jobs[4], $jobs[5] | Stop-HpcJob
        foreach ($job in $jobs) { (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled' }
    }

    It 'does not ask under the usual preference, and does nothing with -WhatIf' {
        $held = Start-HeldJob
        Stop-HpcJob -Id $held.Id -WhatIf
        Stop-HpcJob -Id $held.Id -Force -Message x -WhatIf
        $job = Get-HpcJob -Id $held.Id
        $job.State, $job.CancelRequest, $job.ErrorMessage | Should -Be 'Running', 'None', ''
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'goes to the scheduler that holds the job, whatever the default is' {
        $job = New-HpcJob
        $default = $env:CCP_SCHEDULER
        $env:CCP_SCHEDULER = "$(Get-TestFolder)/other"
        try {
            $job | Stop-HpcJob
            (Get-HpcScheduler -Path $env:CCP_SCHEDULER).State | Should -Be 'Stopped'
        }
        finally { $env:CCP_SCHEDULER = $default }
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
    }

    It 'takes a running job that is named twice: it may be asked to stop again while it is Canceling' {
        $held = Start-HeldJob -Before "trap '' TERM"
        Stop-HpcJob -Id $held.Id, $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
    }

    It 'takes no other end state than Finished' {
        $job = New-HpcJob
        $problem = Assert-Problem { Stop-HpcJob -Id $job.Id -State Failed } 'ParameterArgumentValidationError' InvalidData
        $problem.Exception.Message | Should -BeLike '*Finished*'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
    }

    It 'needs a job' {
        $null = Assert-Problem { Stop-HpcJob -Id @() } 'ParameterArgumentValidationErrorEmptyArrayNotAllowed' InvalidData
        $null = Assert-Problem { Stop-HpcJob -Id 0 } 'HpcJobNotFound' ObjectNotFound 0
        $null = Assert-Problem { Stop-HpcJob -Id -1 } 'HpcJobNotFound' ObjectNotFound (-1)
    }
}
