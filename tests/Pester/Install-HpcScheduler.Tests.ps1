# What is installed is installed into mount namespaces of their own, in which root alone can be: nothing of the machine is changed. A systemd is
# not needed: 'systemctl' is a script there that starts what the unit says, as systemd would.
BeforeDiscovery { $isRoot = [Environment]::UserName -eq 'root' }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $root = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
    $null = New-Item -ItemType Directory -Path "$root/bin"
    Set-Content -Path "$root/bin/systemctl" -Value @'
#!/bin/sh
# Of systemctl what the product asks of it. The unit's program is started without a terminal, and its word that it is ready is waited for.
unit=/etc/systemd/system/hpcscheduler.service
echo "$*" >>/run/asked
running() { pid=$(cat /run/pid 2>/dev/null) && kill -0 "$pid" 2>/dev/null; }
stop() { if running; then kill "$pid"; while [ -e "/proc/$pid/exe" ]; do read -r line </run/gone; done; fi; }
case $1 in
is-active) running ;;
daemon-reload | enable) ;;
disable) stop ;;
restart)
    stop
    command=$(sed -n 's/^ExecStart=//p' $unit)
    export $(sed -n 's/^Environment="\(.*\)"$/\1/p' $unit)
    mkfifo /run/ready 2>/dev/null
    rm -f /run/gone; mkfifo /run/gone
    (
        eval "exec 4>/run/ready; $command 2>/run/errors >&4 4>&- & "'echo $! >/run/pid; exec 4>&-; wait $!; echo gone >/run/gone'
    ) </dev/null >/dev/null 2>&1 &
    read -r said </run/ready
    case $said in *Ready*) ;; *) echo "it said $said" >&2; exit 1 ;; esac
    ;;
esac
'@
    chmod 755 "$root/bin/systemctl"

    # Runs a script as root on a machine that systemd has started, and returns what it writes.
    function Invoke-Machine([string] $Script, [string] $Booted = 'mkdir -p /run/systemd/system') {
        Set-Content -Path "$root/script.ps1" -Value "Import-Module '$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1'`n`$PSStyle.OutputRendering = 'PlainText'`n$Script"
        $prepare = "mount -t tmpfs none /run && $Booted && mkdir -p /etc/systemd/system && mount -t tmpfs none /etc/systemd/system && mount -t tmpfs none /var/lib"
        unshare --mount --pid --fork --mount-proc --kill-child sh -c "$prepare && PATH=$root/bin:`$PATH exec pwsh -NoProfile -NonInteractive -File $root/script.ps1" 2>&1
    }
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
        Invoke-Machine "Install-HpcScheduler -WhatIf; Uninstall-HpcScheduler -WhatIf; Test-Path /run/asked" | Select-Object -Last 1 | Should -Be 'False'
    }

    It 'says what stands in the way: <Name>' -ForEach @(
        @{ Name = 'no systemd'; Script = 'Install-HpcScheduler'; Booted = 'true'; Id = 'HpcServiceManagerMissing,HpcScheduler.Cmdlets.InstallHpcScheduler' }
        @{ Name = 'nothing is installed'; Script = 'Uninstall-HpcScheduler -Confirm:$false'; Id = 'HpcServiceNotFound,HpcScheduler.Cmdlets.UninstallHpcScheduler' }
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
