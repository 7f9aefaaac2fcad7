BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Remove-HpcMetric' {
    AfterEach { Set-HpcClusterProperty -RemovedMetrics @() }

    It 'has a metric neither listed nor measured' {
        Remove-HpcMetric -Name HPCJob*, hpccpuusage | Should -BeNullOrEmpty
        (Get-HpcMetric).Name.Where({ $_ -like 'HPCJobC*' -or $_ -eq 'HPCCpuUsage' }) | Should -BeNullOrEmpty
        (Get-HpcMetricValue).Metric.Where({ $_ -like 'HPCJobC*' -or $_ -eq 'HPCCpuUsage' }) | Should -BeNullOrEmpty
        $null = Assert-Problem { Get-HpcMetric -Name HPCCpuUsage } 'HpcMetricNotFound' ObjectNotFound HPCCpuUsage
        (Get-HpcMetric).Name | Should -Contain 'HPCCoresInUse'
    }

    It 'takes metrics from the pipeline' {
        Get-HpcMetric -Name HPCPhysical* | Remove-HpcMetric
        (Get-HpcMetric).Name | Should -Not -Contain 'HPCPhysicalMem'
    }

    It 'does nothing with -WhatIf' {
        Remove-HpcMetric -Name * -WhatIf
        Get-HpcMetric | Should -HaveCount 15
    }

    It 'refuses a name that there is not, and removes the others' {
        $null = Assert-Problem { Remove-HpcMetric -Name nix, HPCCpuUsage } 'HpcMetricNotFound' ObjectNotFound nix
        Get-HpcMetric | Should -HaveCount 14
    }
}
