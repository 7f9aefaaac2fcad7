BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $job = New-HpcJob -Name 'größer <&> "é"' -Project blue -Priority Normal+5 -NumCores 1-2 -JobEnv 'A=1' -CustomProperties 'Team=green'
    $null = Add-HpcTask -Job $job -Name first -CommandLine "printf 'a<b && c>d\n'"
    $null = Add-HpcTask -Job $job -Name 'part *' -Depend first -Parametric -End 3 -CommandLine 'echo *'

    function Get-Root([string] $Path) { ([xml](Get-Content -Path $Path -Raw)).DocumentElement }
}

AfterAll { Remove-TestScheduler }

Describe 'Export-HpcJob' {
    It 'writes a job with its tasks, and returns nothing' {
        $file = Get-NewPath
        Export-HpcJob -Id $job.Id -Path $file | Should -BeNullOrEmpty
        $root = Get-Root $file
        $root.LocalName, $root.NamespaceURI, $root.Version | Should -Be 'Job', 'http://schemas.microsoft.com/HPCS2008R2/scheduler/', '3.000'
        $root.Id, $root.State, $root.Name | Should -Be $job.Id, 'Configuring', $job.Name
        $root.Project, $root.Priority, $root.UnitType | Should -Be 'blue', 'Normal+5', 'Core'
        $root.MinCores, $root.MaxCores, $root.AutoCalculateMin | Should -Be 1, 2, 'false'
        $root.EnvironmentVariables.Variable.Name, $root.EnvironmentVariables.Variable.Value | Should -Be 'A', '1'
        $root.ExtendedTerms.Term.Name, $root.ExtendedTerms.Term.Value | Should -Be 'Team', 'green'
        $tasks = @($root.Tasks.Task)
        $tasks.Name | Should -Be 'first', 'part *'
        $tasks[0].CommandLine | Should -BeExactly "printf 'a<b && c>d\n'"
        $tasks[1].Type, $tasks[1].DependsOn, $tasks[1].EndValue | Should -Be 'ParametricSweep', 'first', 3
    }

    It 'writes a minimum and a maximum that are computed, and the unit of tasks, for filters to look at' {
        $file = Get-NewPath
        $job = New-HpcJob -HoldUntil (Get-Date).AddHours(1) | Add-HpcTask -NumCores 1 -CommandLine true | Submit-HpcJob
        Export-HpcJob -Job $job -Path $file
        $root = Get-Root $file
        $root.UnitType, $root.AutoCalculateMin, $root.AutoCalculateMax, $root.MinCores, $root.MaxCores | Should -Be 'Core', 'true', 'true', '1', '1'
        $root.Tasks.Task.UnitType | Should -Be 'Core'
        # They are not read where they are computed.
        $copy = New-HpcJob -JobFile $file
        $copy.AutoCalculateMin, $copy.AutoCalculateMax | Should -Be $true, $true
    }

    It 'writes a sweep that has run as one task' {
        $ran = New-HpcJob | Add-HpcTask -Parametric -End 4 -CommandLine 'exit *' | Submit-HpcJob
        $null = Wait-HpcJob -Id $ran.Id -Timeout $endLimit
        $file = Get-NewPath
        Get-HpcJob -Id $ran.Id | Export-HpcJob -Path $file
        $root = Get-Root $file
        $root.State | Should -Be 'Failed'
        @($root.Tasks.Task) | Should -HaveCount 1
        $root.Tasks.Task.CommandLine | Should -Be 'exit *'
        (New-HpcJob -JobFile $file).TaskCount | Should -Be 4
    }

    It 'makes the folders that are missing' {
        $file = "$(Get-NewPath)/deep/er/job.xml"
        Export-HpcJob -Id $job.Id -Path $file
        (Get-Root $file).Name | Should -Be $job.Name
    }

    It 'writes below the current folder' {
        Push-Location -Path (Get-TestFolder)
        try { Export-HpcJob -Id $job.Id -Path 'here.xml' } finally { Pop-Location }
        "$(Get-TestFolder)/here.xml" | Should -Exist
    }

    It 'replaces a file with -Force, and not where nobody can be asked' {
        $file = Get-NewPath
        Set-Content -Path $file -Value 'old'
        $said = Invoke-Elsewhere { param($id, $file) try { Export-HpcJob -Id $id -Path $file } catch { $_.FullyQualifiedErrorId } } $job.Id, $file
        $said | Should -Be 'HpcFileNotWritable,HpcScheduler.Cmdlets.ExportHpcJob'
        Get-Content -Path $file | Should -Be 'old'
        Export-HpcJob -Id $job.Id -Path $file -Force
        (Get-Root $file).Name | Should -Be $job.Name
    }

    It 'leaves what was there, and nothing half, where it cannot write: <What>' -ForEach @(
        @{ What = 'a folder is in its place'; Path = { (Get-TestFolder) } }
        @{ What = 'a file is in the place of a folder'; Path = { $file = Get-NewPath; Set-Content -Path $file -Value 'old'; "$file/job.xml" } }
        @{ What = 'the place takes no files'; Path = { '/proc/job.xml' } }
        @{ What = 'the place is in no file system'; Path = { 'Env:/JOB' } }
    ) {
        $path = & $Path
        $null = Assert-Problem { Export-HpcJob -Id $job.Id -Path $path -Force } 'HpcFileNotWritable' WriteError $path
    }

    It 'says of what XML cannot hold where it is, and leaves the file that was there' {
        $odd = New-HpcJob | Add-HpcTask -Name odd -CommandLine "echo $([char] 7)"
        $file = Get-NewPath
        Set-Content -Path $file -Value 'old'
        $problem = Assert-Problem { Export-HpcJob -Job $odd -Path $file -Force } 'HpcFileNotWritable' WriteError $file
        $problem.Exception.Message | Should -BeLike '*CommandLine of Task 1*U+0007*'
        Get-Content -Path $file | Should -Be 'old'
        @(Get-ChildItem -Path "$file*") | Should -HaveCount 1
    }

    It 'writes nothing for a job that is unknown' {
        $file = Get-NewPath
        $null = Assert-Problem { Export-HpcJob -Id 99999 -Path $file } 'HpcJobNotFound' ObjectNotFound 99999
        $file | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' {
        $file = "$(Get-NewPath)/job.xml"
        Export-HpcJob -Id $job.Id -Path $file -WhatIf
        Split-Path -Path $file | Should -Not -Exist
    }
}
