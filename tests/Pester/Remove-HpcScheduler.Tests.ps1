BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcScheduler' {
    BeforeEach { $folder = "$(Get-TestFolder)/gone" }

    It 'leaves no job, process, host or folder' {
        $gate = New-Gate
        Start-HpcScheduler -Path $folder
        $job = New-HpcJob -Scheduler $folder
        # It hides from its session, and ignores what a plain cancel sends.
        $null = Add-HpcTask -Job $job -CommandLine "trap '' TERM; setsid sh -c '$(Get-GateCommand $gate)'"
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Remove-HpcScheduler $folder -Confirm:$false | Should -BeNullOrEmpty
        $folder | Should -Not -Exist
        Get-FolderProcess $folder | Should -BeNullOrEmpty
    }

    It 'ends tasks that the last host left running' {
        $gate = New-Gate
        Start-HpcScheduler -Path $folder
        $job = New-HpcJob -Scheduler $folder
        $null = Add-HpcTask -Job $job -CommandLine (Get-GateCommand $gate)
        $null = Submit-HpcJob -Job $job
        Wait-Gate $gate
        Stop-HpcScheduler -Path $folder
        Get-HpcScheduler -Path $folder | Remove-HpcScheduler -Confirm:$false
        $folder | Should -Not -Exist
        Get-FolderProcess $folder | Should -BeNullOrEmpty
    }

    It 'leaves what is not the scheduler''s, and names it' {
        Start-HpcScheduler -Path $folder
        Set-Content -Path "$folder/mine" -Value 'mine'
        Remove-HpcScheduler -Path $folder -Confirm:$false -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -BeLike "*'$folder' stays*: mine.*"
        (Get-ChildItem -Path $folder -Force).Name | Should -Be 'mine'
        Remove-Item -Path $folder -Recurse
    }

    It 'removes that too with -Force' {
        Start-HpcScheduler -Path $folder
        Set-Content -Path "$folder/mine" -Value 'mine'
        Remove-HpcScheduler -Path $folder -Force -Confirm:$false
        $folder | Should -Not -Exist
    }

    It 'does nothing with -WhatIf' {
        Start-HpcScheduler -Path $folder
        Remove-HpcScheduler -Path $folder -WhatIf
        (Get-HpcScheduler -Path $folder).State | Should -Be 'Running'
        Remove-HpcScheduler -Path $folder -Confirm:$false
    }

    It 'stops no job where the folder cannot be removed' {
        $above = "$(Get-TestFolder)/kept"
        $gate = New-Gate
        $null = New-Item -Path $above -ItemType Directory
        Start-HpcScheduler -Scheduler "$above/s"
        $job = New-HpcJob -Scheduler "$above/s" | Add-HpcTask -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        # Root too may change nothing in a folder that is marked so.
        chattr +i $above 2> $null
        $isMarked = $LASTEXITCODE -eq 0
        try {
            if (-not $isMarked) { Set-ItResult -Skipped -Because 'a folder can be marked by root alone, and not on every file system' }
            else {
                $problem = Assert-Problem { Remove-HpcScheduler "$above/s" -Force -Confirm:$false } 'HpcFolderNotUsable' OpenError
                $problem.Exception.Message | Should -BeLike "*may not remove what is in '$above'*"
                (Get-HpcJob -Id $job.Id -Scheduler "$above/s").State | Should -Be 'Running'
            }
        }
        finally {
            if ($isMarked) { chattr -i $above }
            Remove-HpcScheduler "$above/s" -Confirm:$false
        }
    }

    It 'refuses a folder that holds no scheduler, and leaves it' {
        $null = New-Item -Path $folder -ItemType Directory
        Set-Content -Path "$folder/mine" -Value 'mine'
        $null = Assert-Problem { Remove-HpcScheduler -Path $folder -Force -Confirm:$false } 'HpcSchedulerNotFound' ObjectNotFound
        "$folder/mine" | Should -Exist
        Remove-Item -Path $folder -Recurse
    }

    It 'does not take the default scheduler for one that is named' {
        $named = $env:CCP_SCHEDULER
        try {
            $env:CCP_SCHEDULER = $null
            $null = Assert-Problem { Remove-HpcScheduler -Confirm:$false } 'HpcSchedulerNotNamed' InvalidArgument
        }
        finally { $env:CCP_SCHEDULER = $named }
    }

    It 'refuses that of the machine' { $null = Assert-Problem { Remove-HpcScheduler machine -Confirm:$false } 'HpcMachineNotRemovable' InvalidOperation }

    It 'refuses one that is reached by ssh' { $null = Assert-Problem { Remove-HpcScheduler ssh://nowhere -Confirm:$false } 'HpcNotOverSsh' }
}
