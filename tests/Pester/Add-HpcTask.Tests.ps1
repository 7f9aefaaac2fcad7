BeforeDiscovery { . $PSScriptRoot/properties.ps1 }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4

    # Runs one task and returns it as it ended.
    function Complete-Task([hashtable] $Arguments, [hashtable] $Job = @{}) {
        $made = New-HpcJob @Job
        $null = Add-HpcTask -Job $made @Arguments
        $null = Submit-HpcJob -Job $made
        $null = Wait-HpcJob -Id $made.Id -Timeout $endLimit
        Get-HpcTask -JobId $made.Id -TaskId 1
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Add-HpcTask' {
    It 'returns the job, so that one pipeline makes, fills and submits it' {
        $job = New-HpcJob
        $filled = $job | Add-HpcTask -CommandLine 'true' | Add-HpcTask -CommandLine 'true'
        $filled | Should -BeOfType 'HpcScheduler.HpcJob'
        $filled.Id, $filled.TaskCount, $filled.ConfiguringTaskCount | Should -Be $job.Id, 2, 2
    }

    It 'takes the job''s number' {
        $job = New-HpcJob
        (Add-HpcTask -JobId $job.Id -CommandLine 'true').TaskCount | Should -Be 1
    }

    It 'adds to each job of the pipeline' {
        $jobs = (New-HpcJob), (New-HpcJob)
        @($jobs | Add-HpcTask -CommandLine 'true').TaskCount | Should -Be 1, 1
    }

    It 'keeps -<Parameter> <Text>' -ForEach $taskProperties {
        $given = @{ CommandLine = 'true' } + $Beside
        $given[$Parameter] = $Value
        $added = New-HpcJob @Job | Add-HpcTask @given
        $task = Get-HpcTask -JobId $added.Id
        foreach ($property in $Shown.Keys) { $task.$property | Should -Be $Shown[$property] -Because "that is $property" }
        $task.State | Should -Be 'Configuring'
    }

    It 'keeps all of it together' {
        $job = New-HpcJob
        $given = @{
            CommandLine = 'echo "ä"'; Name = 'größer'; NumCores = '1-3'; WorkDir = (Get-TestFolder)
            Stdin = '/dev/null'; Stdout = 'o'; Stderr = 'e'; Env = 'A=1', 'B='
            Rerunnable = $false; ValidExitCodes = '1'; FailJobOnFailure = $true; CustomProperties = 'C=1'; Depend = 'first'
        }
        $null = Add-HpcTask -Job $job -CommandLine 'true' -Name first
        $null = Add-HpcTask -Job $job @given
        $task = Get-HpcTask -JobId $job.Id -TaskId 2
        foreach ($name in $given.Keys.Where({ $_ -ne 'NumCores' })) { $task.$name | Should -Be $given[$name] -Because $name }
        $task.MinCores, $task.MaxCores, $task.Type, $task.State | Should -Be 1, 3, 'Basic', 'Configuring'
    }

    It 'has the command line read by the POSIX shell' {
        (Complete-Task @{ CommandLine = 'x="a  b"; echo "$x" | tr a-z A-Z; exit 0' }).Output | Should -BeExactly "A  B`n"
    }

    It 'gives back the exit code <_>' -ForEach 0, 1, 42, 255 {
        $task = Complete-Task @{ CommandLine = "exit $_" }
        $task.ExitCode, $task.State | Should -Be $_, ($_ ? 'Failed' : 'Finished')
    }

    It 'gives 128 and the number of the signal for a task that a signal ended' {
        $task = Complete-Task @{ CommandLine = "sh -c 'kill -KILL `$`$'" }
        $task.ExitCode, $task.State | Should -Be 137, 'Failed'
    }

    It 'keeps the end of the output, error output after it, and the whole of it in the folder of the run' {
        $task = Complete-Task @{ CommandLine = 'echo bad >&2; seq 1 2000' }
        $task.Output.Length | Should -Be 4000
        $task.Output | Should -BeLike "*`n2000`nbad`n"
        @(Get-Content -Path "$($task.AttemptFolder)/stdout") | Should -HaveCount 2000
        Get-Content -Path "$($task.AttemptFolder)/stderr" | Should -Be 'bad'
    }

    It 'reads and writes the files that are named, in the work folder' {
        $folder = New-Item -ItemType Directory -Path (Get-NewPath)
        Set-Content -Path "$folder/in" -Value 'read me'
        $task = Complete-Task @{ CommandLine = 'cat; pwd; echo bad >&2'; WorkDir = "$folder"; Stdin = 'in'; Stdout = 'out'; Stderr = 'err' }
        $task.State, $task.Output | Should -Be 'Finished', ''
        Get-Content -Path "$folder/out" | Should -Be 'read me', "$folder"
        Get-Content -Path "$folder/err" | Should -Be 'bad'
    }

    It 'takes a work folder relative to the current one' {
        Push-Location -Path (Get-TestFolder)
        try { $task = Complete-Task @{ CommandLine = 'pwd'; WorkDir = 's' } } finally { Pop-Location }
        $task.Output | Should -Be "$(Get-TestFolder)/s`n"
    }

    It 'runs in the owner''s home without a work folder, as the account says and not the session' {
        $folder = (getent passwd (id -u)).Split(':')[5]
        (Complete-Task @{ CommandLine = 'pwd' }).Output.Trim() | Should -Be $folder
    }

    It 'sets the variables of the job and of the task; those of the task win' {
        $task = Complete-Task @{ CommandLine = 'echo "$A-$B-$C-$D"'; Env = 'B=task', 'D=x=y z' } @{ JobEnv = 'A=job', 'B=job', 'C=' }
        $task.Output | Should -BeExactly "job-task--x=y z`n"
    }

    It 'tells a task who it is' {
        $task = Complete-Task @{ CommandLine = 'echo $CCP_JOBID.$CCP_TASKID.$CCP_TASKINSTANCEID $CCP_JOBNAME $CCP_NUMCPUS $CCP_SCHEDULER' } @{ Name = 'me' }
        $task.Output | Should -BeExactly "$($task.JobId).1.0 me 1 $env:CCP_SCHEDULER`n"
    }

    It 'starts a task when those that it depends on have ended, well or not' {
        $log = Get-NewPath
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name last -Depend good, bad -CommandLine "echo last >>$log"
        $null = Add-HpcTask -Job $job -Name good -CommandLine "echo first >>$log"
        $null = Add-HpcTask -Job $job -Name bad -CommandLine "echo first >>$log; exit 1"
        $null = Submit-HpcJob -Job $job
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Failed'
        Get-Content -Path $log | Should -Be 'first', 'first', 'last'
    }

    It 'runs a task that is added to a running job' {
        $held = Start-HeldJob
        $null = Add-HpcTask -JobId $held.Id -CommandLine 'echo late'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).FinishedTaskCount | Should -Be 2
        (Get-HpcTask -JobId $held.Id -TaskId 2).Output | Should -Be "late`n"
    }

    It 'refuses to add to a Finished job, naming the state' {
        $id = (Complete-TestJob).Id
        $problem = Assert-Problem { Add-HpcTask -JobId $id -CommandLine 'true' } 'HpcTaskNotAddable' InvalidOperation $id
        $problem.Exception.Message | Should -BeLike '*Finished*'
        @(Get-HpcTask -JobId $id) | Should -HaveCount 1
    }

    It 'adds nothing with -WhatIf' {
        $job = New-HpcJob
        Add-HpcTask -Job $job -CommandLine 'true' -WhatIf | Should -BeNullOrEmpty
        (Get-HpcJob -Id $job.Id).TaskCount | Should -Be 0
    }
}

Describe 'Add-HpcTask -TaskFile' {
    BeforeAll {
        $file = Get-NewPath
        $variables = '<EnvironmentVariables><Variable><Name>A</Name><Value>read</Value></Variable></EnvironmentVariables>'
        Set-Content -Path $file -Value "<Task Name='from a file' CommandLine='echo `$A' MinCores='2' MaxCores='2'>$variables</Task>"
    }

    It 'adds the task of the file, which runs' {
        $job = New-HpcJob | Add-HpcTask -TaskFile $file | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $task = Get-HpcTask -JobId $job.Id
        $task.Name, $task.MinCores, $task.Env, $task.State, $task.Output | Should -Be 'from a file', 2, 'A=read', 'Finished', "read`n"
    }

    It 'has what is given beside it win' {
        $job = New-HpcJob | Add-HpcTask -TaskFile $file -Name other -NumCores 1 -Env 'A=given'
        $task = Get-HpcTask -JobId $job.Id
        $task.Name, $task.MinCores, $task.Env, $task.CommandLine | Should -Be 'other', 1, 'A=given', 'echo $A'
    }

    It 'takes the first task of a job file' {
        Set-Content -Path "$file.job" -Value '<Job><Tasks><Task CommandLine="first" /><Task CommandLine="second" /></Tasks></Job>'
        $job = New-HpcJob | Add-HpcTask -TaskFile "$file.job"
        @(Get-HpcTask -JobId $job.Id).CommandLine | Should -Be 'first'
    }

    It 'adds nothing of a file that is not one: <What>' -ForEach @(
        @{ What = 'it has no task'; Text = '<Job />'; Id = 'HpcInvalidXml' }
        @{ What = 'it is cut off'; Text = '<Task CommandLine="x"'; Id = 'HpcInvalidXml' }
        @{ What = 'its task has no command line'; Text = '<Task Name="x" />'; Id = 'HpcCommandLineMissing' }
    ) {
        $bad = Get-NewPath
        Set-Content -Path $bad -Value $Text
        $job = New-HpcJob
        $null = Assert-Problem { Add-HpcTask -Job $job -TaskFile $bad } $Id
        (Get-HpcJob -Id $job.Id).TaskCount | Should -Be 0
    }
}

Describe 'A sweep' {
    It 'has one sub-task for each value, which stands where the asterisk is' {
        $job = New-HpcJob
        $null = $job | Add-HpcTask -Parametric -Name 'part *' -Start 3 -End 9 -Increment 3 -CommandLine 'echo */**/^*/$CCP_TASKINSTANCEID' | Submit-HpcJob
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.TaskCount, $ended.FinishedTaskCount | Should -Be 'Finished', 3, 3
        $master, $subTasks = Get-HpcTask -JobId $job.Id
        $master.Type, $master.TotalSubTaskCount, $master.StartValue, $master.EndValue, $master.IncrementValue | Should -Be 'ParametricSweep', 3, 3, 9, 3
        $subTasks.SubTaskId | Should -Be 1, 2, 3
        $subTasks.Name | Should -Be 'part 3', 'part 6', 'part 9'
        $subTasks.Output | Should -Be "3/03/*/1`n", "6/06/*/2`n", "9/09/*/3`n"
    }

    It 'fails when one of its sub-tasks fails; the others have run' {
        $job = New-HpcJob | Add-HpcTask -Type ParametricSweep -End 4 -CommandLine 'test * -ne 2' | Submit-HpcJob
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.FinishedTaskCount, $ended.FailedTaskCount | Should -Be 'Failed', 3, 1
        (Get-HpcTask -JobId $job.Id -TaskId 1).State | Should -Be 'Failed'
        (Get-HpcTask -JobId $job.Id -State Failed).ForEach({ "$_" }) | Should -Be "$($job.Id).1", "$($job.Id).1.2"
    }

    It 'uses no more cores than its job has' {
        $running = Get-NewPath
        $most = Get-NewPath
        $null = New-Item -ItemType Directory -Path $running
        $line = "mkdir $running/*; ls $running | wc -l >>$most; rmdir $running/*"
        $job = New-HpcJob -NumCores 2 | Add-HpcTask -Type ParametricSweep -End 40 -CommandLine $line | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $counts = [int[]](Get-Content -Path $most)
        $counts | Should -HaveCount 40
        ($counts | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 2
    }
}
