BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Receive-HpcTask' {
    It 'returns lines of text, output first, each with its channel' {
        $id = (Complete-TestJob 'echo one; echo bad >&2; echo two; printf rest').Id
        $lines = @(Receive-HpcTask -JobId $id -TaskId 1)
        foreach ($line in $lines) { $line | Should -BeOfType 'string' }
        $lines | Should -BeExactly 'one', 'two', 'rest', 'bad'
        $lines.ForEach({ "$($_.Channel)" }) | Should -Be 'Output', 'Output', 'Output', 'Error'
    }

    It 'returns one channel where one is asked for' {
        $id = (Complete-TestJob 'echo one; echo bad >&2').Id
        Receive-HpcTask -JobId $id -TaskId 1 -Channel Output | Should -BeExactly 'one'
        Receive-HpcTask -JobId $id -TaskId 1 -Channel Error | Should -BeExactly 'bad'
        Receive-HpcTask -JobId $id -TaskId 1 -Channel Output, Error | Should -BeExactly 'one', 'bad'
    }

    It 'returns the whole of it, <What> in each channel' -ForEach @{ What = 'more than 4 KB'; Count = 50 }, @{ What = 'more than a megabyte'; Count = 12000 } {
        $id = (Complete-TestJob "seq -f %0100.0f 1 $Count; seq -f %0100.0f 1 $Count >&2").Id
        (Get-HpcTask -JobId $id).Output.Length | Should -Be 4000
        $lines = @(Receive-HpcTask -JobId $id -TaskId 1)
        $lines.Count | Should -Be (2 * $Count)
        $expected = (1..$Count).ForEach({ '{0:D100}' -f $_ }) -join "`n"
        $lines[0..($Count - 1)] -join "`n" | Should -BeExactly $expected
        $lines[$Count..(2 * $Count - 1)] -join "`n" | Should -BeExactly $expected
        $lines[$Count - 1].Channel, $lines[$Count].Channel | Should -Be 'Output', 'Error'
    }

    It 'returns error output after the last line of the output, also where that has no end' {
        $id = (Complete-TestJob "printf 'rest\303'; echo bad >&2").Id
        Receive-HpcTask -JobId $id -TaskId 1 | Should -BeExactly "rest$([char] 0xFFFD)", 'bad'
    }

    It 'returns a line of more than a megabyte whole, and letters that were cut by a buffer' {
        $id = (Complete-TestJob "printf x; head -c 1400000 /dev/zero | sed 's/\x00/ä/g'").Id
        $lines = @(Receive-HpcTask -JobId $id -TaskId 1)
        $lines | Should -HaveCount 1
        $lines[0].Length | Should -Be 1400001
        $lines[0].Trim('ä') | Should -BeExactly 'x'
    }

    It 'keeps empty lines, takes off the ends of lines of either kind, and shows what is no UTF-8' {
        $id = (Complete-TestJob "printf 'a\n\nb\r\n\303\n'").Id
        Receive-HpcTask -JobId $id -TaskId 1 | Should -BeExactly 'a', '', 'b', ([string][char]0xFFFD)
    }

    It 'returns nothing of a task that wrote nothing' { Receive-HpcTask -JobId (Complete-TestJob).Id -TaskId 1 | Should -BeNullOrEmpty }

    It 'returns what a running task has written so far' {
        $held = Start-HeldJob -Before 'echo so far' -After 'echo later'
        Receive-HpcTask -JobId $held.Id -TaskId 1 | Should -BeExactly 'so far'
        Open-Gate $held.Gate
        $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
        Receive-HpcTask -JobId $held.Id -TaskId 1 | Should -BeExactly 'so far', 'later'
    }

    It 'reads the files of the user, also where they are relative to the work folder' {
        $folder = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName
        $errors = Get-NewPath
        $job = New-HpcJob | Add-HpcTask -CommandLine 'echo one; echo bad >&2' -WorkDir $folder -Stdout 'out' -Stderr $errors | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Receive-HpcTask -JobId $job.Id -TaskId 1 | Should -BeExactly 'one', 'bad'
        Receive-HpcTask -JobId $job.Id -TaskId 1 -Channel Error | Should -BeExactly 'bad'
    }

    It 'reads one file once to which both channels go' {
        $file = Get-NewPath
        $job = New-HpcJob | Add-HpcTask -CommandLine 'echo one; echo two >&2' -Stdout $file -Stderr $file | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Receive-HpcTask -JobId $job.Id -TaskId 1 | Should -BeExactly 'one', 'two'
    }

    It 'reads the last run' {
        $again = Get-NewPath
        $id = (Complete-TestJob "test -e $again && echo second && exit 0; echo first; exit 1").Id
        Receive-HpcTask -JobId $id -TaskId 1 | Should -BeExactly 'first'
        $null = New-Item -Path $again
        $null = Restart-HpcJob -Id $id
        $null = Wait-HpcJob -Id $id -Timeout $endLimit
        Receive-HpcTask -JobId $id -TaskId 1 | Should -BeExactly 'second'
    }

    It 'takes the tasks of a job from the pipeline: those of a sweep give their own' {
        $job = New-HpcJob | Add-HpcTask -CommandLine 'echo plain' | Add-HpcTask -Parametric -End 3 -CommandLine 'echo part *' | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Get-HpcTask -JobId $job.Id | Receive-HpcTask | Should -BeExactly 'plain', 'part 1', 'part 2', 'part 3'
        Receive-HpcTask -JobId $job.Id -TaskId 2 -SubTaskId 3 | Should -BeExactly 'part 3'
    }

    It 'refuses a sweep that is named, and says what to name' {
        $job = New-HpcJob | Add-HpcTask -Parametric -End 3 -CommandLine 'echo *' | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $problem = Assert-Problem { Receive-HpcTask -JobId $job.Id -TaskId 1 } 'HpcOutputOfMaster' InvalidArgument "$job.1"
        $problem.Exception.Message | Should -BeLike '*-SubTaskId*'
        $null = Assert-Problem { Receive-HpcTask -JobId $job.Id -TaskId 1 -Wait } 'HpcOutputOfMaster' InvalidArgument "$job.1"
    }

    It 'says of a task that has not begun that there is nothing yet: <State>' -ForEach @(
        @{ State = 'Configuring'; Make = { New-HpcJob | Add-HpcTask -CommandLine 'true' } }
        @{ State = 'Queued'; Make = { New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -CommandLine 'true' | Submit-HpcJob } }
    ) {
        $job = & $Make
        $problem = Assert-Problem { Receive-HpcTask -JobId $job.Id -TaskId 1 } 'HpcOutputNotThere' ObjectNotFound "$job.1"
        $problem.Exception.Message | Should -BeLike "Task $job.1 has no output: it is $State*"
    }

    It 'names what is unknown, and goes on with the others' {
        $id = (Complete-TestJob 'echo there').Id
        $null = Assert-Problem { Receive-HpcTask -JobId $id -TaskId 9 } 'HpcTaskNotFound' ObjectNotFound "$id.9"
        $gone = Get-HpcTask -JobId (Complete-TestJob).Id
        Remove-HpcJob -Id $gone.JobId -Confirm:$false
        $null = Assert-Problem { $script:lines = @($gone, (Get-HpcTask -JobId $id) | Receive-HpcTask) } 'HpcJobNotFound' ObjectNotFound
        $lines = @($gone, (Get-HpcTask -JobId $id) | Receive-HpcTask -ErrorAction SilentlyContinue)
        $lines | Should -BeExactly 'there'
    }
}

Describe 'Receive-HpcTask -Wait' {
    It 'returns each line while the task runs, and ends with the task' {
        $steps = @(1..3 | ForEach-Object { New-Gate })
        $pass = $steps.ForEach({ Get-GateCommand $_ })
        $id = Start-TestJob "echo one; $($pass[0]); echo two >&2; $($pass[1]); echo three; $($pass[2]); printf end"
        Wait-Gate $steps[0]
        $passed = 0
        $lines = @(Receive-HpcTask -JobId $id -TaskId 1 -Wait | ForEach-Object {
                "$_ $($_.Channel) $((Get-HpcTask -JobId $id).State)"
                # The next line cannot be written before this one has arrived.
                if ($passed -lt 3) {
                    Open-Gate $steps[$passed]
                    $passed++
                    if ($passed -lt 3) { Wait-Gate $steps[$passed] }
                }
            })
        $lines | Should -HaveCount 4
        $lines[0..2] | Should -Be 'one Output Running', 'two Error Running', 'three Output Running'
        $lines[3] | Should -BeLike 'end Output *'
    }

    It 'waits for a task that has not begun' {
        $held = Start-HeldJob
        $waiting = New-HpcJob -ParentJobIds $held.Id | Add-HpcTask -CommandLine 'echo begun' | Submit-HpcJob
        $waiting.State | Should -Be 'Queued'
        $ready = New-Gate
        $file = Get-NewPath
        Set-Content -Path "$file.ps1" -Value @"
Import-Module "`$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1"
[IO.File]::WriteAllText('$ready.up', 'up')
Receive-HpcTask -JobId $($waiting.Id) -TaskId 1 -Wait | Set-Content -Path $file
"@
        $process = Start-Process -FilePath pwsh -ArgumentList '-NoProfile', '-NonInteractive', '-File', "$file.ps1" -PassThru
        Wait-Gate $ready
        Open-Gate $held.Gate
        $process.WaitForExit([timespan]::FromSeconds($endLimit)) | Should -BeTrue
        Get-Content -Path $file | Should -Be 'begun'
    }

    It 'follows a file of the user' {
        $file = Get-NewPath
        $gate = New-Gate
        $job = New-HpcJob | Add-HpcTask -CommandLine "echo one; $(Get-GateCommand $gate)" -Stdout $file
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        $lines = @(Receive-HpcTask -JobId $job.Id -TaskId 1 -Wait | ForEach-Object { $_; Open-Gate $gate })
        $lines | Should -BeExactly 'one'
    }

    It 'goes on with the run that follows' {
        $again = Get-NewPath
        $held = Start-HeldJob -Before "echo first >&2; test -e $again && echo second && exit 0"
        $null = New-Item -Path $again
        $restarted = $false
        $lines = @(Receive-HpcTask -JobId $held.Id -TaskId 1 -Wait | ForEach-Object {
                "$_"
                if (-not $restarted) { Restart-HpcTask -JobId $held.Id -TaskId 1 }
                $restarted = $true
            })
        $lines | Should -BeExactly 'first', 'second', 'first'
    }

    It 'goes on with the next host where it was, over a host that <How>' -ForEach @(
        @{ How = 'is killed'; End = { $dead = (Get-HpcScheduler).ProcessId; kill -KILL $dead } }
        @{ How = 'is stopped and started again'; End = { Stop-HpcScheduler; Start-HpcScheduler } }
        @{ How = 'is stopped by a signal and started again'; End = { $dead = (Get-HpcScheduler).ProcessId; kill -TERM $dead; Stop-HpcScheduler; Start-HpcScheduler } }
    ) {
        $gate = New-Gate
        $id = Start-TestJob "echo one; printf half; echo bad >&2; $(Get-GateCommand $gate); echo ' way'; echo two"
        Wait-Gate $gate
        $ended = $false
        $lines = @(Receive-HpcTask -JobId $id -TaskId 1 -Wait | ForEach-Object {
                "$_"
                if (-not $ended) {
                    $ended = $true
                    & $End
                    Open-Gate $gate
                }
            })
        $lines | Sort-Object | Should -BeExactly ('bad', 'half way', 'one', 'two' | Sort-Object)
        $lines.Where({ $_ -ne 'bad' }) | Should -BeExactly 'one', 'half way', 'two'
    }

    It 'says over a restart that what it had read is gone, where it is' {
        $file = Get-NewPath
        $gate = New-Gate
        $id = (New-HpcJob | Add-HpcTask -CommandLine "echo one; $(Get-GateCommand $gate)" -Stdout $file | Submit-HpcJob).Id
        Wait-Gate $gate
        $problem = Assert-Problem {
            Receive-HpcTask -JobId $id -TaskId 1 -Wait | ForEach-Object {
                Set-Content -Path $file -Value '' -NoNewline
                $dead = (Get-HpcScheduler).ProcessId
                kill -KILL $dead
            }
        } 'HpcOutputPlaceGone' ObjectNotFound "$id.1"
        $problem.Exception.Message | Should -BeLike "What task $id.1 writes cannot be read on from where it was: *"
        Open-Gate $gate
    }

    It 'returns at once for a task that has ended' { Receive-HpcTask -JobId (Complete-TestJob 'echo over').Id -TaskId 1 -Wait | Should -BeExactly 'over' }

    It 'returns the output of several tasks one after the other' {
        $job = New-HpcJob | Add-HpcTask -Parametric -End 3 -CommandLine 'echo *' | Submit-HpcJob
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        Get-HpcTask -JobId $job.Id | Receive-HpcTask -Wait | Should -BeExactly '1', '2', '3'
    }
}
