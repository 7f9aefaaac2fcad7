BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    function Get-JobCount { (Get-HpcScheduler -Path $env:CCP_SCHEDULER).JobCount }
}

AfterAll { Remove-TestScheduler }

Describe 'New-HpcJob' {
    It 'makes a job that waits for its tasks' {
        $job = New-HpcJob
        $job | Should -BeOfType 'HpcScheduler.HpcJob'
        $job.Id | Should -BeGreaterThan 0
        $job.State, $job.JobType, $job.Template, $job.TaskCount | Should -Be 'Configuring', 'Batch', 'Default', 0
        $job.Name, $job.Project, $job.ErrorMessage | Should -Be '', '', ''
        $job.Priority, $job.ExpandedPriority | Should -Be 'Normal', 2000
        $job.Owner | Should -Be ([Environment]::UserName)
        $job.Scheduler | Should -Be $env:CCP_SCHEDULER
        $job.CreateTime | Should -BeGreaterThan (Get-Date).AddMinutes(-1)
        $job.CreateTime.Kind | Should -Be 'Local'
        $job.SubmitTime, $job.StartTime, $job.EndTime, $job.HoldUntil | Should -Be $null, $null, $null, $null
    }

    It 'numbers jobs upwards' {
        $first, $second = (New-HpcJob), (New-HpcJob)
        $second.Id | Should -Be ($first.Id + 1)
    }

    It 'keeps what is given, and Get-HpcJob shows the same' {
        $hold = (Get-Date).Date.AddDays(2)
        $job = New-HpcJob -Name 'größer 漢字' -Project blue -Priority AboveNormal+5 -NumCores 2-4 -JobEnv 'A=1', 'B=x=y', 'C=' -HoldUntil $hold
        $job.Name, $job.Project, $job.Priority, $job.ExpandedPriority | Should -Be 'größer 漢字', 'blue', 'AboveNormal+5', 3005
        $job.MinCores, $job.MaxCores, $job.AutoCalculateMin, $job.AutoCalculateMax | Should -Be 2, 4, $false, $false
        $job.JobEnv | Should -Be 'A=1', 'B=x=y', 'C='
        $job.HoldUntil | Should -Be $hold
        Get-HpcJob -Id $job.Id | ConvertTo-Json | Should -BeExactly ($job | ConvertTo-Json)
    }

    It 'reads -Priority <Given> as <Number>, and shows it as <Shown>' -ForEach @(
        @{ Given = '0'; Number = 0; Shown = 'Lowest' }
        @{ Given = 'highest'; Number = 4000; Shown = 'Highest' }
        @{ Given = 'BelowNormal'; Number = 1000; Shown = 'BelowNormal' }
        @{ Given = 'Normal-1'; Number = 1999; Shown = 'Normal-1' }
        @{ Given = '2500'; Number = 2500; Shown = 'Normal+500' }
        @{ Given = '2501'; Number = 2501; Shown = 'AboveNormal-499' }
    ) {
        $job = New-HpcJob -Priority $Given
        $job.ExpandedPriority, $job.Priority | Should -Be $Number, $Shown
    }

    It 'reads -NumCores <Given>' -ForEach @(
        @{ Given = '3'; Minimum = $false; Maximum = $false; Least = 3; Most = 3 }
        @{ Given = '*'; Minimum = $true; Maximum = $true; Least = 1; Most = 1 }
        @{ Given = '2-*'; Minimum = $false; Maximum = $true; Least = 2; Most = 2 }
        @{ Given = '*-5'; Minimum = $true; Maximum = $false; Least = 1; Most = 5 }
    ) {
        $job = New-HpcJob -NumCores $Given
        $job.AutoCalculateMin, $job.AutoCalculateMax, $job.MinCores, $job.MaxCores | Should -Be $Minimum, $Maximum, $Least, $Most
    }

    It 'takes a name of 128 characters, counted as characters' { (New-HpcJob -Name ('😀' * 128)).Name | Should -BeExactly ('😀' * 128) }

    It 'makes nothing with -WhatIf' {
        $before = Get-JobCount
        New-HpcJob -Name x -WhatIf | Should -BeNullOrEmpty
        Get-JobCount | Should -Be $before
    }

    It 'makes nothing of values that are not allowed' {
        $before = Get-JobCount
        $null = Assert-Problem { New-HpcJob -Priority 4001 } 'HpcInvalidPriority' InvalidArgument
        $null = Assert-Problem { New-HpcJob -Name ('x' * 129) } 'HpcValueTooLong' LimitsExceeded
        $null = Assert-Problem { New-HpcJob -JobEnv 'CCP_JOBID=1' } 'HpcReservedEnvironmentVariable' InvalidArgument
        Get-JobCount | Should -Be $before
    }

    It 'goes to the scheduler that is named' {
        $job = New-HpcJob -Scheduler $env:CCP_SCHEDULER
        $job.Scheduler | Should -Be $env:CCP_SCHEDULER
    }
}
