# Paths as PowerShell has them: on its drives, in the home folder, relative to where one is.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $null = New-PSDrive -Name Mine -PSProvider FileSystem -Root (Get-TestFolder)
    $null = New-Item -Path Mine:/work -ItemType Directory
}

AfterAll {
    $env:CCP_SCHEDULER = $scheduler.Path
    Remove-PSDrive -Name Mine
    Remove-TestScheduler
}

Describe 'A path on a drive of PowerShell' {
    It 'names a scheduler, by <What>' -ForEach @(
        @{ What = '-Path'; Script = { (Get-HpcScheduler -Path Mine:/s).Path } }
        @{ What = '-Path with the other slash'; Script = { (Get-HpcScheduler -Path Mine:\s).Path } }
        @{ What = '-Scheduler'; Script = { (New-HpcJob -Scheduler Mine:/s).Scheduler } }
        @{ What = 'CCP_SCHEDULER'; Script = { $env:CCP_SCHEDULER = 'Mine:/s'; try { (New-HpcJob).Scheduler } finally { $env:CCP_SCHEDULER = $scheduler.Path } } }
        @{ What = 'the name of its provider'; Script = { (Get-HpcScheduler -Path "Microsoft.PowerShell.Core\FileSystem::$($scheduler.Path)").Path } }
        @{ What = 'a relative path there'; Script = { Push-Location Mine:/; try { (Get-HpcScheduler -Path ./s).Path } finally { Pop-Location } } }
    ) { & $Script | Should -Be $scheduler.Path }

    It 'of another provider names none' {
        $null = Assert-Problem { Get-HpcScheduler -Path Env:/HOME } 'HpcFolderNotUsable'
        $null = Assert-Problem { Get-HpcJob -Scheduler Env:/HOME } 'HpcFolderNotUsable'
    }

    It 'is where a task works, reads and writes' {
        Set-Content -Path Mine:/in.txt -Value 'read me'
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine 'pwd; cat; echo wrong >&2' -WorkDir Mine:/work -Stdin Mine:/in.txt -Stdout Mine:/out.txt -Stderr err:1.txt
        $null = Submit-HpcJob -Job $job | Wait-HpcJob -Timeout $endLimit
        $folder = Get-TestFolder
        Get-Content -Path "$folder/out.txt" | Should -Be "$folder/work", 'read me'
        # No drive is called err: it is a name like any other.
        Get-Content -LiteralPath "$folder/work/err:1.txt" | Should -Be 'wrong'
        $task = Get-HpcTask -Job $job
        $task.WorkDir, $task.Stdin, $task.Stdout, $task.Stderr | Should -Be "$folder/work", "$folder/in.txt", "$folder/out.txt", 'err:1.txt'
    }

    It 'is changed with the task' {
        $job = New-HpcJob
        $null = Add-HpcTask -Job $job -CommandLine true
        Get-HpcTask -Job $job | Set-HpcTask -Stdout ~/out.txt -WorkDir ~ | Out-Null
        $task = Get-HpcTask -Job $job
        $task.Stdout, $task.WorkDir | Should -Be "$HOME/out.txt", $HOME
    }

    It 'is where a command works' {
        (Invoke-HpcCommand -CommandLine 'pwd; cat' -All -WorkDir Mine:/work -Stdin Mine:/in.txt).Line | Should -Be "$(Get-TestFolder)/work", 'read me'
    }

    It 'is where files are written and read' {
        $job = New-HpcJob -Name filed
        Export-HpcJob -Job $job -Path Mine:/job.xml
        (New-HpcJob -JobFile Mine:/job.xml).Name | Should -Be 'filed'
        Export-HpcJobTemplate -Name Default -Path Mine:/template.xml
        (Import-HpcJobTemplate -Name copied -Path Mine:/template.xml).Name | Should -Be 'copied'
        (Backup-HpcScheduler -Destination Mine:/copy.db).FullName | Should -Be "$(Get-TestFolder)/copy.db"
    }

    It 'of another provider is refused for a task, and nothing is added' {
        $job = New-HpcJob
        foreach ($parameter in 'WorkDir', 'Stdin', 'Stdout', 'Stderr') {
            $given = @{ $parameter = 'Env:/HOME' }
            $null = Assert-Problem { Add-HpcTask -Job $job -CommandLine true @given } 'HpcPathNotUsable' InvalidArgument
        }
        Get-HpcTask -Job $job | Should -BeNullOrEmpty
    }
}

Describe 'A duration' {
    It 'is taken by Wait-HpcJob and Wait-HpcTask as <_>' -ForEach '24:00:00', '36:30:00', '24:00', 90, 0.5, '1.12:00', '5m', '1h30m', ([timespan]::FromMinutes(1)) {
        $job = Complete-TestJob
        (Wait-HpcJob -Id $job.Id -Timeout $_).State | Should -Be 'Finished'
        (Wait-HpcTask -JobId $job.Id -TaskId 1 -Timeout $_).State | Should -Be 'Finished'
    }

    It 'is refused as <_>, with the right form' -ForEach 'soon', '1:60:00', '-1', '', '1.25:00' {
        $given = $_
        $problem = Get-Problem { Wait-HpcJob -Id 1 -Timeout $given }
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError*'
        $problem[0].Exception.Message | Should -BeLike '*00:01:30*'
    }

    It 'is a run time when it is a TimeSpan, and not the other one that its text would be' {
        (New-HpcJob -RunTime (New-TimeSpan -Minutes 30)).RunTime | Should -Be (New-TimeSpan -Minutes 30)
        (New-HpcJob -RunTime (New-TimeSpan -Seconds 90)).RunTime | Should -Be (New-TimeSpan -Seconds 90)
        (New-HpcJob -RunTime 1h30m).RunTime | Should -Be (New-TimeSpan -Minutes 90)
        (New-HpcJob -RunTime 1.12:00).RunTime | Should -Be (New-TimeSpan -Hours 36)
        (New-HpcJob -RunTime 1:30).RunTime | Should -Be (New-TimeSpan -Minutes 90)
    }
}
