# What an administrator of several nodes relies on, with real processes: jobs follow their groups, and each node is prepared and released.

BeforeDiscovery { if ([Environment]::ProcessorCount -lt 2) { Write-Warning 'They need two processors.' } }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Grace 1
    New-TestNode -Name north, south -SubscribedCores 1
    $null = New-HpcGroup -Name farm
}

AfterAll { Remove-TestScheduler }

Describe 'A group that changes under a running service' -Skip:([Environment]::ProcessorCount -lt 2) {
    AfterEach { @(Get-HpcJob) | Stop-HpcJob -Force }

    It 'has an instance on a node that comes, and none on one that goes' {
        $null = Add-HpcGroup -Name farm -NodeName north
        # Each instance says where it is; it waits until it is stopped.
        $said = Get-NewPath
        mkfifo $said
        $job = New-HpcJob -NumCores 1-4 -NodeGroups farm | Add-HpcTask -Type Service -CommandLine "echo `$CCP_NODES >$said; exec sleep 1000" | Submit-HpcJob
        timeout $endLimit cat $said | Should -Be '1 north 1'

        $null = Add-HpcGroup -Name farm -NodeName south
        timeout $endLimit cat $said | Should -Be '1 south 1'
        (Get-HpcJob -Id $job.Id).AllocatedNodes | Should -Be 'north', 'south'

        Remove-HpcGroup -Name farm -NodeName north -Confirm:$false
        # It runs again when there is a node for it.
        $null = Wait-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 1 -State Queued -Timeout $endLimit
        (Get-HpcTask -JobId $job.Id -TaskId 1 -SubTaskId 2).State | Should -Be 'Running'
        (Get-HpcJob -Id $job.Id).AllocatedNodes | Should -Be 'south'
        $null = Add-HpcGroup -Name farm -NodeName north
        timeout $endLimit cat $said | Should -Be '1 north 1'
    }
}

Describe 'A job on two nodes' -Skip:([Environment]::ProcessorCount -lt 2) {
    It 'prepares both before its tasks, and releases both for a plain cancel but for no forced one' {
        foreach ($isForced in $false, $true) {
            $log = Get-NewPath
            $gate = New-Gate
            $job = New-HpcJob -NumNodes 2
            $null = Add-HpcTask -Job $job -Type NodePrep -CommandLine "echo prepare `$CCP_NODES >>$log"
            $null = Add-HpcTask -Job $job -NumNodes 2 -CommandLine "echo work `$CCP_NODES >>$log; $(Get-GateCommand $gate)"
            $null = Add-HpcTask -Job $job -Type NodeRelease -CommandLine "echo release `$CCP_NODES >>$log"
            $null = Submit-HpcJob -Job $job
            Wait-Gate $gate
            Stop-HpcJob -Id $job.Id -Force:$isForced
            $lines = @(Get-Content -Path $log)
            $lines[0..1] | Sort-Object | Should -BeLike 'prepare 1 * 0'
            $lines[2] | Should -Be 'work 2 north 1 south 1'
            @($lines).Where({ $_ -like 'release *' }) | Should -HaveCount ($isForced ? 0 : 2)
        }
    }
}
