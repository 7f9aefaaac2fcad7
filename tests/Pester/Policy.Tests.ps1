# How the cluster properties that share cores among jobs work, with real processes.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler -Cores 4 -Grace 1

    # Sweeps that pass numbered gates, so that each sub-task ends when it is let go.
    function New-NumberedGate([int] $Count) {
        $path = Get-NewPath
        mkfifo @(1..$Count | ForEach-Object { "$path.$_.up", "$path.$_.go" })
        if ($LASTEXITCODE) { throw "mkfifo: exit code $LASTEXITCODE" }
        $path
    }

    function Start-GatedSweep([int] $Count, [string] $TemplateName = 'Default', [string] $Priority = 'Normal') {
        $gate = New-NumberedGate $Count
        $job = New-HpcJob -NumCores 1-4 -TemplateName $TemplateName -Priority $Priority |
            Add-HpcTask -Type ParametricSweep -Start 1 -End $Count -CommandLine (Get-GateCommand "$gate.*") | Submit-HpcJob
        [pscustomobject]@{ Id = $job.Id; Gate = $gate }
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Backfill' {
    AfterEach { @(Get-HpcJob) | Stop-HpcJob -Force }

    It 'starts a job before its turn that is over in time, and keeps its RunTime' {
        $gate = New-Gate
        $null = New-HpcJob -NumCores 3 -RunTime 0:0:10 | Add-HpcTask -NumCores 3 -CommandLine (Get-GateCommand $gate) | Submit-HpcJob
        Wait-Gate $gate
        $head = New-HpcJob -NumCores 4 | Add-HpcTask -NumCores 4 -CommandLine true | Submit-HpcJob
        $long = New-HpcJob -NumCores 1 -RunTime 0:1:0 | Add-HpcTask -CommandLine true | Submit-HpcJob
        $small = New-Gate
        $filler = New-HpcJob -NumCores 1 -RunTime 0:0:5 | Add-HpcTask -CommandLine (Get-GateCommand $small) | Submit-HpcJob
        Wait-Gate $small
        ($head, $long, $filler).ForEach({ Get-HpcJob -Id $_.Id }).ForEach({ "$($_.State) $($_.IsBackfill)" }) | Should -Be 'Queued False', 'Queued False', 'Running True'
        $null = Assert-Problem { Set-HpcJob -Id $filler.Id -RunTime 0:1:0 } 'HpcBackfilledRunTime' InvalidOperation $filler.Id
        Open-Gate $small
        Open-Gate $gate
        $null = Wait-HpcJob -Id $head.Id, $long.Id -Timeout $endLimit
        (Get-HpcJob -Id $filler.Id).State | Should -Be 'Finished'
    }
}

Describe 'Pools' {
    BeforeAll {
        foreach ($pool in 'blue', 'red') {
            $null = Add-HpcPool -Name $pool -Weight 1
            $file = Get-NewPath
            Set-Content -Path $file -Value "<JobTemplate><TemplateItem PropertyName='Pool' Default='$pool' /></JobTemplate>"
            $null = Import-HpcJobTemplate -Name $pool -Path $file
        }

        Set-HpcClusterProperty -EnablePools $true
    }

    AfterAll { Set-HpcClusterProperty -EnablePools $false }

    AfterEach { @(Get-HpcJob) | Stop-HpcJob -Force }

    It 'lend what nobody needs, and give it back as tasks end' {
        $blue = Start-GatedSweep -Count 6 -TemplateName blue -Priority Highest
        1..4 | ForEach-Object { Wait-Gate "$($blue.Gate).$_" }
        (Get-HpcPool).ForEach({ "$($_.Name) $($_.Guarantee) $($_.CurrentAllocation)" }) | Should -Be 'blue 2 4', 'Default 0 0', 'red 2 0'
        $red = Start-GatedSweep -Count 2 -TemplateName red -Priority Lowest
        (Get-HpcJob -Id $red.Id).State | Should -Be 'Queued'
        1..2 | ForEach-Object { Open-Gate "$($blue.Gate).$_"; Wait-Gate "$($red.Gate).$_" }
        ('blue', 'red').ForEach({ (Get-HpcPool -Name $_).CurrentAllocation }) | Should -Be 2, 2
    }
}

Describe 'Balanced mode' {
    AfterAll { Set-HpcClusterProperty -SchedulingMode Queued -PreemptionBalancedMode Immediate }

    AfterEach { @(Get-HpcJob) | Stop-HpcJob -Force }

    It 'gives a job that comes its minimum from one that has more, at once' {
        Set-HpcClusterProperty -SchedulingMode Balanced
        $first = Start-GatedSweep -Count 4 -Priority Highest
        1..4 | ForEach-Object { Wait-Gate "$($first.Gate).$_" }
        $second = Start-GatedSweep -Count 1 -Priority Lowest
        Wait-Gate "$($second.Gate).1"
        ($first, $second).ForEach({ (Get-HpcJob -Id $_.Id).AllocatedCores }) | Should -Be 3, 1
        @(Get-HpcTask -JobId $first.Id -State Queued).Where({ $_.SubTaskId }) | Should -HaveCount 1
    }

    It 'waits for tasks to end with Graceful' {
        Set-HpcClusterProperty -SchedulingMode Balanced -PreemptionBalancedMode Graceful
        $first = Start-GatedSweep -Count 5
        1..4 | ForEach-Object { Wait-Gate "$($first.Gate).$_" }
        $second = Start-GatedSweep -Count 1
        (Get-HpcJob -Id $second.Id).State | Should -Be 'Queued'
        Open-Gate "$($first.Gate).2"
        Wait-Gate "$($second.Gate).1"
        (Get-HpcJob -Id $first.Id).AllocatedCores | Should -Be 3
    }

    It 'says why a job does not start in FastBalanced mode' {
        Set-HpcClusterProperty -SchedulingMode FastBalanced
        $job = New-HpcJob -NumNodes 1 | Add-HpcTask -CommandLine true | Submit-HpcJob
        $waiting = Get-HpcJob -Id $job.Id
        $waiting.State, $waiting.PendingReason, $waiting.PendingMessage | Should -Be 'Queued', 'FastBalancedUnitType', 'In FastBalanced mode only jobs start that count in cores.'
        Set-HpcClusterProperty -SchedulingMode Queued
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }
}
