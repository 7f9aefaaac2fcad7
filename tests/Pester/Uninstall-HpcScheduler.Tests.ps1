BeforeDiscovery {
    $isRoot = [Environment]::UserName -eq 'root'
    if (-not $isRoot) { Write-Warning 'They need root.' }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/systemd.ps1
}

AfterAll { Remove-Item -Path $root -Recurse }

Describe 'Uninstall-HpcScheduler' -Skip:(-not $isRoot) {
    It 'removes the data on demand, but not from under tasks' {
        $said = Invoke-Machine @'
Install-HpcScheduler
$env:CCP_SCHEDULER = 'machine'
mkfifo /run/up /run/never
$job = New-HpcJob
$null = Add-HpcTask -Job $job -CommandLine 'echo up >/run/up; read go </run/never'
$null = Submit-HpcJob -Job $job
$null = cat /run/up
try { Uninstall-HpcScheduler -RemoveData -Confirm:$false } catch { $_.FullyQualifiedErrorId }
(Get-HpcJob -Id $job.Id).State
Stop-HpcJob -Id $job.Id -Force
$null = Wait-HpcJob -Id $job.Id
Uninstall-HpcScheduler -RemoveData -Confirm:$false
Test-Path /var/lib/hpcscheduler
'@
        $said | Should -Be 'HpcTasksRun,HpcScheduler.Cmdlets.UninstallHpcScheduler', 'Running', 'False'
    }

    It 'does nothing with -WhatIf' {
        Invoke-Machine "Set-Content /etc/systemd/system/hpcscheduler.service x; Uninstall-HpcScheduler -WhatIf; Test-Path /etc/systemd/system/hpcscheduler.service, /run/asked" |
            Select-Object -Last 2 | Should -Be 'True', 'False'
    }

    It 'says what stands in the way: <Name>' -ForEach @(
        @{ Name = 'no systemd'; Script = 'Uninstall-HpcScheduler -Confirm:$false'; Booted = 'true'; Id = 'HpcServiceManagerMissing' }
        @{ Name = 'nothing is installed'; Script = 'Uninstall-HpcScheduler -Confirm:$false'; Id = 'HpcServiceNotFound' }
        @{ Name = 'a service of somebody else'; Script = "Set-Content /etc/systemd/system/hpcscheduler.service '[Unit]'; Uninstall-HpcScheduler -Confirm:`$false"; Id = 'HpcServiceForeign' }
    ) {
        $booted = if ($_.ContainsKey('Booted')) { $_.Booted } else { 'mkdir -p /run/systemd/system' }
        Invoke-Machine "try { $Script } catch { `$_.FullyQualifiedErrorId }" $booted | Should -Be "$Id,HpcScheduler.Cmdlets.UninstallHpcScheduler"
    }

    It 'is for root alone' {
        setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent pwsh -NoProfile -NonInteractive -Command "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'; try { Uninstall-HpcScheduler -Confirm:`$false } catch { `$_.FullyQualifiedErrorId }" 2>&1 |
            Select-Object -Last 1 | Should -Be 'HpcMachineNotUsable,HpcScheduler.Cmdlets.UninstallHpcScheduler'
    }
}
