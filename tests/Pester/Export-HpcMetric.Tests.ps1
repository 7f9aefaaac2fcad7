BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Export-HpcMetric' {
    It 'writes the metrics that are measured, with what they are' {
        $file = Get-NewPath
        Export-HpcMetric $file | Should -BeNullOrEmpty
        $metrics = ([xml](Get-Content -Path $file -Raw)).HpcMetrics.Metric
        $metrics.Name | Should -Be (Get-HpcMetric).Name
        $metrics.Where({ -not $_.Description -or -not $_.Unit -or -not $_.MetricTargets }) | Should -BeNullOrEmpty
    }

    It 'writes those that are named, and asks before it replaces a file' {
        $file = Get-NewPath
        Set-Content -Path $file -Value 'mine'
        $null = Assert-Problem { Export-HpcMetric -Path $file -Name HPCCpu* } 'HpcFileNotWritable'
        Get-Content -Path $file | Should -Be 'mine'
        Export-HpcMetric -Path $file -Name HPCCpu* -Force
        ([xml](Get-Content -Path $file -Raw)).HpcMetrics.Metric.Name | Should -Be 'HPCCpuUsage'
    }

    It 'writes nothing where a name is wrong' {
        $file = Get-NewPath
        $null = Assert-Problem { Export-HpcMetric -Path $file -Name nix, HPCCpuUsage } 'HpcMetricNotFound' ObjectNotFound
        $file | Should -Not -Exist
    }
}
