BeforeAll {
    . $PSScriptRoot/common.ps1
    $folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
    $env:CCP_SCHEDULER = "$folder/s"

    # In a PowerShell with a home of its own: what repositories there are is kept in the home, or in the current folder where the home has no such folders.
    function Invoke-AtHome([string] $Script) {
        $output = env -C $folder -u XDG_DATA_HOME HOME=$folder CCP_SCHEDULER=$env:CCP_SCHEDULER FOLDER=$folder PACKAGE=$env:HPCSCHEDULER_MODULE pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script" 2>&1
        if ($LASTEXITCODE) { throw "The other PowerShell ended with $LASTEXITCODE`: $output" }
        $output
    }

    $null = New-Item -ItemType Directory -Path "$folder/repository", "$folder/saved", "$folder/.config", "$folder/.local/share"
    Invoke-AtHome @'
        Register-PSResourceRepository -Name local -Uri $env:FOLDER/repository -Trusted
        Publish-PSResource -Path $env:PACKAGE -Repository local
        Save-PSResource -Name HpcScheduler -Repository local -Path $env:FOLDER/saved -TrustRepository
        Install-PSResource -Name HpcScheduler -Repository local -TrustRepository
'@
    $saved = (Resolve-Path -Path "$folder/saved/HpcScheduler/*").Path
    $installed = (Resolve-Path -Path "$folder/.local/share/powershell/Modules/HpcScheduler/*").Path
}

AfterAll {
    chmod -R u+w $folder
    Remove-TestScheduler
}

Describe 'The package from a repository' {
    It 'has lost its rights to execute, which is what the following is about' {
        foreach ($module in $saved, $installed) { (Get-Item -Path "$module/bin/host/HpcScheduler.Host").UnixMode | Should -Not -Match 'x' }
    }

    It 'runs a job: <What>' -ForEach @(
        @{ What = 'installed'; Module = 'HpcScheduler' }
        @{ What = 'saved'; Module = '$env:FOLDER/saved/HpcScheduler' }
        @{ What = 'saved, in a folder that may only be read'; Module = '$env:FOLDER/saved/HpcScheduler'; ReadOnly = $true }
    ) {
        if ($_['ReadOnly']) { chmod -R a-w "$folder/saved" }
        $said = Invoke-AtHome @"
            Import-Module $Module
            (Get-Module -Name HpcScheduler).ModuleBase
            Start-HpcScheduler -Path `$env:CCP_SCHEDULER -SubscribedCores 2
            New-HpcJob -Name $([guid]::NewGuid().ToString('N')) | Add-HpcTask -CommandLine 'echo done' | Out-Null
            `$job = (Get-HpcJob -State All)[-1] | Submit-HpcJob | Wait-HpcJob -Timeout $endLimit
            "`$(`$job.State) `$((Get-HpcTask -JobId `$job.Id).Output)"
            (Test-HpcScheduler | Where-Object Result -EQ Failed).Message
            Stop-HpcScheduler -Path `$env:CCP_SCHEDULER -Confirm:`$false
"@
        $said[0] | Should -Be ($_.What -eq 'installed' ? $installed : $saved)
        ($said | Select-Object -Skip 1).Trim().Where({ $_ }) | Should -Be 'Finished done'
    }

    It 'says what is missing where there is no .NET, at the first command' {
        $said = Invoke-AtHome @"
            Import-Module `$env:PACKAGE
            `$env:DOTNET_ROOT_X64 = `$env:DOTNET_ROOT = (New-Item -ItemType Directory -Path "`$env:FOLDER/none").FullName
            try { Start-HpcScheduler -Path `$env:CCP_SCHEDULER } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }
"@
        $said[0] | Should -BeLike 'HpcRuntimeMissing,*'
        $said[1] | Should -BeLike '*the ASP.NET Core runtime is missing*Install the ASP.NET Core runtime of .NET 10*'
    }
}
