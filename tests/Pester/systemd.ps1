# Dot-sourced by the tests of what is installed: a machine that systemd has started, in mount namespaces of their own, in which root alone can be;
# nothing of the real machine is changed. A systemd is not needed: 'systemctl' is a script there that starts what the unit says, as systemd would.

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
