BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4
    $count = 200
    $folder = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName
    # Real text: the files of this repository, as many as there are, and then parts of them.
    $sources = @(Get-ChildItem -Path "$PSScriptRoot/../../src" -Filter *.cs -Recurse -File | Where-Object FullName -NotMatch '/(obj|bin)/' | Sort-Object -Property FullName)
    for ($i = 1; $i -le $count; $i++) {
        $text = [IO.File]::ReadAllText($sources[($i - 1) % $sources.Count].FullName)
        [IO.File]::WriteAllText("$folder/$i.txt", ($i -le $sources.Count ? $text : $text.Substring($text.Length / 2)))
    }
}

AfterAll { Remove-TestScheduler }

Describe "A sweep over 200 files" {
    BeforeAll {
        $job = New-HpcJob -Name checksums | Add-HpcTask -Parametric -Start 1 -End $count -WorkDir $folder -CommandLine 'sha256sum *.txt' | Submit-HpcJob
        $ended = Wait-HpcJob -Id $job.Id -Timeout 60
        $master, $subTasks = Get-HpcTask -JobId $job.Id
        Push-Location -Path $folder
        try { $expected = @(sha256sum @(1..$count | ForEach-Object { "$_.txt" })) } finally { Pop-Location }
    }

    It 'ends Finished, with each sub-task counted once' {
        $ended.State, $ended.TaskCount, $ended.FinishedTaskCount, $ended.Progress | Should -Be 'Finished', $count, $count, 100
        $master.State, $master.TotalSubTaskCount | Should -Be 'Finished', $count
    }

    It 'runs each sub-task once' {
        $subTasks.SubTaskId | Should -Be (1..$count)
        $subTasks.Instance | Sort-Object -Unique | Should -Be 1
        $subTasks.ExitCode | Sort-Object -Unique | Should -Be 0
    }

    It 'gives, line by line, what the command gives by itself' {
        $expected | Should -HaveCount $count
        $subTasks.ForEach({ $_.Output.TrimEnd("`n") }) | Should -BeExactly $expected
    }

    It 'wrote files of its own where it was told to, and these agree too' {
        $written = New-HpcJob | Add-HpcTask -Parametric -End $count -WorkDir $folder -CommandLine 'sha256sum *.txt' -Stdout '***.sum' | Submit-HpcJob
        (Wait-HpcJob -Id $written.Id -Timeout 60).State | Should -Be 'Finished'
        @(Get-ChildItem -Path $folder -Filter *.sum | Sort-Object -Property Name | Get-Content) | Should -BeExactly $expected
    }
}

Describe 'A sweep of 100000 sub-tasks' {
    It 'is submitted and canceled without making a record of each' {
        $gate = New-Gate
        $line = "case * in 1) $(Get-GateCommand $gate);; esac"
        $job = New-HpcJob -NumCores 1 | Add-HpcTask -Parametric -End 100000 -CommandLine $line | Submit-HpcJob
        Wait-Gate $gate
        (Get-HpcJob -Id $job.Id).QueuedTaskCount | Should -Be 99999
        Stop-HpcJob -Id $job.Id
        $canceled = Get-HpcJob -Id $job.Id
        $canceled.State, $canceled.FailedTaskCount, $canceled.QueuedTaskCount | Should -Be 'Canceled', 1, 99999
        @(Get-HpcTask -JobId $job.Id) | Should -HaveCount 2
    }
}
