# The README as a reader has it: its blocks, one after the other, in a new PowerShell and an empty home. What the build makes is there already.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # A folder like that of a clone that has been built.
    function New-Clone {
        $folder = "$reader/clone"
        $null = New-Item -ItemType Directory -Path "$folder/out"
        foreach ($item in Get-ChildItem -Path $env:HPCSCHEDULER_MODULE) {
            $null = New-Item -ItemType SymbolicLink -Path "$folder/$($item.Name)" -Target $item.FullName
        }
        $null = New-Item -ItemType SymbolicLink -Path "$folder/out/HpcScheduler" -Target (Convert-Path -Path $env:HPCSCHEDULER_MODULE)
        Set-Content -Path "$folder/build.ps1" -Value "'built'"
        $folder
    }

    # Runs a script as a reader does and returns what it writes, errors too.
    function Invoke-Reader([string] $Script) {
        Set-Content -Path "$reader/script.ps1" -Value "Set-Location '$clone'; `$PSStyle.OutputRendering = 'PlainText'`n$Script"
        env -C $clone -u CCP_SCHEDULER -u HPCSCHEDULER_MODULE "HOME=$reader" "XDG_DATA_HOME=$reader/.local/share" pwsh -NoProfile -NonInteractive -File "$reader/script.ps1" 2>&1
    }

    # The blocks under a heading, as one script.
    function Get-Block([string] $Heading) {
        $part = [regex]::Match($readme, "(?ms)^## $Heading`$(.*?)(?=^## |\z)").Groups[1].Value
        $blocks = [regex]::Matches($part, '(?ms)^```powershell$(.*?)^```$').ForEach({ $_.Groups[1].Value })
        $blocks | Should -Not -BeNullOrEmpty
        $blocks -join "`n"
    }

    $readme = Get-Content -Path "$PSScriptRoot/../../README.md" -Raw
    $reader = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
    $clone = New-Clone
}

AfterAll {
    $null = Invoke-Reader 'Import-Module ./HpcScheduler.psd1; Stop-HpcScheduler -Force -Confirm:$false'
    Remove-Item -Path $reader -Recurse -Force
}

Describe 'The README' {
    It 'shows a first job that runs as it is typed' {
        $said = @(Invoke-Reader (Get-Block 'A first job'))
        $said.Where({ $_ -is [Management.Automation.ErrorRecord] }) | Should -BeNullOrEmpty
        $text = $said -join "`n"
        $text | Should -Match '\b1 hashes +Finished .* 8/8'
        $text | Should -Match '(?m)^[0-9a-f]{64} '
        $text | Should -Match '\b2 greeting +Finished .* 1/1'
        $text | Should -Match '\b3 nap +Canceled .* 0/1'
        @($said -match '^ +\d+ (hashes|greeting|nap) +Finished' | Select-Object -Last 3) | Should -HaveCount 3
        ($said | Where-Object { $_ } | Select-Object -Last 1) | Should -Match '\b3 nap +Finished .* 1/1'
    }

    It 'shows how the package is installed' {
        $said = @(Invoke-Reader ((Get-Block 'Install') + "`nImport-Module HpcScheduler; (Get-Module HpcScheduler).ModuleBase"))
        $said.Where({ $_ -is [Management.Automation.ErrorRecord] }) | Should -BeNullOrEmpty
        $said[-1] | Should -BeLike "$reader/.local/share/powershell/Modules/HpcScheduler/*"
    }
}
