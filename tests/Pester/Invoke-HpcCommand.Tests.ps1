BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 1
    $node = $scheduler.NodeName
}

AfterAll { Remove-TestScheduler }

Describe 'Invoke-HpcCommand' {
    It 'returns each line with its node and its channel' {
        $lines = @(Invoke-HpcCommand -CommandLine 'echo one; echo bad >&2; printf rest' -NodeName $node)
        foreach ($line in $lines) { $line | Should -BeOfType 'HpcScheduler.HpcCommandOutput' }
        $lines.Where({ $_.Channel -eq 'Output' }).Line | Should -BeExactly 'one', 'rest'
        $lines.Where({ $_.Channel -eq 'Error' }).Line | Should -BeExactly 'bad'
        $lines.NodeName | Sort-Object -Unique | Should -BeExactly $node
    }

    It 'runs on all nodes' { (Invoke-HpcCommand 'echo here' -All).Line | Should -BeExactly 'here' }

    It 'takes names of nodes from the pipeline, each once' { ($node, $node | Invoke-HpcCommand 'echo here').Line | Should -BeExactly 'here' }

    It 'takes nodes from the pipeline' { (Get-HpcNode | Invoke-HpcCommand 'echo here').Line | Should -BeExactly 'here' }

    It 'returns lines while it runs, beside a job that holds all cores' {
        $held = Start-HeldJob
        $gate = New-Gate
        $seen = @(Invoke-HpcCommand "echo first; echo up >$gate.up; read go <$gate.go; echo second" -All | ForEach-Object {
                if ($_.Line -eq 'first') {
                    Wait-Gate $gate
                    Open-Gate $gate
                }
                $_.Line
            })
        $seen | Should -BeExactly 'first', 'second'
        Open-Gate $held.Gate
        (Wait-HpcJob -Id $held.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'hands on folder, input and variables' {
        $folder = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName
        Set-Content -Path "$folder/in" -Value 'from the file'
        (Invoke-HpcCommand 'pwd; cat; echo $MODE' -All -WorkDir $folder -Stdin in -Env 'MODE=full').Line | Should -BeExactly $folder, 'from the file', 'full'
    }

    It 'leaves a job of type Admin behind' {
        $id = (Invoke-HpcCommand 'echo kept' -All).JobId
        $job = Get-HpcJob -Id $id
        $job.JobType, $job.State, $job.TaskCount | Should -Be 'Admin', 'Finished', 1
        Receive-HpcTask -JobId $id -TaskId 1 | Should -BeExactly 'kept'
    }

    It 'writes an error for a node on which it failed, after what it wrote there' {
        $seen = @(Invoke-HpcCommand 'echo tried; exit 3' -All -ErrorVariable problems -ErrorAction SilentlyContinue)
        $seen.Line | Should -BeExactly 'tried'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'HpcCommandFailed,*'
        $problems[0].TargetObject | Should -Be $node
        "$($problems[0])" | Should -BeLike "*$node*job $($seen[0].JobId)*exit code 3*"
    }

    It 'does nothing with -WhatIf' {
        $before = @(Get-HpcJob -State All).Count
        Invoke-HpcCommand 'echo no' -All -WhatIf | Should -BeNullOrEmpty
        @(Get-HpcJob -State All).Count | Should -Be $before
    }

    It 'refuses a node that is unknown' {
        Assert-Problem { Invoke-HpcCommand 'echo no' -NodeName nowhere } 'HpcNodeNotFound' 'ObjectNotFound' 'echo no'
    }

    It 'refuses to follow a job that is no command' {
        $body = @{ JobId = (Complete-TestJob).Id } | ConvertTo-Json
        $answer = $body | curl -s --unix-socket $scheduler.Socket -X POST --data-binary '@-' -H 'Content-Type: application/json' http://host/v1/ReceiveCommand
        "$answer" | Should -BeLike '*HpcNoCommandJob*'
    }

    It 'is canceled everywhere when whoever runs it interrupts it' {
        $gate = New-Gate
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; Invoke-HpcCommand '$(Get-GateCommand $gate)' -All")
        $running = $shell.BeginInvoke()
        Wait-Gate $gate
        $job = @(Get-HpcJob).Where({ $_.JobType -eq 'Admin' })
        $job | Should -HaveCount 1
        $shell.Stop()
        $ended = Wait-HpcJob -Id $job[0].Id -Timeout $endLimit
        $ended.State, $ended.ErrorMessage | Should -BeExactly 'Canceled', 'Whoever ran the command interrupted it.'
        $shell.Dispose()
    }
}
