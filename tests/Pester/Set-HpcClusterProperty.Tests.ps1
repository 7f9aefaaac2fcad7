BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 15
    function Get-Value { (Get-HpcClusterProperty).Where({ $_.Name -notlike 'SubmissionFilter*' }).ForEach({ "$($_.Name)=$($_.Value)" }) -join ' ' }
}

AfterAll { Remove-TestScheduler }

Describe 'Set-HpcClusterProperty' {
    It 'changes what is given, and returns nothing' {
        $others = 'AffinityType=NonExclusiveJobs ExcludedNodesLimit=10 JobRetryCount=3 NodeReleaseTaskTimeout=15 PreemptionType=Graceful'
        Set-HpcClusterProperty -TaskCancelGracePeriod 3 | Should -BeNullOrEmpty
        Get-Value | Should -Be "$others TaskCancelGracePeriod=3 TaskImmediatePreemptionEnabled=True TaskRetryCount=3 TtlCompletedJobs=5"
        Set-HpcClusterProperty -NodeReleaseTaskTimeout 4 -TtlCompletedJobs 6 -JobRetryCount 1 -TaskRetryCount 0 -ExcludedNodesLimit 2 -PreemptionType None `
            -AffinityType AllJobs -TaskImmediatePreemptionEnabled $false
        $others = 'AffinityType=AllJobs ExcludedNodesLimit=2 JobRetryCount=1 NodeReleaseTaskTimeout=4 PreemptionType=None'
        Get-Value | Should -Be "$others TaskCancelGracePeriod=3 TaskImmediatePreemptionEnabled=False TaskRetryCount=0 TtlCompletedJobs=6"
    }

    It 'changes nothing when one of several values is out of range' {
        $before = Get-Value
        $problem = Assert-Problem { Set-HpcClusterProperty -TaskCancelGracePeriod 7 -NodeReleaseTaskTimeout -1 } 'HpcValueOutOfRange' InvalidArgument
        $problem.Exception.Message | Should -BeLike '*NodeReleaseTaskTimeout*-1*'
        Get-Value | Should -Be $before
    }

    It 'names the property that is out of range' {
        $null = Assert-Problem { Set-HpcClusterProperty -TtlCompletedJobs -5 } 'HpcValueOutOfRange' InvalidArgument 'TtlCompletedJobs'
    }

    It 'takes what is large, and refuses what cannot be kept to' {
        Set-HpcClusterProperty -TaskCancelGracePeriod ([int]::MaxValue) -NodeReleaseTaskTimeout ([int]::MaxValue) -TtlCompletedJobs 36500
        $null = Assert-Problem { Set-HpcClusterProperty -TtlCompletedJobs 36501 } 'HpcValueOutOfRange' InvalidArgument 'TtlCompletedJobs'
        $held = Start-HeldJob
        Stop-HpcJob -Id $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
        Set-HpcClusterProperty -TaskCancelGracePeriod 3 -NodeReleaseTaskTimeout 4 -TtlCompletedJobs 6
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-Value
        Set-HpcClusterProperty -TaskCancelGracePeriod 9 -WhatIf
        Get-Value | Should -Be $before
    }

    It 'outlives the host' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 8
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        (Get-HpcClusterProperty -Name TaskCancelGracePeriod).Value | Should -Be 8
    }

    It 'kills without a grace period when that is 0' {
        Set-HpcClusterProperty -TaskCancelGracePeriod 0
        $told = Get-NewPath
        $held = Start-HeldJob -Before "trap 'echo told >$told' TERM"
        Stop-HpcJob -Id $held.Id
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Canceled'
        $told | Should -Not -Exist
    }
}
