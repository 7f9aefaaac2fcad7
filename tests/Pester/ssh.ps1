# Dot-sourced after common.ps1 by files that need a far machine: an sshd of the test's own on loopback, with keys, configuration and known hosts in a
# temporary folder. Nothing of the user's or the machine's own ssh is read or changed.

# Why there can be no far machine; empty where there can.
function Get-SshLack {
    foreach ($name in 'ssh', 'ssh-keygen', '/usr/sbin/sshd') {
        if (-not (Get-Command -Name $name -CommandType Application -ErrorAction Ignore)) { return "$name is not on this machine" }
    }
    if (Test-RunFolder) { return }
    unshare --mount true 2>/dev/null
    if ($LASTEXITCODE) { 'the folder /run/sshd is not there, which sshd wants, and this user may not make one of its own' }
}

# Root's sshd wants an empty folder that a service makes. Where there is none it gets one that nobody else sees.
function Test-RunFolder { (id -u) -ne '0' -or (Test-Path -Path /run/sshd) }

# Starts it, with a data folder of its own in which the packaged module is. ssh knows it as far; as bare it has no HpcScheduler; as stranger it lets nobody
# in, as unknown its key is not known, as closed nobody listens.
function Start-FarMachine {
    $folder = [IO.Directory]::CreateTempSubdirectory('hpc-far-').FullName
    foreach ($key in 'host', 'user', 'stranger') { ssh-keygen -q -t ed25519 -N '' -f "$folder/$key" }
    Copy-Item -Path "$folder/user.pub" -Destination "$folder/authorized_keys"
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $user = id -un
    $null = New-Item -ItemType Directory -Path "$folder/data/powershell/Modules"
    $null = New-Item -ItemType SymbolicLink -Path "$folder/data/powershell/Modules/HpcScheduler" -Target (Convert-Path -Path $env:HPCSCHEDULER_MODULE)
    Set-Content -Path "$folder/sshd_config" -Value @"
ListenAddress 127.0.0.1
Port $port
HostKey $folder/host
AuthorizedKeysFile $folder/authorized_keys
PidFile $folder/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AllowTcpForwarding no
AllowStreamLocalForwarding no
SetEnv XDG_DATA_HOME=$folder/data
AcceptEnv HPCSCHEDULER_HOST
"@
    $hostKey = (Get-Content -Path "$folder/host.pub").Split(' ')[0..1] -join ' '
    Set-Content -Path "$folder/known_hosts" -Value "[127.0.0.1]:$port $hostKey"
    Set-Content -Path "$folder/other_hosts" -Value ''
    Set-Content -Path "$folder/ssh_config" -Value @"
Host stranger
    IdentityFile $folder/stranger
Host unknown
    UserKnownHostsFile $folder/other_hosts
Host closed
    Port 1
Host bare
    SetEnv HPCSCHEDULER_HOST=/nowhere
Host far bare stranger unknown closed
    HostName 127.0.0.1
    Port $port
    User $user
    UserKnownHostsFile $folder/known_hosts
Host far bare unknown closed
    IdentityFile $folder/user
Host *
    GlobalKnownHostsFile none
    IdentitiesOnly yes
    IdentityAgent none
"@
    Set-Content -Path "$folder/ssh" -Value "#!/bin/sh`nexec ssh -F $folder/ssh_config `"`$@`""
    chmod 700 "$folder/ssh"
    $command = '/usr/sbin/sshd', '-D', '-f', "$folder/sshd_config", '-E', "$folder/sshd.log"
    Set-Content -Path "$folder/own-run" -Value 'mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec "$@"'
    if (-not (Test-RunFolder)) { $command = @('unshare', '--mount', '/bin/sh', "$folder/own-run") + $command }
    $process = Start-Process -FilePath $command[0] -ArgumentList ($command | Select-Object -Skip 1) -PassThru
    Wait-Listener $port
    $env:HPCSCHEDULER_SSH = "$folder/ssh"
    [pscustomobject]@{ Folder = $folder; Port = $port; Process = $process }
}

# A server is heard when a connection is accepted; there is no file or signal that says so.
function Wait-Listener([int] $Port) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while ($watch.Elapsed.TotalSeconds -lt $endLimit) {
        $client = [Net.Sockets.TcpClient]::new()
        try {
            $client.Connect([Net.IPAddress]::Loopback, $Port)
            return
        }
        catch [Net.Sockets.SocketException] { $global:Error.RemoveAt(0) }
        finally { $client.Dispose() }
    }
    throw "Nobody listens on port $Port after $endLimit seconds."
}

# Stops its schedulers and itself, and throws if a process was left.
function Stop-FarMachine($Machine) {
    Get-ChildItem -Path "$($Machine.Folder)/data/hpcscheduler" -Directory -ErrorAction Ignore | ForEach-Object { Stop-HpcScheduler -Path $_.FullName -Force -Confirm:$false }
    $Machine.Process | Stop-Process
    $Machine.Process.WaitForExit($endLimit * 1000) | Should -BeTrue
    $env:HPCSCHEDULER_SSH = $null
    # This PowerShell keeps its ssh for the next request.
    $kept, $others = @(Get-FolderProcess -Folder $Machine.Folder).Where({ $_.ProcessName -eq 'ssh' }, 'Split')
    $kept | Stop-Process
    $left = @(@($kept) + @($others) | Where-Object { -not $_.WaitForExit($endLimit * 1000) })
    $left | Stop-Process -Force
    Remove-Item -Path $Machine.Folder -Recurse -Force
    if ($left) { throw "Left behind by the far machine in $($Machine.Folder): $($left.ForEach({ "$($_.Id) $($_.CommandLine)" }) -join '; ')" }
}
