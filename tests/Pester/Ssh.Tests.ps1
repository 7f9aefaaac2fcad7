BeforeDiscovery {
    . $PSScriptRoot/ssh.ps1
    $lack = Get-SshLack
    if ($lack) { Write-Warning "The tests of ssh addresses are skipped: $lack." }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/ssh.ps1
    # Objects that come by ssh must not go to this one.
    $null = New-TestScheduler
    if (-not (Get-SshLack)) {
        $far = Start-FarMachine
        $logins = { @(Select-String -Path "$($far.Folder)/sshd.log" -Pattern 'Accepted publickey').Count }
    }

    # A program that is called as ssh is.
    function New-FakeSsh([string] $Script) {
        $path = Get-NewPath
        Set-Content -Path $path -Value "#!/bin/sh`n$Script"
        chmod 700 $path
        $path
    }

    # Runs a script with another ssh.
    function Use-Ssh([string] $Program, [scriptblock] $Script) {
        $before = $env:HPCSCHEDULER_SSH
        $env:HPCSCHEDULER_SSH = $Program
        try { & $Script } finally { $env:HPCSCHEDULER_SSH = $before }
    }
}

AfterAll {
    if (Get-Variable -Name far -ErrorAction Ignore) { Stop-FarMachine $far }
    Remove-TestScheduler
}

Describe 'A scheduler that is reached by ssh' -Skip:([bool]$lack) {
    It 'runs jobs, and what comes from it goes back to it' {
        $job = New-HpcJob -Scheduler ssh://far -Name there
        $job.Scheduler | Should -BeExactly 'ssh://far'
        (Add-HpcTask -Job $job -CommandLine 'echo one; echo two').Scheduler | Should -BeExactly 'ssh://far'
        Submit-HpcJob -Job $job | Wait-HpcJob -Timeout $endLimit | ForEach-Object State | Should -Be Finished
        Get-HpcTask -Job $job | Receive-HpcTask | Should -Be one, two
        $job.Refresh()
        $job.State, $job.Scheduler | Should -Be Finished, 'ssh://far'
        Get-HpcNode -Scheduler ssh://far | ForEach-Object Scheduler | Should -BeExactly 'ssh://far'
        Get-HpcJob -State All | Should -BeNullOrEmpty
    }

    It 'is named by CCP_SCHEDULER' {
        $before, $env:CCP_SCHEDULER = $env:CCP_SCHEDULER, 'ssh://far'
        try { (Get-HpcClusterOverview).ClusterName | Should -Be (Get-HpcClusterOverview -Scheduler ssh://far).ClusterName }
        finally { $env:CCP_SCHEDULER = $before }
    }

    It 'is asked many times with one login' {
        $null = Get-HpcJob -Scheduler ssh://far
        $before = & $logins
        1..20 | ForEach-Object { Get-HpcClusterProperty -Scheduler ssh://far } | Should -Not -BeNullOrEmpty
        & $logins | Should -Be $before
    }

    It 'sends long lists, and takes it that nobody reads them to the end' {
        1..300 | ForEach-Object { $null = New-HpcJob -Scheduler ssh://far -Name ('n' * 60) }
        $before = & $logins
        @(Get-HpcJob -Scheduler ssh://far -Name ('n' * 60) -State All).Count | Should -Be 300
        @(Get-HpcJob -Scheduler ssh://far -Name ('n' * 60) -State All | Select-Object -First 2).Count | Should -Be 2
        @(Get-HpcJob -Scheduler ssh://far -Name ('n' * 60) -State All).Count | Should -Be 300
        & $logins | Should -BeLessOrEqual ($before + 1)
    }

    It 'shows output as it comes, and goes on where it was on another connection when one breaks' {
        $gate = New-Gate
        $job = New-HpcJob -Scheduler ssh://far
        $null = Add-HpcTask -Job $job -CommandLine "echo before; $(Get-GateCommand $gate); echo after"
        $null = Submit-HpcJob -Job $job
        $lines = Receive-HpcTask -JobId $job.Id -TaskId 1 -Scheduler ssh://far -Wait | ForEach-Object {
            $_
            if ($_ -ne 'before') { return }
            $connections = @(Get-FolderProcess -Folder "$($far.Folder)/ssh_config").Where({ $_.ProcessName -eq 'ssh' })
            $connections | Should -Not -BeNullOrEmpty
            $connections | Stop-Process -Force
            Wait-Gate $gate
            Open-Gate $gate
        }
        $lines | Should -Be before, after
        (Wait-HpcJob -Job $job -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'has the name, the folder or the odd path that the address says' {
        (Start-HpcScheduler -Path ssh://far/night -PassThru).Socket | Should -Be "$($far.Folder)/data/hpcscheduler/night/host.sock"
        $folder = "$($far.Folder)/data/hpcscheduler/it's `$(odd)"
        $address = 'ssh://far/' + $folder.Replace(' ', '%20').Replace('$', '%24').Replace("'", '%27')
        (Start-HpcScheduler -Path $address -SubscribedCores 3 -PassThru).Cores | Should -Be 3
        (Get-HpcScheduler -Path $folder).Cores | Should -Be 3
    }

    It 'is started, checked and stopped' {
        $address = 'ssh://far/life'
        (Get-HpcScheduler -Path $address).State | Should -Be Stopped
        $null = Assert-Problem { Stop-HpcScheduler -Path "$address/" } 'HpcInvalidSchedulerName'
        $info = Start-HpcScheduler -Path $address -PassThru
        $info.State, $info.Path | Should -Be Running, $address
        (Test-HpcScheduler -Path $address | Where-Object Name -EQ Socket).Result | Should -Be Passed
        Test-HpcScheduler -Path $address -Quiet | Should -BeTrue
        $process = Get-Process -Id $info.ProcessId
        $info | Stop-HpcScheduler
        $process.WaitForExit($endLimit * 1000) | Should -BeTrue
        (Get-HpcScheduler -Path $address).State | Should -Be Stopped
        Stop-HpcScheduler -Path $address
        (New-HpcJob -Scheduler $address).Id | Should -Be 1
    }

    It 'is not copied from here' {
        $problem = Assert-Problem { Backup-HpcScheduler -Path ssh://far -Destination (Get-NewPath) } 'HpcNotOverSsh' InvalidOperation 'ssh://far'
        $problem.Exception.Message | Should -BeLike '*Run it there*'
    }

    It 'has no process left when PowerShell ends' {
        $ids = Invoke-Elsewhere {
            $null = Get-HpcJob -Scheduler ssh://far
            Get-ChildItem -Path "/proc/$PID/task/*/children" | Get-Content | ForEach-Object { -split $_ } | Where-Object { (Get-Process -Id $_).ProcessName -eq 'ssh' }
        }
        $ids | Should -Not -BeNullOrEmpty
        foreach ($id in $ids) {
            $process = Get-Process -Id $id -ErrorAction Ignore
            if ($process) { $process.WaitForExit($endLimit * 1000) | Should -BeTrue }
        }
    }
}

Describe 'An ssh that fails' -Skip:([bool]$lack) {
    It 'says why: <Address>' -ForEach @(
        @{ Address = 'ssh://stranger'; Id = 'HpcSshPermissionDenied'; Category = 'PermissionDenied'; Words = '*Permission denied (publickey)*' }
        @{ Address = 'ssh://unknown'; Id = 'HpcSshHostKeyRefused'; Category = 'PermissionDenied'; Words = '*Host key verification failed*' }
        @{ Address = 'ssh://closed'; Id = 'HpcSshFailed'; Category = 'ConnectionError'; Words = '*Connection refused*' }
        @{ Address = 'ssh://no.such.host.invalid'; Id = 'HpcSshFailed'; Category = 'ConnectionError'; Words = '*Could not resolve*' }
        @{ Address = 'ssh://bare'; Id = 'HpcFarSideMissing'; Category = 'ObjectNotFound'; Words = '*no HpcScheduler.Host at /nowhere for *' }
    ) {
        $problem = Assert-Problem { Get-HpcJob -Scheduler $Address } $Id $Category $Address
        $problem.Exception.Message | Should -BeLike $Words
        $null = Assert-Problem { Get-HpcScheduler -Path $Address } $Id $Category $Address
    }

    It 'hands on what the far side says' {
        New-Item -ItemType File -Path "$($far.Folder)/file" | Should -Exist
        $problem = Assert-Problem { Start-HpcScheduler -Path "ssh://far/$($far.Folder)/file/s" } 'HpcFolderNotUsable'
        $problem.Exception.Message | Should -BeLike "ssh://far/*file/s*"
        $null = Assert-Problem { Get-HpcJob -Scheduler ssh://far/nigth } 'HpcSchedulerNotFound' ObjectNotFound
    }

    It 'starts nothing for a socket with a name of its own' {
        New-Item -ItemType File -Path "$($far.Folder)/own.sock" | Should -Exist
        $problem = Assert-Problem { Get-HpcJob -Scheduler "ssh://far/$($far.Folder)/own.sock" } 'HpcSchedulerUnreachable' ConnectionError
        $problem.Exception.Message | Should -BeLike '*nobody listens on its socket*'
    }
}

Describe 'Another ssh' {
    It 'is not there' {
        $problem = Use-Ssh '/nowhere/ssh' { Assert-Problem { Get-HpcJob -Scheduler ssh://some } 'HpcSshMissing' ObjectNotFound '/nowhere/ssh' }
        $problem.Exception.Message | Should -BeLike '*HPCSCHEDULER_SSH*'
    }

    It 'is given nothing that it could take for an option or a shell for a command' {
        $file = Get-NewPath
        $fake = New-FakeSsh "for a do echo `"`$a`"; done >$file; exit 255"
        Use-Ssh $fake { $null = Assert-Problem { Get-HpcJob -Scheduler "ssh://user@host:2222//srv/a%27%3B%24%28x%29" } 'HpcSshFailed' }
        $arguments = Get-Content -Path $file
        $arguments[-7..-2] | Should -Be '-p', '2222', '-l', 'user', '--', 'host'
        $arguments[-1] | Should -BeLike "*' sh connect --scheduler /srv/a%27%3B%24%28x%29"
    }

    It 'talks before the far side does' {
        Use-Ssh (New-FakeSsh "printf 'Welcome\nHpcScheduler connect 2\n'; exit 3") {
            (Assert-Problem { Get-HpcJob -Scheduler ssh://a } 'HpcSshFailed').Exception.Message | Should -BeLike '*Welcome | HpcScheduler connect 2*'
        }
    }

    It 'breaks in the middle of a request' {
        $fake = New-FakeSsh 'printf "HpcScheduler connect 1\n"; head -c 11 >/dev/null; printf "\000\000\000\002{}"; head -c 100 >/dev/null; echo "client_loop: send disconnect: Broken pipe" >&2; exit 255'
        Use-Ssh $fake {
            $problem = Assert-Problem { New-HpcJob -Scheduler ssh://b } 'HpcSchedulerUnreachable' ConnectionError
            $problem.Exception.Message | Should -BeLike '*ssh connection broke: client_loop: send disconnect: Broken pipe; look whether the request was carried out*'
        }
    }

    It 'is ended by Ctrl+C' {
        $gate = New-Gate
        $fake = New-FakeSsh "echo `$`$ >$gate.go & echo up >$gate.up; exec sleep 1000"
        Use-Ssh $fake {
            $shell = [powershell]::Create()
            $null = $shell.AddScript('param($module) Import-Module $module; Get-HpcJob -Scheduler ssh://c').AddArgument("$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1")
            $running = $shell.BeginInvoke()
            Wait-Gate $gate
            $process = Get-Process -Id (timeout $endLimit cat "$gate.go")
            $shell.Stop()
            $process.WaitForExit($endLimit * 1000) | Should -BeTrue
            $running.IsCompleted | Should -BeTrue
            $shell.Dispose()
        }
    }

    It 'is not asked for <_>' -ForEach @(
        'ssh://', 'ssh://-oProxyCommand=x', 'ssh://-l@host', 'ssh://user:word@host', 'ssh://host:0', 'ssh://host:65536', 'ssh://host:x', 'ssh://a b',
        'ssh://host/a/b', 'ssh://host/-x', 'ssh://host/a;b', 'ssh://host/..', 'ssh://ho$(x)st', 'ssh://host//a%00', 'ssh://host//a%0Ab', 'ssh://us;er@host', 'SSH://host', 'ssh://host?x'
    ) {
        $address = $_
        Use-Ssh '/nowhere/ssh' { $null = Assert-Problem { Get-HpcJob -Scheduler $address } 'HpcInvalidSchedulerName' InvalidArgument $address }
    }
}
