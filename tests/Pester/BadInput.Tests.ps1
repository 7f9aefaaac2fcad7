# What users get wrong: each gives one clear error with a stable id, and nothing changes.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4
    $job = New-HpcJob -Name unchanged
    $folder = Get-TestFolder

    function Get-Everything {
        (Get-HpcScheduler).JobCount
        Get-HpcJob -Id $job.Id | ConvertTo-Json
        Get-HpcTask -JobId $job.Id | ConvertTo-Json
        Get-HpcClusterProperty | ConvertTo-Json
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Refused, and nothing changes' {
    It '<What>' -ForEach @(
        @{ What = 'a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Get-HpcJob -Id 99999 } }
        @{ What = 'to submit a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Submit-HpcJob -Id 99999 } }
        @{ What = 'to add to a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Add-HpcTask -JobId 99999 -CommandLine x } }
        @{ What = 'to cancel a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Stop-HpcJob -Id 99999 } }
        @{ What = 'a job with the number 0'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '* 0*'; Script = { Get-HpcJob -Id 0 } }
        @{ What = 'a task that is unknown'; Id = 'HpcTaskNotFound'; Category = 'ObjectNotFound'; Text = "*.7*"; Script = { Get-HpcTask -JobId $job.Id -TaskId 7 } }
        @{ What = 'to finish a job that is Configuring'; Id = 'HpcJobNotCancelable'; Category = 'InvalidOperation'; Text = '*Configuring*'; Script = { Stop-HpcJob -Id $job.Id -State Finished } }
        @{ What = 'a message that is too long'; Id = 'HpcMessageTooLong'; Category = 'LimitsExceeded'; Text = '*321*320*'; Script = { Stop-HpcJob -Id $job.Id -Message ('😀' * 321) } }
        @{ What = '-Force with -Graceful'; Id = 'HpcForceAndGraceful'; Category = 'InvalidArgument'; Text = '*-Force*-Graceful*'; Script = { Stop-HpcJob -Id $job.Id -Force -Graceful } }

        @{ What = 'a task without a command line'; Id = 'HpcCommandLineMissing'; Category = 'InvalidArgument'; Text = '*-CommandLine*'; Script = { Add-HpcTask -JobId $job.Id } }
        @{ What = 'a command line of spaces'; Id = 'HpcCommandLineMissing'; Category = 'InvalidArgument'; Text = '*-CommandLine*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine '   ' } }
        @{ What = 'a command line that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'CommandLine*131072*131071*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine ('x' * 131072) } }
        @{ What = 'a task name with a comma'; Id = 'HpcInvalidTaskName'; Category = 'InvalidArgument'; Text = "*'a,b'*"; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Name 'a,b' } }
        @{ What = 'a task name with a line break'; Id = 'HpcInvalidTaskName'; Category = 'InvalidArgument'; Text = '*line break*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Name "a`nb" } }
        @{ What = 'a task that depends on others and has no name'; Id = 'HpcDependWithoutName'; Category = 'InvalidArgument'; Text = '*-Name*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Depend a } }
        @{ What = 'a task of a type that is not supported'; Id = 'HpcTaskTypeNotSupported'; Category = 'InvalidArgument'; Text = '*Service*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Type Service } }
        @{ What = '-Parametric with another type'; Id = 'HpcTaskTypeContradiction'; Category = 'InvalidArgument'; Text = '*Basic*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -Type Basic } }
        @{ What = '-End without a sweep'; Id = 'HpcPropertyNotForTaskType'; Category = 'InvalidArgument'; Text = '-End*Basic*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -End 3 } }

        @{ What = 'a sweep that starts above its end'; Id = 'HpcInvalidSweep'; Category = 'InvalidArgument'; Text = '*5*4*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -Start 5 -End 4 } }
        @{ What = 'a sweep with the increment 0'; Id = 'HpcInvalidIncrement'; Category = 'InvalidArgument'; Text = '* 0*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -End 4 -Increment 0 } }
        @{ What = 'a sweep with a negative increment'; Id = 'HpcInvalidIncrement'; Category = 'InvalidArgument'; Text = '*-1*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -End 4 -Increment -1 } }
        @{ What = 'a sweep with too many sub-tasks'; Id = 'HpcTooManySubTasks'; Category = 'LimitsExceeded'; Text = '*1000001*1000000*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -Start 0 -End 1000000 } }
        @{ What = 'a sweep over all numbers that there are'; Id = 'HpcTooManySubTasks'; Category = 'LimitsExceeded'; Text = '*4294967296*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -Start ([int]::MinValue) -End ([int]::MaxValue) } }

        @{ What = 'a job name that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'Name*129*128*'; Script = { Set-HpcJob -Id $job.Id -Name ('ä' * 129) } }
        @{ What = 'a project that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'Project*100000*'; Script = { Set-HpcJob -Id $job.Id -Project ('x' * 100000) } }
        @{ What = 'a task name that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'Name*129*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Name ('x' * 129) } }
        @{ What = 'a path that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'Stdout*5000*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Stdout ('x' * 5000) } }
        @{ What = 'a null character in a job name'; Id = 'HpcNullCharacter'; Category = 'InvalidArgument'; Text = 'Name*'; Script = { New-HpcJob -Name "a`0b" } }
        @{ What = 'a null character in a command line'; Id = 'HpcNullCharacter'; Category = 'InvalidArgument'; Text = 'CommandLine*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine "a`0b" } }
        @{ What = 'a null character in a path'; Id = 'HpcNullCharacter'; Category = 'InvalidArgument'; Text = 'Stdin*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Stdin "a`0b" } }
        @{ What = 'a null character in a variable'; Id = 'HpcNullCharacter'; Category = 'InvalidArgument'; Text = 'Env*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Env "A=a`0b" } }

        @{ What = 'a hold in the past'; Id = 'HpcHoldUntilPast'; Category = 'InvalidArgument'; Text = '*past*'; Script = { Set-HpcJob -Id $job.Id -HoldUntil (Get-Date).AddMinutes(-1) } }
        @{ What = 'a hold more than a year ahead'; Id = 'HpcHoldUntilTooLong'; Category = 'InvalidArgument'; Text = '*year*'; Script = { New-HpcJob -HoldUntil (Get-Date).AddDays(367) } }
        @{ What = 'a cluster property that is unknown'; Id = 'HpcClusterPropertyNotFound'; Category = 'ObjectNotFound'; Text = "*'Nothing'*"; Script = { Get-HpcClusterProperty -Name Nothing } }
        @{ What = 'a cluster property out of range'; Id = 'HpcValueOutOfRange'; Category = 'InvalidArgument'; Text = 'NodeReleaseTaskTimeout*-1*'; Script = { Set-HpcClusterProperty -NodeReleaseTaskTimeout -1 } }
    ) {
        $before = Get-Everything
        $problem = Assert-Problem $Script $Id $Category
        $problem.Exception.Message | Should -BeLike $Text
        Get-Everything | Should -BeExactly $before
    }

    It '-NumCores <Given>' -ForEach @(
        @{ Given = '4-2'; Id = 'HpcMinGreaterThanMax' }
        @{ Given = '0'; Id = 'HpcInvalidResourceCount' }
        @{ Given = '0-2'; Id = 'HpcInvalidResourceCount' }
        @{ Given = '-1'; Id = 'HpcInvalidResourceCount' }
        @{ Given = 'abc'; Id = 'HpcInvalidResourceCount' }
        @{ Given = '1-'; Id = 'HpcInvalidResourceCount' }
        @{ Given = '1-2-3'; Id = 'HpcInvalidResourceCount' }
        @{ Given = '1.5'; Id = 'HpcInvalidResourceCount' }
        @{ Given = ''; Id = 'HpcInvalidResourceCount' }
        @{ Given = '99999999999'; Id = 'HpcInvalidResourceCount' }
    ) {
        $before = Get-Everything
        $null = Assert-Problem { New-HpcJob -NumCores $Given } $Id InvalidArgument $Given
        $null = Assert-Problem { Set-HpcJob -Id $job.Id -NumCores $Given } $Id InvalidArgument $Given
        $null = Assert-Problem { Add-HpcTask -JobId $job.Id -CommandLine x -NumCores $Given } $Id InvalidArgument $Given
        Get-Everything | Should -BeExactly $before
    }

    It 'the variable <Given>' -ForEach @(
        @{ Given = 'CCP_JOBID=1'; Id = 'HpcReservedEnvironmentVariable' }
        @{ Given = 'HPCSCHEDULER_X=1'; Id = 'HpcReservedEnvironmentVariable' }
        @{ Given = 'NAME'; Id = 'HpcInvalidEnvironmentVariable' }
        @{ Given = '=value'; Id = 'HpcInvalidEnvironmentVariable' }
        @{ Given = '1A=value'; Id = 'HpcInvalidEnvironmentVariable' }
        @{ Given = 'A B=value'; Id = 'HpcInvalidEnvironmentVariable' }
        @{ Given = 'Ä=value'; Id = 'HpcInvalidEnvironmentVariable' }
    ) {
        $before = Get-Everything
        $null = Assert-Problem { New-HpcJob -JobEnv 'GOOD=1', $Given } $Id InvalidArgument
        $null = Assert-Problem { Add-HpcTask -JobId $job.Id -CommandLine x -Env 'GOOD=1', $Given } $Id InvalidArgument
        Get-Everything | Should -BeExactly $before
    }

    It '-Priority <_>' -ForEach 'Normal+', 'High', '-1', '4001', 'Highest+1', 'Lowest-1', '' {
        $before = Get-Everything
        $null = Assert-Problem { New-HpcJob -Priority $_ } 'HpcInvalidPriority' InvalidArgument
        Get-Everything | Should -BeExactly $before
    }
}

Describe 'Refused when the job is submitted: it is Failed, and says why' {
    It '<What>' -ForEach @(
        @{ What = 'a dependency on a task that is unknown'; Id = 'HpcUnknownDependency'; Category = 'InvalidArgument'; Text = "*'nobody'*"
            Fill = { $_ | Add-HpcTask -CommandLine x -Name a -Depend nobody }
        }
        @{ What = 'dependencies in a circle'; Id = 'HpcDependencyCycle'; Category = 'InvalidArgument'; Text = '*circle*'
            Fill = { $_ | Add-HpcTask -CommandLine x -Name a -Depend b | Add-HpcTask -CommandLine x -Name b -Depend a }
        }
        @{ What = 'a task that depends on itself'; Id = 'HpcDependencyCycle'; Category = 'InvalidArgument'; Text = '*circle*'
            Fill = { $_ | Add-HpcTask -CommandLine x -Name a -Depend a }
        }
        @{ What = 'a task with more cores than its job'; Id = 'HpcTaskExceedsJob'; Category = 'InvalidArgument'; Text = '*2*1*'
            Fill = { $_ | Set-HpcJob -NumCores 1 | Add-HpcTask -CommandLine x -NumCores 2 }
        }
        @{ What = 'more cores than the scheduler has'; Id = 'HpcNotEnoughCores'; Category = 'ResourceUnavailable'; Text = '*5*4*'
            Fill = { $_ | Add-HpcTask -CommandLine x -NumCores 5 }
        }
        @{ What = 'nothing but a node release task'; Id = 'HpcOnlyNodeReleaseTasks'; Category = 'InvalidArgument'; Text = '*NodeRelease*'
            Fill = { $_ | Add-HpcTask -CommandLine x -Type NodeRelease }
        }
    ) {
        $bad = New-HpcJob
        $null = $bad | ForEach-Object $Fill
        $problem = Assert-Problem { Submit-HpcJob -Id $bad.Id } $Id $Category
        $problem.Exception.Message | Should -BeLike $Text
        $failed = Get-HpcJob -Id $bad.Id
        $failed.State, $failed.ErrorMessage | Should -Be 'Failed', $problem.Exception.Message
        $failed.StartTime | Should -BeNullOrEmpty
    }
}

Describe 'A task that cannot start' {
    BeforeAll {
        $file = Get-NewPath
        Set-Content -Path $file -Value 'a file and no folder'
    }

    It 'is Failed with the reason for <What>, naming it' -ForEach @(
        @{ What = 'a missing work folder'; Code = 0x800409E4; Wrong = '/nowhere/at/all'; Arguments = { @{ WorkDir = $Wrong } } }
        @{ What = 'a work folder that is a file'; Code = 0x800409E4; Wrong = ''; Arguments = { @{ WorkDir = $Wrong } } }
        @{ What = 'a missing input file'; Code = 0x800409E1; Wrong = 'no-such-input'; Arguments = { @{ Stdin = $Wrong; WorkDir = $folder } } }
        @{ What = 'an output file below a file'; Code = 0x800409E2; Wrong = '/below'; Arguments = { @{ Stdout = $Wrong } } }
        @{ What = 'an output file that is a folder'; Code = 0x800409E2; Wrong = '/'; Arguments = { @{ Stdout = $Wrong } } }
        @{ What = 'an error output file below a file'; Code = 0x800409E3; Wrong = '/below'; Arguments = { @{ Stderr = $Wrong } } }
    ) {
        if ($Wrong -in '', '/below') { $Wrong = $file + $Wrong }
        $given = & $Arguments
        $bad = New-HpcJob
        $null = $bad | Add-HpcTask -CommandLine "echo ran >>$file" @given | Submit-HpcJob
        (Wait-HpcJob -Id $bad.Id -Timeout $endLimit).State | Should -Be 'Failed'
        $task = Get-HpcTask -JobId $bad.Id
        $task.State, $task.ErrorCode, $task.ExitCode | Should -Be 'Failed', $Code, $null
        $task.ErrorMessage | Should -BeLike "*$Wrong*"
        Get-Content -Path $file | Should -Be 'a file and no folder'
    }

    It 'is Failed with exit code 127 for a command that does not exist' {
        $id = (Complete-TestJob 'no-such-command-here').Id
        $task = Get-HpcTask -JobId $id
        $task.State, $task.ExitCode | Should -Be 'Failed', 127
        $task.Output | Should -BeLike '*no-such-command-here*'
    }

    It 'is Failed for a command line that the shell cannot read' {
        $task = Get-HpcTask -JobId (Complete-TestJob 'echo "open').Id
        $task.State | Should -Be 'Failed'
        $task.ExitCode | Should -Not -Be 0
    }
}

Describe 'A scheduler that cannot be' {
    It 'is refused: <What>' -ForEach @(
        @{ What = 'a name with a space'; Name = 'a b'; Id = 'HpcInvalidSchedulerName'; Category = 'InvalidArgument' }
        @{ What = 'an address of another kind'; Name = 'https://somewhere'; Id = 'HpcInvalidSchedulerName'; Category = 'InvalidArgument' }
        @{ What = 'two dots'; Name = '..'; Id = 'HpcInvalidSchedulerName'; Category = 'InvalidArgument' }
        @{ What = 'a folder whose socket would have too long a path'; Name = '/tmp/' + 'x' * 120; Id = 'HpcSocketPathTooLong'; Category = 'LimitsExceeded' }
        @{ What = 'a folder below a file'; Name = '/proc/version/s'; Id = 'HpcFolderNotUsable'; Category = 'OpenError' }
        @{ What = 'a folder in a place that takes none'; Name = '/proc/nothing/s'; Id = 'HpcFolderNotUsable'; Category = 'OpenError' }
    ) {
        $null = Assert-Problem { Get-HpcJob -Scheduler $Name } $Id $Category
        $null = Assert-Problem { Start-HpcScheduler -Path $Name } $Id $Category
        $null = Assert-Problem { Stop-HpcJob -Scheduler $Name -Id 1, 2, 3 } $Id $Category
    }
}

Describe 'A database that is not to be used' {
    It 'is refused and left as it is: <What>' -ForEach @(
        @{ What = 'one of a newer version'; Id = 'HpcStoreTooNew'; Text = '*999*'; Offset = 60; Bytes = 0, 0, 3, 231 }
        @{ What = 'one of another program'; Id = 'HpcStoreForeign'; Text = '*not one of this scheduler*'; Offset = 68; Bytes = 1, 2, 3, 4 }
        @{ What = 'one that is no database'; Id = 'HpcStoreDamaged'; Text = '*damaged*'; Offset = 0; Bytes = [byte[]][char[]]('no database' * 20) }
        @{ What = 'one with a damaged page'; Id = 'HpcStoreDamaged'; Text = '*damaged*'; Offset = 100; Bytes = @(255) * 4000 }
    ) {
        $path = Get-NewPath
        $null = New-HpcJob -Scheduler $path
        Stop-HpcScheduler -Path $path
        $database = "$path/scheduler.db"
        $stream = [IO.File]::OpenWrite($database)
        try {
            $null = $stream.Seek($Offset, 'Begin')
            $stream.Write([byte[]]$Bytes)
        }
        finally { $stream.Dispose() }
        $before = (Get-FileHash -Path $database).Hash
        $problem = Assert-Problem { Get-HpcJob -Scheduler $path } $Id InvalidData
        $problem.Exception.Message | Should -BeLike $Text
        $problem.Exception.Message | Should -BeLike "*$database*"
        $null = Assert-Problem { Start-HpcScheduler -Path $path } $Id InvalidData
        (Get-FileHash -Path $database).Hash | Should -Be $before
        (Get-HpcScheduler -Path $path).State | Should -Be 'Stopped'
    }
}
