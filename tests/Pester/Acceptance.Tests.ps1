# The scenarios of HPC Pack's published samples that concern jobs and tasks, by the names that the scheduler reference gives them (section 13).

BeforeAll {
    . $PSScriptRoot/common.ps1
    $cores = 4
    $scheduler = New-TestScheduler -Cores $cores -Grace 1

    # Gates by number: their path, in which the number stands for an asterisk.
    function New-NumberedGate([int] $Count) {
        $path = Get-NewPath
        mkfifo @(1..$Count | ForEach-Object { "$path.$_.up", "$path.$_.go" })
        if ($LASTEXITCODE) { throw "mkfifo: exit code $LASTEXITCODE" }
        $path
    }

    # A job that takes the cores, until its gate is opened.
    function Start-Blocker([int] $Count = $cores) {
        $gate = New-Gate
        $job = New-HpcJob -NumCores $Count -Priority Highest | Add-HpcTask -NumCores $Count -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        [pscustomobject]@{ Id = $job.Id; Gate = $gate }
    }

    # A request without any client of ours: status, kind and body of the answer; of a list, a body for each line.
    function Invoke-Verb([string] $Verb, $Body) {
        $options = '--silent', '--show-error', '--max-time', $endLimit, '--unix-socket', $scheduler.Socket, '--write-out', "`n%{http_code} %{content_type}"
        $lines = @($Body | ConvertTo-Json -Depth 9 -Compress | curl @options --data-binary '@-' "http://localhost/v1/$Verb")
        if ($LASTEXITCODE) { throw "curl: exit code $LASTEXITCODE" }
        $status, $kind = $lines[-1].Split(' ', 2)
        [pscustomobject]@{ Status = [int]$status; Kind = $kind; Body = @($lines[0..($lines.Count - 2)].Where({ $_ }) | ConvertFrom-Json) }
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Hello' {
    It 'creates, adds echo, submits, waits for Finished, and has the text' {
        $job = New-HpcJob -Name Hello
        $null = Add-HpcTask -Job $job -CommandLine 'echo Hello, world'
        $null = Submit-HpcJob -Job $job
        (Wait-HpcJob -Job $job -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id).Output | Should -Be "Hello, world`n"
    }
}

Describe 'Finish' {
    It 'ends an endless task with success: job and task are Finished, the output is there' {
        $held = Start-HeldJob -Before 'echo before the end'
        Stop-HpcJob -Id $held.Id -State Finished -Message 'enough is done'
        $job, $task = (Get-HpcJob -Id $held.Id), (Get-HpcTask -JobId $held.Id)
        $job.State, $job.ErrorMessage, $job.ErrorCode | Should -Be 'Finished', 'enough is done', 0x80040370
        $task.State, $task.ErrorCode, $task.Output | Should -Be 'Finished', 0x800409EC, "before the end`n"
    }
}

Describe 'Wait and reconnect' {
    BeforeAll {
        # Another PowerShell that waits for a job: what it says of the job at the end, or the error. A job that has ended tells that the
        # waiting has reached the host.
        function Start-Waiting([int] $Id) {
            $ended = (Complete-TestJob).Id
            $waits = New-Gate
            $file = Get-NewPath
            Set-Content -Path "$file.ps1" -Value @"
Import-Module "`$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"
try {
    Wait-HpcJob -Id $ended, $Id -Timeout $endLimit -ErrorAction Stop | ForEach-Object {
        if (`$_.Id -eq $ended) { [IO.File]::WriteAllText('$waits.up', 'up') } else { Set-Content -Path $file -Value "`$(`$_.State)" }
    }
}
catch { Set-Content -Path $file -Value `$_.FullyQualifiedErrorId }
"@
            $process = Start-Process -FilePath pwsh -ArgumentList '-NoProfile', '-NonInteractive', '-File', "$file.ps1" -PassThru
            Wait-Gate $waits
            [pscustomobject]@{ Process = $process; File = $file }
        }

        function Get-Said($Waiting) {
            $Waiting.Process.WaitForExit([timespan]::FromSeconds($endLimit)) | Should -BeTrue
            Get-Content -Path $Waiting.File
        }
    }

    It 'goes on when the host dies: a new one is asked how the job is' {
        $held = Start-HeldJob
        $waiting = Start-Waiting $held.Id
        $dead = (Get-HpcScheduler).ProcessId
        kill -KILL $dead
        $job = Get-HpcJob -Id $held.Id
        $job.State, $job.RunningTaskCount | Should -Be 'Running', 1
        (Get-HpcScheduler).ProcessId | Should -Not -Be $dead
        Open-Gate $held.Gate
        Get-Said $waiting | Should -Be 'Finished'
        (Get-HpcTask -JobId $held.Id).Instance | Should -Be 1
    }

    It 'is told when the host is stopped; the job runs on, and whoever waits again is told its end' {
        $held = Start-HeldJob
        $waiting = Start-Waiting $held.Id
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Get-Said $waiting | Should -Be 'HpcSchedulerStopping,HpcScheduler.Cmdlets.WaitHpcJob'
        (Get-HpcScheduler -Path $env:CCP_SCHEDULER).State | Should -Be 'Stopped'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $held.Id).Instance | Should -Be 1
    }
}

Describe 'Progress' {
    BeforeAll {
        # Sub-task 51 of 100 waits at a gate; those before it have ended, those after it have not begun.
        function Start-Half {
            $gate = New-Gate
            $line = "echo *; test * -ne 51 || { $(Get-GateCommand $gate); }"
            $job = New-HpcJob -NumCores 1 | Add-HpcTask -Parametric -Start 1 -End 100 -CommandLine $line | Submit-HpcJob
            Wait-Gate $gate
            [pscustomobject]@{ Id = $job.Id; Gate = $gate }
        }
    }

    It 'rises by itself with the tasks that finished' {
        $half = Start-Half
        (Get-HpcJob -Id $half.Id).Progress | Should -Be 50
        Open-Gate $half.Gate
        (Wait-HpcJob -Id $half.Id -Timeout $endLimit).Progress | Should -Be 100
    }

    It 'is what the client said, once it has said something' {
        $half = Start-Half
        $null = Set-HpcJob -Id $half.Id -Progress 7 -ProgressMessage 'by hand'
        Open-Gate $half.Gate
        $job = Wait-HpcJob -Id $half.Id -Timeout $endLimit
        $job.State, $job.Progress, $job.ProgressMessage | Should -Be 'Finished', 7, 'by hand'
    }
}

Describe 'Priorities' {
    AfterEach { @(Get-HpcJob) | Stop-HpcJob -Force }

    It 'order the queue, down to a single step' {
        $blocker = Start-Blocker
        $log = Get-NewPath
        $jobs = foreach ($priority in 'Normal', 'Lowest', 'Normal+1', 'AboveNormal-1', 'Normal-1', '2500', 'Normal') {
            New-HpcJob -Priority $priority -NumCores $cores | Add-HpcTask -NumCores $cores -CommandLine "echo $priority >>$log" | Submit-HpcJob
        }
        $jobs.ForEach({ (Get-HpcJob -Id $_.Id).State }) | Sort-Object -Unique | Should -Be 'Queued'
        (Get-HpcJob -Id $jobs[0].Id).PendingReason | Should -Not -Be 'None'
        Open-Gate $blocker.Gate
        $null = $jobs | Wait-HpcJob -Timeout $endLimit
        Get-Content -Path $log | Should -Be 'AboveNormal-1', '2500', 'Normal+1', 'Normal', 'Normal', 'Normal-1', 'Lowest'
    }

    It 'refuses what is none' {
        foreach ($priority in 'Normal+2001', '-1', '4001', 'Urgent') {
            $null = Assert-Problem { New-HpcJob -Priority $priority } 'HpcInvalidPriority' InvalidArgument
        }
    }
}

Describe 'Growth' {
    AfterEach { @(Get-HpcJob) | Stop-HpcJob -Force }

    It 'gives a service an instance on each core that becomes free, and another for one that ends' {
        $blocker = Start-Blocker -Count 2
        $gates = New-NumberedGate 6
        $job = New-HpcJob -NumCores 1-4 | Add-HpcTask -Type Service -Name 'server *' -CommandLine (Get-GateCommand "$gates.*") | Submit-HpcJob
        Wait-Gate "$gates.1"
        Wait-Gate "$gates.2"
        (Get-HpcJob -Id $job.Id).AllocatedCores | Should -Be 2
        Open-Gate $blocker.Gate
        Wait-Gate "$gates.3"
        Wait-Gate "$gates.4"
        (Get-HpcJob -Id $job.Id).AllocatedCores | Should -Be 4
        Open-Gate "$gates.2"
        Wait-Gate "$gates.5"
        $running = @(Get-HpcTask -JobId $job.Id -State Dispatching, Running).Where({ $_.SubTaskId })
        $running.Name | Should -Be 'server 1', 'server 3', 'server 4', 'server 5'
        Stop-HpcJob -Id $job.Id -State Finished
        $ended = Get-HpcJob -Id $job.Id
        $ended.State, $ended.FailedTaskCount, $ended.CanceledTaskCount | Should -Be 'Finished', 0, 0
    }
}

Describe 'Bulk submit' {
    It 'takes many tasks in one call, and tasks for a job that runs' {
        $gate = New-Gate
        $tasks = "<Task CommandLine='$([Security.SecurityElement]::Escape((Get-GateCommand $gate)))'/>" + "<Task CommandLine='true'/>" * 300
        $file = Get-NewPath
        Set-Content -Path $file -Value "<Job><Tasks>$tasks</Tasks></Job>"
        $job = New-HpcJob -JobFile $file | Submit-HpcJob
        $job.TaskCount | Should -Be 301
        Wait-Gate $gate
        foreach ($number in 1..5) { $null = Add-HpcTask -JobId $job.Id -CommandLine "echo late $number" }
        $null = Wait-HpcTask -JobId $job.Id -TaskId 306 -Timeout $endLimit
        Open-Gate $gate
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.FinishedTaskCount | Should -Be 'Finished', 306
        (Get-HpcTask -JobId $job.Id -TaskId 306).Output | Should -Be "late 5`n"
    }
}

Describe 'History' {
    It 'tells by time and job when jobs ran, and how they ended' {
        $begin = Get-Date
        $jobs = @((Complete-TestJob), (Complete-TestJob 'exit 1'))
        $rows = @(Get-HpcJobHistory $begin (Get-Date).AddSeconds(1) -AllEvents).Where({ $_.Event -in 'Started', 'Finished', 'Failed' })
        $rows.ForEach({ "$($_.JobId) $($_.Event)" }) |
            Should -Be "$($jobs[0].Id) Started", "$($jobs[0].Id) Finished", "$($jobs[1].Id) Started", "$($jobs[1].Id) Failed"
        $rows[1].StartTime, $rows[1].EndTime | Should -Be $jobs[0].StartTime, $jobs[0].EndTime
    }
}

Describe 'REST' {
    It 'creates, submits, looks, and cancels with a message, which is the error message' {
        $gate = New-Gate
        $made = Invoke-Verb NewJob @{ Properties = @{ Name = 'by hand' }; Tasks = @(@{ CommandLine = (Get-GateCommand $gate) }) }
        $made.Status, $made.Kind, $made.Body.State, $made.Body.Name | Should -Be 200, 'application/json', 'Configuring', 'by hand'
        $id = $made.Body.Id
        (Invoke-Verb SubmitJob @{ Id = $id }).Body.State | Should -BeIn 'Queued', 'Running'
        Wait-Gate $gate
        $seen = Invoke-Verb GetJob @{ Ids = @($id) }
        $job = $seen.Body[0].Item
        $seen.Kind, $job.State, $job.RunningTaskCount | Should -Be 'application/x-ndjson', 'Running', 1
        $message = 'ä漢😀' * 40 + "`n""quoted"""
        (Invoke-Verb StopJob @{ Id = $id; Message = $message; Force = $false; Graceful = $false; Finish = $false }).Body.State | Should -Be 'Canceling'
        $last = (Invoke-Verb WaitJob @{ Ids = @($id) }).Body[-1].Item
        $last.State, $last.ErrorMessage, $last.ErrorCode | Should -Be 'Canceled', $message, 0x80040201
        (Get-HpcJob -Id $id).ErrorMessage | Should -BeExactly $message
    }

    It 'answers what it refuses with problem details' {
        $id = (Complete-TestJob).Id
        $answer = Invoke-Verb StopJob @{ Id = $id; Message = '' }
        $answer.Status, $answer.Kind | Should -Be 409, 'application/problem+json'
        $answer.Body.title, $answer.Body.type, $answer.Body.status | Should -Be 'HpcJobNotCancelable', 'urn:hpcscheduler:error:HpcJobNotCancelable', 409
        $answer.Body.detail | Should -BeLike "Job $id is Finished*"
        $answer.Body.Target | Should -Be "$id"
        # A list that has begun ends with its error.
        (Invoke-Verb GetTask @{ JobId = 99999 }).Body.Problem.ErrorId | Should -Be 'HpcJobNotFound'
        $half = @{ Properties = @{ JobEnv = @($null) } }
        foreach ($wrong in ('Nothing', @{}), ('NewJob', @{}), ('NewJob', $half), ('SubmitJob', 'x')) {
            $answer = Invoke-Verb $wrong[0] $wrong[1]
            $answer.Status, $answer.Body.ErrorId | Should -Be 400, 'HpcBadRequest'
        }
    }
}

Describe 'Runtime change' {
    It 'cancels a job at its new run time, though it began with a longer one' {
        $gate = New-Gate
        $file = Get-NewPath
        Set-Content -Path $file -Value '<Job RuntimeSeconds="100"/>'
        $job = New-HpcJob -JobFile $file | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        $job.RunTime | Should -Be ([timespan]'00:01:40')
        Wait-Gate $gate
        # Parameters have minutes only.
        (Invoke-Verb SetJob @{ Id = $job.Id; Properties = @{ RunTime = '00:00:02' } }).Body.RunTime | Should -Be '00:00:02'
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.ErrorCode, $ended.CancelRequest, $ended.CanceledBy | Should -Be 'Canceled', 0x800409D5, 'Timeout', ''
        ($ended.CancelTime - $ended.StartTime).TotalSeconds | Should -BeGreaterOrEqual 2
        ($ended.CancelTime - $ended.StartTime).TotalSeconds | Should -BeLessThan 60
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Failed'
    }

    It 'fails a task at its run time, and the job goes on' {
        $gate = New-Gate
        $file = Get-NewPath
        Set-Content -Path $file -Value "<Task Name='slow' CommandLine='read never &lt;$gate.go' RuntimeSeconds='2'/>"
        $job = New-HpcJob | Add-HpcTask -TaskFile $file | Add-HpcTask -Name after -Depend slow -CommandLine 'echo after' | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Failed'
        $slow, $after = Get-HpcTask -JobId $job.Id
        $slow.State, $slow.ErrorCode | Should -Be 'Failed', 0x800409D7
        ($slow.EndTime - $slow.StartTime).TotalSeconds | Should -BeGreaterOrEqual 2
        $after.Output | Should -Be "after`n"
    }
}

Describe 'Clone' {
    It 'copies what was said and not what happened' {
        $source = New-HpcJob -Name source -Priority 7 -RunTime 9 | Add-HpcTask -Name t -CommandLine 'exit 1' -WorkDir /tmp | Submit-HpcJob |
            Wait-HpcJob -Timeout $endLimit
        $clone = $source | New-HpcJob
        $clone.State, $clone.Name, $clone.ExpandedPriority, $clone.RunTime | Should -Be 'Configuring', 'source', 7, $source.RunTime
        $clone.ErrorCode, $clone.SubmitTime | Should -Be 0, $null
        $clone.Id | Should -BeGreaterThan $source.Id
        $task = Get-HpcTask -JobId $clone.Id
        $task.State, $task.Name, $task.WorkDir, $task.ExitCode, $task.Instance | Should -Be 'Configuring', 't', '/tmp', $null, 0
    }
}

Describe 'Sweep' {
    It 'puts the value for each asterisk into names, paths and command line, with as many digits as asterisks' {
        $folder = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName
        foreach ($number in 8..10) { Set-Content -Path "$folder/$number.in" -Value "read $number" }
        $job = New-HpcJob | Add-HpcTask -Type ParametricSweep -Name 'part ***' -Start 8 -End 10 -WorkDir $folder -Stdin '*.in' -Stdout 'out-***' -Stderr 'err-**' `
            -CommandLine 'cat; echo "* ** *** ^* ^^ ^x"; echo bad-* >&2' | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        $master, $subTasks = Get-HpcTask -JobId $job.Id
        $master.Name, $master.Stdout | Should -Be 'part ***', 'out-***'
        $subTasks.Name | Should -Be 'part 008', 'part 009', 'part 010'
        $subTasks.Stdout | Should -Be 'out-008', 'out-009', 'out-010'
        Get-Content -Path "$folder/out-008" | Should -Be 'read 8', '8 08 008 * ^ ^x'
        Get-Content -Path "$folder/out-010" | Should -Be 'read 10', '10 10 010 * ^ ^x'
        Get-Content -Path "$folder/err-09" | Should -Be 'bad-9'
    }
}

Describe 'Retry' {
    It 'runs a failing task four times with a limit of three, then fails it' {
        $log = Get-NewPath
        $line = "echo `$CCP_RETRY_COUNT `${CCP_TASK_PREV_EXITCODE-none} >>$log; exit 1"
        $job = New-HpcJob -TaskExecutionFailureRetryLimit 3 | Add-HpcTask -CommandLine $line | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Failed'
        Get-Content -Path $log | Should -Be '0 none', '1 1', '2 1', '3 1'
        $task = Get-HpcTask -JobId $job.Id
        $task.State, $task.ExecutionFailureRetryCount, $task.Instance, $task.ExitCode, $task.RequeueCount | Should -Be 'Failed', 3, 4, 1, 0
    }

    It 'stops as soon as one run succeeds' {
        $log = Get-NewPath
        $job = New-HpcJob -TaskExecutionFailureRetryLimit 3 | Add-HpcTask -CommandLine "echo run >>$log; test `$(wc -l <$log) -ge 2" | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id).ExecutionFailureRetryCount | Should -Be 1
    }
}

Describe 'Graceful' {
    It 'returns at once; the task runs to its end and is Finished, the job Canceled' {
        $gate = New-Gate
        $job = New-HpcJob -NumCores 1
        $null = Add-HpcTask -Job $job -Name one -CommandLine (Get-GateCommand $gate)
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'true'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcJob -Id $job.Id -Graceful -Message 'when you are done'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceling'
        Open-Gate $gate
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $ended.State, $ended.ErrorMessage | Should -Be 'Canceled', 'when you are done'
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Finished', 'Queued'
    }
}

Describe 'Task finish' {
    It 'ends a running task Finished, and the job goes on' {
        $gate = New-Gate
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -Name one -CommandLine "$(Get-GateCommand $gate); echo never"
        $null = Add-HpcTask -Job $job -Name two -Depend one -CommandLine 'echo two'
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 1 -State Finished -Message 'good enough'
        $task = Get-HpcTask -JobId $job.Id -TaskId 1
        $task.State, $task.ErrorMessage, $task.ErrorCode | Should -Be 'Finished', 'good enough', 0x800409EC
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id -TaskId 2).Output | Should -Be "two`n"
    }
}

Describe 'The seed page' {
    It 'leaves of a canceled job Finished, Failed, Queued and Canceled; queued again, only the second and third run' {
        $gate = New-Gate
        $log = Get-NewPath
        $job = New-HpcJob -NumCores 1
        $null = Add-HpcTask -Job $job -Name done -CommandLine "echo done >>$log"
        $null = Add-HpcTask -Job $job -Name runs -Depend done -CommandLine "echo runs >>$log; $(Get-GateCommand $gate)"
        $null = Add-HpcTask -Job $job -Name waits -Depend runs -CommandLine "echo waits >>$log"
        $null = Add-HpcTask -Job $job -Name dropped -Depend runs -CommandLine "echo dropped >>$log"
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcTask -JobId $job.Id -TaskId 4
        Stop-HpcJob -Id $job.Id -Message 'stop it'
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Finished', 'Failed', 'Queued', 'Canceled'
        Clear-Content -Path $log
        $null = Submit-HpcJob -Id $job.Id
        Wait-Gate $gate
        Open-Gate $gate
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id).State | Should -Be 'Finished', 'Finished', 'Finished', 'Canceled'
        Get-Content -Path $log | Should -Be 'runs', 'waits'
    }
}

Describe 'Release' {
    It 'runs the release task for a plain cancel, and not for a forced one' {
        foreach ($isForced in $false, $true) {
            $gate = New-Gate
            $marker = Get-NewPath
            $job = New-HpcJob
            $null = Add-HpcTask -Job $job -CommandLine (Get-GateCommand $gate)
            $null = Add-HpcTask -Job $job -Type NodeRelease -CommandLine "touch $marker"
            $null = Submit-HpcJob -Job $job
            Wait-Gate $gate
            Stop-HpcJob -Id $job.Id -Force:$isForced
            (Get-HpcJob -Id $job.Id).State | Should -Be 'Canceled'
            Test-Path -Path $marker | Should -Be (-not $isForced)
        }
    }
}

Describe 'Environment' {
    BeforeAll {
        # The environment of a real task, by name.
        function Get-Environment([hashtable] $Job = @{}, [hashtable] $Task = @{}) {
            $made = New-HpcJob @Job | Add-HpcTask -CommandLine 'cat /proc/self/environ' @Task | Submit-HpcJob
            $null = Wait-HpcJob -Id $made.Id -Timeout $endLimit
            $file = "$((Get-HpcTask -JobId $made.Id -TaskId 1).AttemptFolder)/stdout"
            $found = @{ Job = "$made" }
            foreach ($line in [IO.File]::ReadAllText($file).Split("`0")) { if ($line) { $found[$line.Split('=', 2)[0]] = $line.Split('=', 2)[1] } }
            $found
        }
    }

    It 'tells a task who and where it is' {
        $node = $scheduler.NodeName
        $task = @{ NumCores = '2'; WorkDir = (Get-TestFolder); Stdin = '/dev/null'; Env = 'BOTH=task', 'HOME=' }
        $found = Get-Environment @{ Name = 'ä b'; RunTime = '5'; JobEnv = 'JOB_VARIABLE=1', 'BOTH=job' } $task
        $expected = [ordered]@{
            CCP_JOBID = $found.Job; CCP_TASKID = '1'; CCP_TASKINSTANCEID = '0'; CCP_TASKSYSTEMID = "$($found.Job)00000010000000"
            CCP_TASKCONTEXT = "$($found.Job).$($found.Job)00000010000000"; CCP_JOBNAME = 'ä b'; CCP_JOBTYPE = 'Batch'; CCP_JOBTEMPLATE = 'Default'
            CCP_NODES = "1 $node 2"; CCP_NODES_CORES = "1 $node 2"; CCP_NUMCPUS = '2'; CCP_RETRY_COUNT = '0'; CCP_RERUNNABLE = 'True'; CCP_EXCLUSIVE = 'False'
            CCP_RUNTIME = '300'; CCP_WORKDIR = (Get-TestFolder); CCP_STDIN = '/dev/null'; CCP_OWNER_SID = [Environment]::UserName; CCP_ISADMIN = '0'
            CCP_CLUSTER_NAME = $node; CCP_SCHEDULER = $env:CCP_SCHEDULER; CCP_CONNECTIONSTRING = $env:CCP_SCHEDULER; CCP_DATA = $env:CCP_SCHEDULER
            CCP_ENVLIST = 'JOB_VARIABLE,BOTH,HOME'
        }
        foreach ($name in $expected.Keys) { $found[$name] | Should -BeExactly $expected[$name] -Because $name }
        $ids = @($found.CCP_COREIDS.Split(' '))
        $ids | Sort-Object -Unique | Should -HaveCount 2
        $ids | Should -BeIn @(0..($cores - 1)).ForEach({ "$_" })
        $found.BOTH, $found.JOB_VARIABLE | Should -Be 'task', '1'
        foreach ($name in 'CCP_TASK_PREV_EXITCODE', 'CCP_STDOUT', 'CCP_STDERR', 'HOME') {
            $found.ContainsKey($name) | Should -BeFalse -Because "$name has no value"
        }
    }

    It 'says that there is no limit, and tells a sub-task its number and its files' {
        $found = Get-Environment
        $found.CCP_RUNTIME, $found.CCP_NUMCPUS | Should -Be '2147483647', '1'
        $line = 'echo $CCP_TASKINSTANCEID $CCP_RERUNNABLE $CCP_STDOUT'
        $job = New-HpcJob | Add-HpcTask -Parametric -Start 5 -End 6 -Rerunnable $false -Stdout "$(Get-NewPath)-*" -CommandLine $line | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $subTask = Get-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 2
        $subTask | Receive-HpcTask | Should -Be "2 False $($subTask.Stdout)"
        $subTask.Stdout | Should -BeLike '*-6'
    }

    It 'goes from the job to the task, the later winning, and an empty value takes a variable away' {
        $found = Get-Environment @{ JobEnv = 'A=job', 'B=job', 'C=job', 'PWD_OF=x=y' } @{ Env = 'A=task', 'B=' }
        $found.A, $found.C, $found.PWD_OF | Should -Be 'task', 'job', 'x=y'
        $found.ContainsKey('B') | Should -BeFalse
    }

    It 'brings a cmdlet in a task to its own scheduler' {
        $line = "pwsh -NoProfile -NonInteractive -Command 'Import-Module ""$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1""; (Get-HpcJob -Id `$env:CCP_JOBID).Name'"
        $job = New-HpcJob -Name 'knows itself' | Add-HpcTask -CommandLine $line | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        Receive-HpcTask -JobId $job.Id -TaskId 1 | Should -Be 'knows itself'
    }
}
