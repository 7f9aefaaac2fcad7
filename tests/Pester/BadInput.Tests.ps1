# What users get wrong: each gives one clear error with a stable id, and nothing changes.

BeforeDiscovery { if ([Environment]::UserName -ne 'root') { Write-Warning 'Whose folder it is needs root.' } }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4
    $job = New-HpcJob -Name unchanged
    $null = Add-HpcTask -Job $job -Name waiter -Depend late -CommandLine 'true'
    $folder = Get-TestFolder
    $jobFile = Get-NewPath
    Set-Content -Path $jobFile -Value '<Job />'

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
        @{ What = 'a task of a type that there is not'; Id = 'CannotConvertArgumentNoMessage'; Category = 'InvalidArgument'; Text = '*Wizard*Basic*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Type Wizard } }
        @{ What = 'a service that depends on others'; Id = 'HpcPropertyNotForTaskType'; Category = 'InvalidArgument'; Text = '-Depend*Service*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Name s -Type Service -Depend waiter } }
        @{ What = 'a service that is rerunnable'; Id = 'HpcPropertyNotForTaskType'; Category = 'InvalidArgument'; Text = '-Rerunnable*Service*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Type Service -Rerunnable $true } }
        @{ What = 'a node preparation with more cores'; Id = 'HpcPropertyNotForTaskType'; Category = 'InvalidArgument'; Text = '-NumCores*NodePrep*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Type NodePrep -NumCores 2 } }
        @{ What = 'a node release that is exclusive'; Id = 'HpcPropertyNotForTaskType'; Category = 'InvalidArgument'; Text = '-Exclusive*NodeRelease*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Type NodeRelease -Exclusive $true } }
        @{ What = 'a node release on required nodes'; Id = 'HpcPropertyNotForTaskType'; Category = 'InvalidArgument'; Text = '-RequiredNodes*NodeRelease*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Type NodeRelease -RequiredNodes n } }
        @{ What = 'a count of failures without sub-tasks'; Id = 'HpcFailureCountContradiction'; Category = 'InvalidArgument'; Text = '-FailJobOnFailureCount*Basic*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -FailJobOnFailureCount 2 } }
        @{ What = 'a count of no failures'; Id = 'HpcValueOutOfRange'; Category = 'InvalidArgument'; Text = 'FailJobOnFailureCount is 0*1 to 1000000*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -FailJobOnFailureCount 0 } }
        @{ What = 'a count of too many failures'; Id = 'HpcValueOutOfRange'; Category = 'InvalidArgument'; Text = 'FailJobOnFailureCount is 1000001*1000000*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Parametric -FailJobOnFailureCount 1000001 } }

        @{ What = 'dependencies in a circle'; Id = 'HpcDependencyCycle'; Category = 'InvalidArgument'; Text = '*circle: *late*waiter*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Name late -Depend waiter } }
        @{ What = 'a task that depends on itself'; Id = 'HpcDependencyCycle'; Category = 'InvalidArgument'; Text = '*circle: self - self*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -Name self -Depend self } }
        @{ What = 'a change that closes a circle'; Id = 'HpcDependencyCycle'; Category = 'InvalidArgument'; Text = '*circle: waiter - waiter*'; Script = { Set-HpcTask -JobId $job.Id -TaskId 1 -Depend waiter } }
        @{ What = 'a change that leaves no command line'; Id = 'HpcCommandLineMissing'; Category = 'InvalidArgument'; Text = '*-CommandLine*'; Script = { Set-HpcTask -JobId $job.Id -TaskId 1 -CommandLine ' ' } }
        @{ What = 'a change of the name away, while it depends on others'; Id = 'HpcDependWithoutName'; Category = 'InvalidArgument'; Text = '*-Name*'; Script = { Set-HpcTask -JobId $job.Id -TaskId 1 -Name '' } }
        @{ What = 'a change of a task that is unknown'; Id = 'HpcTaskNotFound'; Category = 'ObjectNotFound'; Text = '*.7*'; Script = { Set-HpcTask -JobId $job.Id -TaskId 7 -Name x } }
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

        @{ What = 'a custom property without a value'; Id = 'HpcInvalidCustomProperties'; Category = 'InvalidArgument'; Text = "*'Team'*equals sign*"; Script = { Set-HpcJob -Id $job.Id -CustomProperties 'A=1', 'Team' } }
        @{ What = 'a custom property without a name'; Id = 'HpcInvalidCustomProperties'; Category = 'InvalidArgument'; Text = "*'=x'*no name*"; Script = { Set-HpcJob -Id $job.Id -CustomProperties '=x' } }
        @{ What = 'a custom property with a space in its name'; Id = 'HpcInvalidCustomProperties'; Category = 'InvalidArgument'; Text = "*'a b=x'*' '*"; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -CustomProperties 'a b=x' } }
        @{ What = 'a custom property with two equals signs'; Id = 'HpcInvalidCustomProperties'; Category = 'InvalidArgument'; Text = "*'a=b=c'*"; Script = { New-HpcJob -CustomProperties 'a=b=c' } }
        @{ What = 'a custom property with a long name'; Id = 'HpcCustomPropertyNameTooLong'; Category = 'LimitsExceeded'; Text = '*129*128*'; Script = { New-HpcJob -CustomProperties "$('n' * 129)=1" } }
        @{ What = 'a custom property with a long value'; Id = 'HpcCustomPropertyValueTooLong'; Category = 'LimitsExceeded'; Text = "*'n'*1025*1024*"; Script = { New-HpcJob -CustomProperties "n=$('x' * 1025)" } }

        @{ What = 'a license without a number'; Id = 'HpcWrongLicenseFormat'; Category = 'InvalidArgument'; Text = "*'matlab'*feature:number*"; Script = { Set-HpcJob -Id $job.Id -License matlab } }
        @{ What = 'a license of nothing'; Id = 'HpcWrongLicenseFormat'; Category = 'InvalidArgument'; Text = "*'matlab:0'*"; Script = { Set-HpcJob -Id $job.Id -License matlab:0 } }
        @{ What = 'a license of less than nothing'; Id = 'HpcWrongLicenseFormat'; Category = 'InvalidArgument'; Text = "*'matlab:-1'*"; Script = { Set-HpcJob -Id $job.Id -License matlab:-1 } }
        @{ What = 'a license that is named twice'; Id = 'HpcDuplicateLicenseFeature'; Category = 'InvalidArgument'; Text = "*'MATLAB'*twice*"; Script = { Set-HpcJob -Id $job.Id -License matlab:1, MATLAB:2 } }
        @{ What = 'too many licenses'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'License*160*'; Script = { New-HpcJob -License (1..40 | ForEach-Object { "f${_}:1" }) } }

        @{ What = 'an order by what there is not'; Id = 'HpcInvalidOrderBy'; Category = 'InvalidArgument'; Text = "-OrderBy 'Disk'*Cores*Memory*"; Script = { Set-HpcJob -Id $job.Id -OrderBy Disk } }
        @{ What = 'an order by the same twice'; Id = 'HpcInvalidOrderBy'; Category = 'InvalidArgument'; Text = "-OrderBy 'Cores,-Cores'*"; Script = { New-HpcJob -OrderBy Cores, -Cores } }
        @{ What = 'an order by three'; Id = 'HpcInvalidOrderBy'; Category = 'InvalidArgument'; Text = "-OrderBy 'Cores,Memory,-Cores'*"; Script = { New-HpcJob -OrderBy Cores, Memory, -Cores } }
        @{ What = 'an order by nothing'; Id = 'HpcInvalidOrderBy'; Category = 'InvalidArgument'; Text = "-OrderBy ''*"; Script = { New-HpcJob -OrderBy '' } }

        @{ What = 'a mail address without an at sign'; Id = 'HpcInvalidEmailAddress'; Category = 'InvalidArgument'; Text = "'nobody'*"; Script = { Set-HpcJob -Id $job.Id -EmailAddress nobody } }
        @{ What = 'a mail address with a space'; Id = 'HpcInvalidEmailAddress'; Category = 'InvalidArgument'; Text = "'no body@example.org'*"; Script = { Set-HpcJob -Id $job.Id -EmailAddress 'no body@example.org' } }
        @{ What = 'a mail address that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'EmailAddress*257*256*'; Script = { New-HpcJob -EmailAddress "$('x' * 245)@example.org" } }

        @{ What = 'a parent job with the number 0'; Id = 'HpcInvalidParentJobIds'; Category = 'InvalidArgument'; Text = '-ParentJobIds 0*from 1*'; Script = { Set-HpcJob -Id $job.Id -ParentJobIds 1, 0 } }
        @{ What = 'a parent job with a negative number'; Id = 'HpcInvalidParentJobIds'; Category = 'InvalidArgument'; Text = '-ParentJobIds -4*'; Script = { New-HpcJob -ParentJobIds -4 } }
        @{ What = 'a template that is unknown'; Id = 'HpcTemplateNotFound'; Category = 'ObjectNotFound'; Text = "*'Night'*"; Script = { New-HpcJob -TemplateName Night } }
        @{ What = 'a node group that is unknown'; Id = 'HpcUnknownNodeGroup'; Category = 'ObjectNotFound'; Text = "*'Attic'*"; Script = { Set-HpcJob -Id $job.Id -NodeGroups ComputeNodes, Attic } }
        @{ What = 'a node that is unknown, to be excluded'; Id = 'HpcExcludedNodeNotFound'; Category = 'ObjectNotFound'; Text = "*'nowhere'*"; Script = { Set-HpcJob -Id $job.Id -AddExcludedNodes nowhere } }
        @{ What = 'a node that is unknown, to be taken back'; Id = 'HpcExcludedNodeNotFound'; Category = 'ObjectNotFound'; Text = "*'nowhere'*"; Script = { Set-HpcJob -Id $job.Id -RemoveExcludedNodes nowhere } }
        @{ What = 'nodes to be excluded and taken back at once'; Id = 'HpcExclusionContradiction'; Category = 'InvalidArgument'; Text = '*-AddExcludedNodes*-ClearExcludedNodes*'; Script = { Set-HpcJob -Id $job.Id -AddExcludedNodes $scheduler.NodeName -ClearExcludedNodes } }

        @{ What = 'cores and sockets at once'; Id = 'HpcUnitContradiction'; Category = 'InvalidArgument'; Text = '-NumCores and -NumSockets exclude each other*'; Script = { Set-HpcJob -Id $job.Id -NumCores 1 -NumSockets 1 } }
        @{ What = 'nodes and graphics processors at once'; Id = 'HpcUnitContradiction'; Category = 'InvalidArgument'; Text = '-NumNodes and -NumGpus*'; Script = { New-HpcJob -NumNodes 1 -NumGpus 1 } }
        @{ What = 'cores and nodes of a task at once'; Id = 'HpcUnitContradiction'; Category = 'InvalidArgument'; Text = '-NumCores and -NumNodes*'; Script = { Add-HpcTask -JobId $job.Id -CommandLine x -NumCores 1 -NumNodes 1 } }
        @{ What = 'a job file together with a job'; Id = 'HpcFileAndCopyContradiction'; Category = 'InvalidArgument'; Text = '-JobFile and -Job*'; Script = { New-HpcJob -Job $job -JobFile $jobFile } }
        @{ What = 'a job file that is not there'; Id = 'HpcFileNotReadable'; Category = 'OpenError'; Text = "*/none.xml'*does not exist*"; Script = { New-HpcJob -JobFile "$folder/none.xml" } }
        @{ What = 'a task file that is not there'; Id = 'HpcFileNotReadable'; Category = 'OpenError'; Text = "*/none.xml'*does not exist*"; Script = { Add-HpcTask -JobId $job.Id -TaskFile "$folder/none.xml" } }

        @{ What = 'more progress than there can be'; Id = 'HpcJobProgressOutOfRange'; Category = 'InvalidArgument'; Text = 'Progress is 101; allowed is 0 to 100*'; Script = { Set-HpcJob -Id $job.Id -Progress 101 } }
        @{ What = 'less progress than none'; Id = 'HpcJobProgressOutOfRange'; Category = 'InvalidArgument'; Text = 'Progress is -1*'; Script = { New-HpcJob -Progress -1 } }
        @{ What = 'a progress message that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'ProgressMessage*81*80*'; Script = { Set-HpcJob -Id $job.Id -ProgressMessage ('😀' * 81) } }
        @{ What = 'no memory of a node'; Id = 'HpcValueOutOfRange'; Category = 'InvalidArgument'; Text = 'MinMemoryPerNode is 0*'; Script = { Set-HpcJob -Id $job.Id -MinMemoryPerNode 0 } }
        @{ What = 'less memory of a node at most than at least'; Id = 'HpcMinGreaterThanMax'; Category = 'InvalidArgument'; Text = '*9*8*'; Script = { New-HpcJob -MinMemoryPerNode 9 -MaxMemoryPerNode 8 } }
        @{ What = 'fewer cores of a node at most than at least'; Id = 'HpcMinGreaterThanMax'; Category = 'InvalidArgument'; Text = '*3*2*'; Script = { New-HpcJob -MinCoresPerNode 3 -MaxCoresPerNode 2 } }
        @{ What = 'less than no memory of a process'; Id = 'HpcValueOutOfRange'; Category = 'InvalidArgument'; Text = 'EstimatedProcessMemory is -1*'; Script = { New-HpcJob -EstimatedProcessMemory -1 } }
        @{ What = 'fewer retries than none'; Id = 'HpcValueOutOfRange'; Category = 'InvalidArgument'; Text = 'TaskExecutionFailureRetryLimit is -1*'; Script = { New-HpcJob -TaskExecutionFailureRetryLimit -1 } }
        @{ What = 'a variable that is too long'; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded'; Text = 'JobEnv*131071*'; Script = { Set-HpcJob -Id $job.Id -JobEnv "A=$('x' * 131072)" } }

        @{ What = 'output of a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Receive-HpcTask -JobId 99999 -TaskId 1 } }
        @{ What = 'to remove a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Remove-HpcJob -Id 99999 -Confirm:$false } }
        @{ What = 'to queue again a job that was never submitted'; Id = 'HpcJobNotRestartable'; Category = 'InvalidOperation'; Text = '*Configuring*'; Script = { Restart-HpcJob -Id $job.Id } }
        @{ What = 'to queue again a task of a job that was never submitted'; Id = 'HpcTaskOfJobNotRestartable'; Category = 'InvalidOperation'; Text = '*Configuring*'; Script = { Restart-HpcTask -JobId $job.Id -TaskId 1 } }
        @{ What = 'the history of a job that is unknown'; Id = 'HpcJobNotFound'; Category = 'ObjectNotFound'; Text = '*99999*'; Script = { Get-HpcJobHistory (Get-Date).AddDays(-1) (Get-Date) -JobId 99999 } }

        @{ What = 'a cluster property that is unknown'; Id = 'HpcClusterPropertyNotFound'; Category = 'ObjectNotFound'; Text = "*'Nothing'*"; Script = { Get-HpcClusterProperty -Parameter -Name Nothing } }
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

    It '-<Parameter> <Given>' -ForEach @(
        foreach ($given in '', 'soon', '-1', '1.5', '1:-2', '1:2:3:4', ':5', '5:', '1 2', '2147483648', '999999:0:0', '24855:3:15', '٣') {
            @{ Parameter = 'RunTime'; Given = $given; Id = 'HpcInvalidRunTime'; Text = "-RunTime '$given' is not a run time*minutes*Infinite*" }
        }
        foreach ($given in 'x', '1;2', '1,,2', ',', '..', '1..', '..5', '1...5', 'min', '1..2..3', '2147483648', '1.5', '٣') {
            @{ Parameter = 'ValidExitCodes'; Given = $given; Id = 'HpcInvalidExitCodes'; Text = "-ValidExitCodes '$given' is not a list of exit codes*" }
        }
        @{ Parameter = 'ValidExitCodes'; Given = '1,' * 2000 + '1'; Id = 'HpcValueTooLong'; Text = 'ValidExitCodes has 4001 characters; at most 4000*' }
    ) {
        $before = Get-Everything
        $wrong = @{ $Parameter = $Given }
        $scripts = @(
            { New-HpcJob @wrong }
            { Set-HpcJob -Id $job.Id @wrong }
            { Add-HpcTask -JobId $job.Id -CommandLine x @wrong }
            { Set-HpcTask -JobId $job.Id -TaskId 1 @wrong }
        )
        foreach ($script in $scripts) {
            (Assert-Problem $script $Id).Exception.Message | Should -BeLike $Text
        }
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
        @{ What = 'a task with more cores than its job'; Id = 'HpcTaskExceedsJob'; Category = 'InvalidArgument'; Text = '*2*1*'
            Fill = { $_ | Set-HpcJob -NumCores 1 | Add-HpcTask -CommandLine x -NumCores 2 }
        }
        @{ What = 'more cores than the scheduler has'; Id = 'HpcNotEnoughCores'; Category = 'ResourceUnavailable'; Text = '*5*4*'
            Fill = { $_ | Add-HpcTask -CommandLine x -NumCores 5 }
        }
        @{ What = 'nothing but a node release task'; Id = 'HpcOnlyNodeReleaseTasks'; Category = 'InvalidArgument'; Text = '*NodeRelease*'
            Fill = { $_ | Add-HpcTask -CommandLine x -Type NodeRelease }
        }
        @{ What = 'a task that uses more cores than its job holds'; Id = 'HpcTaskMaxExceedsJob'; Category = 'InvalidArgument'; Text = '*3*2*'
            Fill = { $_ | Set-HpcJob -NumCores 1-2 | Add-HpcTask -CommandLine x -NumCores 1-3 }
        }
        @{ What = 'a task that counts in another unit'; Id = 'HpcTaskUnitDiffers'; Category = 'InvalidArgument'; Text = '*Socket*Core*'
            Fill = { $_ | Set-HpcJob -NumCores 1 | Add-HpcTask -CommandLine x -NumSockets 1 }
        }
        @{ What = 'a task that may run longer than its job'; Id = 'HpcTaskRunTimeExceedsJob'; Category = 'InvalidArgument'; Text = '*02:00:00*01:00:00*'
            Fill = { $_ | Set-HpcJob -RunTime 60 | Add-HpcTask -CommandLine x -RunTime 120 }
        }
        @{ What = 'an exclusive task in a job that is not'; Id = 'HpcTaskExclusiveJobNot'; Category = 'InvalidArgument'; Text = '*exclusive*'
            Fill = { $_ | Set-HpcJob -NumCores 1 | Add-HpcTask -CommandLine x -Exclusive $true }
        }
        @{ What = 'an exclusive task in a job that counts by itself'; Id = 'HpcTaskExclusiveAutoCalculate'; Category = 'InvalidArgument'; Text = '*computed*'
            Fill = { $_ | Set-HpcJob -Exclusive $true | Add-HpcTask -CommandLine x -Exclusive $true }
        }
        @{ What = 'required nodes in a job that counts by itself'; Id = 'HpcRequiredNodesAutoCalculate'; Category = 'InvalidArgument'; Text = '*computed*'
            Fill = { $_ | Add-HpcTask -CommandLine x -RequiredNodes $scheduler.NodeName }
        }
        @{ What = 'a required node that is unknown'; Id = 'HpcNodeNotFound'; Category = 'ObjectNotFound'; Text = "*'nowhere'*"
            Fill = { $_ | Set-HpcJob -NumCores 1 | Add-HpcTask -CommandLine x -RequiredNodes nowhere }
        }
        @{ What = 'a requested node that is unknown'; Id = 'HpcNodeNotFound'; Category = 'ObjectNotFound'; Text = "*'nowhere'*"
            Fill = { $_ | Set-HpcJob -RequestedNodes nowhere | Add-HpcTask -CommandLine x }
        }
        @{ What = 'more memory than the node has'; Id = 'HpcNoNodeFits'; Category = 'ResourceUnavailable'; Text = '*MinMemoryPerNode*2147483647*'
            Fill = { $_ | Set-HpcJob -MinMemoryPerNode ([int]::MaxValue) | Add-HpcTask -CommandLine x }
        }
        @{ What = 'fewer cores than the node has'; Id = 'HpcNoNodeFits'; Category = 'ResourceUnavailable'; Text = '*4 cores*MaxCoresPerNode is 3*'
            Fill = { $_ | Set-HpcJob -MaxCoresPerNode 3 | Add-HpcTask -CommandLine x }
        }
        @{ What = 'more graphics processors than there are'; Id = 'HpcNotEnoughCores'; Category = 'ResourceUnavailable'; Text = '*1 GPU*0*'
            Fill = { $_ | Set-HpcJob -NumGpus 1 | Add-HpcTask -CommandLine x }
        }
        @{ What = 'an operation on groups without groups'; Id = 'HpcNodeGroupOpWithoutGroups'; Category = 'InvalidArgument'; Text = '*NodeGroups*'
            Fill = { $_ | Set-HpcJob -NodeGroupOp Union | Add-HpcTask -CommandLine x }
        }
        @{ What = 'a reservation without a minimum and maximum'; Id = 'HpcRunUntilCanceledWithoutCount'; Category = 'InvalidArgument'; Text = '*minimum and maximum*'
            Fill = { $_ | Set-HpcJob -RunUntilCanceled $true | Add-HpcTask -CommandLine x }
        }
        @{ What = 'a service beside another task'; Id = 'HpcServiceTaskNotAlone'; Category = 'InvalidArgument'; Text = '*Service*'
            Fill = { $_ | Add-HpcTask -CommandLine x -Type Service | Add-HpcTask -CommandLine x }
        }
        @{ What = 'a node release that takes too long'; Id = 'HpcNodeReleaseTooLong'; Category = 'InvalidArgument'; Text = '*60*15*'
            Fill = { $_ | Add-HpcTask -CommandLine x | Add-HpcTask -CommandLine x -Type NodeRelease -RunTime 1 }
        }
        @{ What = 'two tasks of one name with other dependencies'; Id = 'HpcSameNameOtherDependencies'; Category = 'InvalidArgument'; Text = "*'twin'*"
            Fill = { $_ | Add-HpcTask -CommandLine x -Name a | Add-HpcTask -CommandLine x -Name twin | Add-HpcTask -CommandLine x -Name twin -Depend a }
        }
        @{ What = 'a parent job that is unknown'; Id = 'HpcParentJobsMissing'; Category = 'ObjectNotFound'; Text = '*99998, 99999*'
            Fill = { $_ | Set-HpcJob -ParentJobIds 99998, 99999 | Add-HpcTask -CommandLine x }
        }
        @{ What = 'a parent job that was not submitted'; Id = 'HpcParentJobsNotSubmitted'; Category = 'InvalidOperation'; Text = "* 1.*"
            Fill = { $_ | Set-HpcJob -ParentJobIds 1 | Add-HpcTask -CommandLine x }
        }
        @{ What = 'a job that is its own parent'; Id = 'HpcInvalidParentJobIds'; Category = 'InvalidArgument'; Text = '*wait for itself*'
            Fill = { $_ | Set-HpcJob -ParentJobIds $_.Id | Add-HpcTask -CommandLine x }
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
    ) {
        $null = Assert-Problem { Get-HpcJob -Scheduler $Name } $Id $Category
        $null = Assert-Problem { Start-HpcScheduler -Path $Name } $Id $Category
        $null = Assert-Problem { Stop-HpcJob -Scheduler $Name -Id 1, 2, 3 } $Id $Category
    }

    It 'is not there and cannot be made: <What>' -ForEach @(
        @{ What = 'a folder below a file'; Name = '/proc/version/s' }
        @{ What = 'a folder in a place that takes none'; Name = '/proc/nothing/s' }
    ) {
        $null = Assert-Problem { Get-HpcJob -Scheduler $Name } 'HpcSchedulerNotFound' ObjectNotFound $Name
        $null = Assert-Problem { Start-HpcScheduler -Path $Name } 'HpcFolderNotUsable' OpenError
        $null = Assert-Problem { Stop-HpcJob -Scheduler $Name -Id 1, 2, 3 } 'HpcSchedulerNotFound' ObjectNotFound
    }

    It 'is a name that nobody has given yet: nothing is made, and those that there are are named' {
        $data = Get-NewPath
        $before, $env:XDG_DATA_HOME = $env:XDG_DATA_HOME, $data
        try {
            Start-HpcScheduler -Path night
            foreach ($wrong in 'nigth', '../../nigth', './nigth') {
                $problem = Assert-Problem { Get-HpcJob -Scheduler $wrong } 'HpcSchedulerNotFound' ObjectNotFound
                $problem.Exception.Message | Should -BeLike '*There are: *night*'
                $null = Assert-Problem { New-HpcJob -Scheduler $wrong } 'HpcSchedulerNotFound' ObjectNotFound
            }
            (Get-ChildItem -Path "$data/hpcscheduler").Name | Should -Be 'night'
            Stop-HpcScheduler -Path night
            Get-HpcJob -Scheduler night | Should -BeNullOrEmpty
            Stop-HpcScheduler -Path night
            $env:CCP_SCHEDULER, $given = $null, $env:CCP_SCHEDULER
            try { (New-HpcJob).Scheduler | Should -Be "$data/hpcscheduler/default" }
            finally {
                $env:CCP_SCHEDULER = $given
                Stop-HpcScheduler -Path default
            }
        }
        finally { $env:XDG_DATA_HOME = $before }
    }

    It 'is another user''s: root starts no host there' -Skip:([Environment]::UserName -ne 'root') {
        $path = Get-NewPath
        Start-HpcScheduler -Path $path
        Stop-HpcScheduler -Path $path
        chown -R nobody $path
        $before = (Get-ChildItem -Path $path -Recurse -Force).ForEach({ "$($_.FullName) $($_.User)" })
        foreach ($command in { Get-HpcJob -Scheduler $path }, { New-HpcJob -Scheduler $path }, { Start-HpcScheduler -Path $path }, { Start-HpcScheduler -Path $path -Foreground }, { Start-HpcScheduler -Path $path -Machine }) {
            $problem = Assert-Problem $command 'HpcFolderNotSafe' PermissionDenied $path
            $problem.Exception.Message | Should -BeLike '*belongs to nobody and not to root*'
        }
        (Get-ChildItem -Path $path -Recurse -Force).ForEach({ "$($_.FullName) $($_.User)" }) | Should -Be $before
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
        Start-HpcScheduler -Path $path
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
