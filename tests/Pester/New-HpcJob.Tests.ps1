BeforeDiscovery { . $PSScriptRoot/properties.ps1 }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    function Get-JobCount { (Get-HpcScheduler -Path $env:CCP_SCHEDULER).JobCount }
}

AfterAll { Remove-TestScheduler }

Describe 'New-HpcJob' {
    It 'makes a job that waits for its tasks' {
        $job = New-HpcJob
        $job | Should -BeOfType 'HpcScheduler.HpcJob'
        $job.Id | Should -BeGreaterThan 0
        $job.State, $job.JobType, $job.Template, $job.TaskCount | Should -Be 'Configuring', 'Batch', 'Default', 0
        $job.Name, $job.Project, $job.ErrorMessage | Should -Be '', '', ''
        $job.Priority, $job.ExpandedPriority | Should -Be 'Normal', 2000
        $job.Owner | Should -Be ([Environment]::UserName)
        $job.Scheduler | Should -Be $env:CCP_SCHEDULER
        $job.CreateTime | Should -BeGreaterThan (Get-Date).AddMinutes(-1)
        $job.CreateTime.Kind | Should -Be 'Local'
        $job.SubmitTime, $job.StartTime, $job.EndTime, $job.HoldUntil | Should -Be $null, $null, $null, $null
    }

    It 'numbers jobs upwards' {
        $first, $second = (New-HpcJob), (New-HpcJob)
        $second.Id | Should -Be ($first.Id + 1)
    }

    It 'keeps -<Parameter> <Text>, and Get-HpcJob shows the same' -ForEach $jobProperties {
        $given = $Beside + @{ $Parameter = $Value }
        $job = New-HpcJob @given -WarningAction Ignore
        foreach ($property in $Shown.Keys) { $job.$property | Should -Be $Shown[$property] -Because "that is $property" }
        Get-HpcJob -Id $job.Id | ConvertTo-Json | Should -BeExactly ($job | ConvertTo-Json)
    }

    It 'keeps all of it together' {
        $job = New-HpcJob -Name all -RunTime 5 -NumCores 1-2 -RunUntilCanceled $true -CustomProperties 'A=1' -NotifyOnStart $false -Progress 3
        $job.Name, $job.RunTime, $job.MaxCores, $job.RunUntilCanceled, $job.CustomProperties, $job.Progress |
            Should -Be 'all', ([timespan]'00:05:00'), 2, $true, 'A=1', 3
    }

    It 'says that no mail is sent, where it is asked for, and makes the job' {
        $job = New-HpcJob -NotifyOnComplete $true -WarningVariable warnings -WarningAction SilentlyContinue
        $job.NotifyOnCompletion | Should -BeTrue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '*sends none*'
    }

    It 'reads -Priority <Given> as <Number>, and shows it as <Shown>' -ForEach @(
        @{ Given = '0'; Number = 0; Shown = 'Lowest' }
        @{ Given = 'highest'; Number = 4000; Shown = 'Highest' }
        @{ Given = 'BelowNormal'; Number = 1000; Shown = 'BelowNormal' }
        @{ Given = 'Normal-1'; Number = 1999; Shown = 'Normal-1' }
        @{ Given = '2500'; Number = 2500; Shown = 'Normal+500' }
        @{ Given = '2501'; Number = 2501; Shown = 'AboveNormal-499' }
    ) {
        $job = New-HpcJob -Priority $Given
        $job.ExpandedPriority, $job.Priority | Should -Be $Number, $Shown
    }

    It 'takes a name of 128 characters, counted as characters' { (New-HpcJob -Name ('😀' * 128)).Name | Should -BeExactly ('😀' * 128) }

    It 'makes nothing with -WhatIf' {
        $before = Get-JobCount
        New-HpcJob -Name x -WhatIf | Should -BeNullOrEmpty
        Get-JobCount | Should -Be $before
    }

    It 'makes nothing of values that are not allowed' {
        $before = Get-JobCount
        $null = Assert-Problem { New-HpcJob -Priority 4001 } 'HpcInvalidPriority' InvalidArgument
        $null = Assert-Problem { New-HpcJob -Name ('x' * 129) } 'HpcValueTooLong' LimitsExceeded
        $null = Assert-Problem { New-HpcJob -JobEnv 'CCP_JOBID=1' } 'HpcReservedEnvironmentVariable' InvalidArgument
        Get-JobCount | Should -Be $before
    }

    It 'goes to the scheduler that is named' {
        $job = New-HpcJob -Scheduler $env:CCP_SCHEDULER
        $job.Scheduler | Should -Be $env:CCP_SCHEDULER
    }
}

Describe 'New-HpcJob -Job' {
    BeforeAll {
        $source = New-HpcJob -Name source -Project blue -Priority 100 -NumCores 2-4 -RunTime 7 -JobEnv 'A=1' -CustomProperties 'Team=green' -FailDependentTasks $true `
            -TaskExecutionFailureRetryLimit 2 -ValidExitCodes '0..3' -License 'a:1' -OrderBy '-Cores' -HoldUntil (Get-Date).AddHours(1) -Progress 30 -ProgressMessage some
        $null = Add-HpcTask -Job $source -Name first -CommandLine 'echo one' -Env 'B=2' -WorkDir /tmp -NumCores 2 -RunTime 3
        $null = Add-HpcTask -Job $source -Name 'part *' -Depend first -CommandLine 'echo *' -Parametric -Start 2 -End 8 -Increment 3 -Rerunnable $false
        $copy = New-HpcJob -Job $source

        # What says who somebody is, when, and how far.
        function Get-Saying($InputObject) {
            $own = 'Id', 'JobId', 'ParentJobId', 'CreateTime', 'ChangeTime', 'SubmitTime', 'HoldUntil', 'Progress', 'ProgressMessage', 'PendingReason', 'PendingMessage'
            $InputObject | Select-Object -ExcludeProperty $own | ConvertTo-Json
        }
    }

    It 'copies what was said of the job, but not its hold and progress' {
        $copy.Id | Should -BeGreaterThan $source.Id
        $source = Get-HpcJob -Id $source.Id
        Get-Saying $copy | Should -BeExactly (Get-Saying $source)
        $copy.HoldUntil, $copy.Progress, $copy.ProgressMessage | Should -Be $null, 0, ''
    }

    It 'copies what was said of its tasks' {
        Get-Saying (Get-HpcTask -JobId $copy.Id) | Should -BeExactly (Get-Saying (Get-HpcTask -JobId $source.Id))
    }

    It 'makes a job that runs by itself' {
        (Submit-HpcJob -Id $copy.Id | Wait-HpcJob -Timeout $endLimit).FinishedTaskCount | Should -Be 4
        (Get-HpcJob -Id $source.Id).State | Should -Be 'Configuring'
    }

    It 'has what is given beside it win' {
        $other = New-HpcJob -Job $source -Name other -Priority Highest -NumCores '*' -CustomProperties 'Cost=1' -HoldUntil (Get-Date).AddDays(2)
        $other.Name, $other.Project, $other.Priority, $other.AutoCalculateMin | Should -Be 'other', 'blue', 'Highest', $true
        $other.CustomProperties | Should -Be 'Team=green', 'Cost=1'
        $other.HoldUntil | Should -BeGreaterThan (Get-Date).AddDays(1)
    }

    It 'copies a job that has ended, with all its tasks to be run' {
        $ended = Wait-HpcJob -Id (Start-TestJob 'true', 'exit 2') -Timeout $endLimit
        $again = $ended | New-HpcJob
        $again.State, $again.TaskCount, $again.ErrorCode, $again.StartTime, $again.SubmitTime | Should -Be 'Configuring', 2, 0, $null, $null
        @(Get-HpcTask -JobId $again.Id).State | Should -Be 'Configuring', 'Configuring'
        @(Get-HpcTask -JobId $again.Id).ExitCode | Should -Be $null, $null
    }

    It 'copies each job of the pipeline' { @($source, $copy | New-HpcJob -Name twin).Name | Should -Be 'twin', 'twin' }

    It 'names a job that is gone' {
        $gone = New-HpcJob
        Remove-HpcJob -Id $gone.Id -Confirm:$false
        $null = Assert-Problem { New-HpcJob -Job $gone } 'HpcJobNotFound' ObjectNotFound $gone.Id
    }
}

Describe 'New-HpcJob -JobFile' {
    BeforeAll {
        $file = Get-NewPath
        Set-Content -Path $file -Value '<Job Name="from a file" Project="red" MinCores="1" MaxCores="2"><Tasks><Task Name="only" CommandLine="echo read" /></Tasks></Job>'
    }

    It 'makes the job and its tasks' {
        $job = New-HpcJob -JobFile $file
        $job.Name, $job.Project, $job.MaxCores, $job.State, $job.TaskCount | Should -Be 'from a file', 'red', 2, 'Configuring', 1
        $null = Submit-HpcJob -Job $job
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id).Output | Should -Be "read`n"
    }

    It 'has what is given beside it win' {
        $job = New-HpcJob -JobFile $file -Name other -NumCores 3
        $job.Name, $job.Project, $job.MinCores, $job.MaxCores, $job.TaskCount | Should -Be 'other', 'red', 3, 3, 1
    }

    It 'finds a file from the current folder' {
        Push-Location -Path (Split-Path -Path $file)
        try { (New-HpcJob -JobFile "./$(Split-Path -Path $file -Leaf)").Name | Should -Be 'from a file' } finally { Pop-Location }
    }

    It 'names a file that cannot be read: <What>' -ForEach @(
        @{ What = 'it is not there'; File = '/nowhere/job.xml' }
        @{ What = 'it is a folder'; File = '/tmp' }
        @{ What = 'it is in no file system'; File = 'Env:/HOME' }
    ) {
        $before = Get-JobCount
        (Assert-Problem { New-HpcJob -JobFile $File } 'HpcFileNotReadable' OpenError $File).Exception.Message | Should -BeLike "*'$File'*"
        Get-JobCount | Should -Be $before
    }

    It 'refuses a file together with a job' {
        $before = Get-JobCount
        $null = Assert-Problem { New-HpcJob -JobFile $file -Job (Get-HpcJob -Id 1) } 'HpcFileAndCopyContradiction' InvalidArgument $file
        Get-JobCount | Should -Be $before
    }
}
