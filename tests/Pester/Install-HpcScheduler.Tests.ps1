BeforeDiscovery {
    $isRoot = [Environment]::UserName -eq 'root'
    if (-not $isRoot) { Write-Warning 'They need root.' }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/systemd.ps1
}

AfterAll { Remove-Item -Path $root -Recurse }

Describe 'Install-HpcScheduler' -Skip:(-not $isRoot) {
    It 'makes a service that serves everybody, and Uninstall-HpcScheduler removes it' {
        $said = Invoke-Machine @'
Install-HpcScheduler -SubscribedCores 3 -PassThru | ForEach-Object { "$($_.Path) $($_.State) $($_.Cores)" }
$job = New-HpcJob -Scheduler machine
$null = Add-HpcTask -Job $job -CommandLine 'id -un' -Scheduler machine
$null = Submit-HpcJob -Job $job -Scheduler machine
(Wait-HpcJob -Id $job.Id -Scheduler machine).State
Test-HpcScheduler machine | Where-Object Result -EQ Failed | ForEach-Object { "$($_.Name) $($_.Result) $($_.Message)" }
Get-Content -Path /etc/systemd/system/hpcscheduler.service -TotalCount 1
systemd-analyze verify /etc/systemd/system/hpcscheduler.service 2>&1 | Where-Object { $_ -match 'hpcscheduler' }
Install-HpcScheduler
(Get-HpcJob -Id $job.Id -State All -Scheduler machine).State
Uninstall-HpcScheduler -Confirm:$false
Test-Path /etc/systemd/system/hpcscheduler.service
Test-Path /var/lib/hpcscheduler/scheduler.db
(Get-HpcScheduler machine).State
Get-Content -Path /run/asked | Where-Object { $_ -notlike 'is-active*' }
'@
        $said | Should -Be @(
            '/var/lib/hpcscheduler Running 3'
            'Finished'
            '# Made by Install-HpcScheduler; Uninstall-HpcScheduler removes it.'
            'Finished'
            'False'
            'True'
            'Stopped'
            'daemon-reload', 'enable hpcscheduler.service', 'restart hpcscheduler.service'
            'daemon-reload', 'enable hpcscheduler.service', 'restart hpcscheduler.service'
            'disable --now hpcscheduler.service', 'daemon-reload'
        )
    }

    It 'does nothing with -WhatIf' {
        Invoke-Machine "Install-HpcScheduler -WhatIf; Test-Path /run/asked" | Select-Object -Last 1 | Should -Be 'False'
    }

    It 'says what stands in the way: <Name>' -ForEach @(
        @{ Name = 'no systemd'; Script = 'Install-HpcScheduler'; Booted = 'true'; Id = 'HpcServiceManagerMissing,HpcScheduler.Cmdlets.InstallHpcScheduler' }
        @{ Name = 'a service of somebody else'; Script = "Set-Content /etc/systemd/system/hpcscheduler.service '[Unit]'; Install-HpcScheduler"; Id = 'HpcServiceForeign,HpcScheduler.Cmdlets.InstallHpcScheduler' }
        @{ Name = 'one that runs already'; Script = 'Start-HpcScheduler -Machine; Install-HpcScheduler'; Id = 'HpcSchedulerRuns,HpcScheduler.Cmdlets.InstallHpcScheduler' }
        @{ Name = 'a program that others may change'; Script = 'Copy-Item -Path "$((Get-Module -Name HpcScheduler).ModuleBase)/bin/host" -Destination /run/host -Recurse; chmod -R go-w /run/host; chmod o+w /run/host/HpcScheduler.Host.dll; $env:HPCSCHEDULER_HOST = "/run/host/HpcScheduler.Host"; Install-HpcScheduler'; Id = 'HpcProgramNotSafe,HpcScheduler.Cmdlets.InstallHpcScheduler' }
        @{ Name = 'a systemctl that fails'; Script = "Set-Content -Path /run/fails -Value '#!/bin/sh', 'echo broken >&2; exit 4'; chmod 755 /run/fails; mount --bind /run/fails (Get-Command systemctl).Source; Install-HpcScheduler"; Id = 'HpcServiceFailed,HpcScheduler.Cmdlets.InstallHpcScheduler' }
    ) {
        $booted = if ($_.ContainsKey('Booted')) { $_.Booted } else { 'mkdir -p /run/systemd/system' }
        Invoke-Machine "try { $Script } catch { `$_.FullyQualifiedErrorId }" $booted | Should -Be $Id
    }

    It 'is for root alone' {
        setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent pwsh -NoProfile -NonInteractive -Command "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; try { Install-HpcScheduler } catch { `$_.FullyQualifiedErrorId }" 2>&1 |
            Select-Object -Last 1 | Should -Be 'HpcMachineNotUsable,HpcScheduler.Cmdlets.InstallHpcScheduler'
    }
}
