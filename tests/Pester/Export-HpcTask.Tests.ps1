BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $job = New-HpcJob
    $null = Add-HpcTask -Job $job -Name first -CommandLine 'true'
    $null = Add-HpcTask -Job $job -Name 'part *' -Depend first -Parametric -Start 2 -End 6 -Increment 2 -CommandLine 'echo * >**' -WorkDir (Get-TestFolder) `
        -Stdout 'out *' -Env 'A=1' -CustomProperties 'Team=green' -ValidExitCodes '0,3' -RunTime 5 -Rerunnable $false -FailJobOnFailureCount 2

    function Get-Root([string] $Path) { ([xml](Get-Content -Path $Path -Raw)).DocumentElement }

    # What was said of a task, without what says whose it is.
    function Get-Saying($Task) {
        $Task | Select-Object -ExcludeProperty 'Id', 'JobId', 'ParentJobId', 'TaskId', 'CreateTime', 'ChangeTime' | ConvertTo-Json
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Export-HpcTask' {
    It 'writes a task, and returns nothing; Add-HpcTask reads it as it was' {
        $file = Get-NewPath
        Export-HpcTask -JobId $job.Id -TaskId 2 -Path $file | Should -BeNullOrEmpty
        $root = Get-Root $file
        $root.LocalName, $root.Name, $root.CommandLine, $root.RuntimeSeconds | Should -Be 'Task', 'part *', 'echo * >**', 300
        $other = New-HpcJob | Add-HpcTask -TaskFile $file
        Get-Saying (Get-HpcTask -JobId $other.Id) | Should -BeExactly (Get-Saying (Get-HpcTask -JobId $job.Id -TaskId 2))
    }

    It 'takes a task from the pipeline' {
        $file = Get-NewPath
        Get-HpcTask -JobId $job.Id -TaskId 1 | Export-HpcTask -Path $file
        (Get-Root $file).Name | Should -Be 'first'
    }

    It 'writes of a sub-task the sweep that it belongs to' {
        $ran = New-HpcJob | Add-HpcTask -Parametric -End 2 -CommandLine 'echo *' | Submit-HpcJob
        $null = Wait-HpcJob -Id $ran.Id -Timeout $endLimit
        $file = Get-NewPath
        Get-HpcTask -JobId $ran.Id -TaskId 1 -SubTaskId 2 | Export-HpcTask -Path $file
        (Get-Root $file).CommandLine, (Get-Root $file).EndValue | Should -Be 'echo *', 2
    }

    It 'replaces a file with -Force, and not where nobody can be asked' {
        $file = Get-NewPath
        Set-Content -Path $file -Value 'old'
        $said = Invoke-Elsewhere { param($id, $file) try { Export-HpcTask -JobId $id -TaskId 1 -Path $file } catch { $_.FullyQualifiedErrorId } } $job.Id, $file
        $said | Should -BeLike '*,HpcScheduler.Cmdlets.ExportHpcTask'
        Get-Content -Path $file | Should -Be 'old'
        Export-HpcTask -JobId $job.Id -TaskId 1 -Path $file -Force
        (Get-Root $file).Name | Should -Be 'first'
    }

    It 'makes the folders that are missing' {
        $file = "$(Get-NewPath)/deep/task.xml"
        Export-HpcTask -JobId $job.Id -TaskId 1 -Path $file
        $file | Should -Exist
    }

    It 'writes nothing for a job or task that is unknown' {
        $file = Get-NewPath
        $null = Assert-Problem { Export-HpcTask -JobId 99999 -TaskId 1 -Path $file } 'HpcJobNotFound' ObjectNotFound
        $null = Assert-Problem { Export-HpcTask -JobId $job.Id -TaskId 9 -Path $file } 'HpcTaskNotFound' ObjectNotFound "$($job.Id).9"
        $file | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' {
        $file = Get-NewPath
        Export-HpcTask -JobId $job.Id -TaskId 1 -Path $file -WhatIf
        $file | Should -Not -Exist
    }
}
