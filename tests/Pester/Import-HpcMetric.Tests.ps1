BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Import-HpcMetric' {
    BeforeAll {
        $all = Get-NewPath
        Export-HpcMetric $all
        $few = Get-NewPath
        Export-HpcMetric $few -Name HPCCpuUsage, HPCSchedulerJobs
    }

    AfterEach { Set-HpcClusterProperty -RemovedMetrics @() }

    It 'brings back what was removed' {
        Remove-HpcMetric -Name *
        Get-HpcMetric | Should -BeNullOrEmpty
        Import-HpcMetric $few | Should -BeNullOrEmpty
        (Get-HpcMetric).Name | Should -Be 'HPCSchedulerJobs', 'HPCCpuUsage'
        $all | Import-HpcMetric
        Get-HpcMetric | Should -HaveCount 15
    }

    It 'with -Reset has no other measured' {
        Import-HpcMetric -Path $few -Reset
        (Get-HpcMetric).Name | Should -Be 'HPCSchedulerJobs', 'HPCCpuUsage'
    }

    It 'does nothing with -WhatIf' {
        Import-HpcMetric -Path $few -Reset -WhatIf
        Get-HpcMetric | Should -HaveCount 15
    }

    It 'changes nothing by a file with a metric that is unknown' {
        $file = Get-NewPath
        Set-Content -Path $file -Value '<HpcMetrics><Metric Name="HPCCpuUsage"/><Metric Name="HPCDiskSpace9"/></HpcMetrics>'
        $null = Assert-Problem { Import-HpcMetric -Path $file -Reset } 'HpcMetricNotFound' ObjectNotFound HPCDiskSpace9
        Get-HpcMetric | Should -HaveCount 15
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'another file'; Content = '<Job/>'; Id = 'HpcInvalidXml' }
        @{ What = 'what is no XML'; Content = 'x'; Id = 'HpcInvalidXml' }
        @{ What = 'a metric without a name'; Content = '<HpcMetrics><Metric/></HpcMetrics>'; Id = 'HpcInvalidXml' }
    ) {
        $file = Get-NewPath
        Set-Content -Path $file -Value $Content
        $null = Assert-Problem { Import-HpcMetric -Path $file } $Id
        Get-HpcMetric | Should -HaveCount 15
    }

    It 'says that a file is not there' { $null = Assert-Problem { Import-HpcMetric -Path (Get-NewPath) } 'HpcFileNotReadable' }
}
