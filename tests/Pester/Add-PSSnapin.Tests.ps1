BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Add-PSSnapin' {
    It 'lets a script begin as it does for HPC Pack: <_>' -ForEach @(
        'Add-PSSnapin Microsoft.HPC'
        'Add-PsSnapin -Name microsoft.hpc'
        'if (-not (Get-PSSnapin Microsoft.HPC -ErrorAction SilentlyContinue)) { Add-PSSnapin Microsoft.HPC }'
        'if ((Get-PSSnapin | Where-Object { $_.Name -eq "Microsoft.HPC" }) -eq $null) { Add-PSSnapin Microsoft.HPC }'
    ) {
        Get-Problem ([scriptblock]::Create($_)) | Should -BeNullOrEmpty
        & ([scriptblock]::Create($_)) | Should -BeNullOrEmpty
    }

    It 'is found without an import where the module is on the path' {
        $path = "$(Split-Path $env:HPCSCHEDULER_MODULE)$([IO.Path]::PathSeparator)$env:PSModulePath"
        pwsh -NoProfile -NonInteractive -Command "`$env:PSModulePath = '$path'; Add-PSSnapin Microsoft.HPC; (Get-Command Submit-HpcJob).Source" |
            Should -BeExactly 'HpcScheduler'
    }

    It 'returns the snap-in where that is asked for' { (Add-PSSnapin Microsoft.HPC -PassThru).Name | Should -BeExactly 'Microsoft.HPC' }

    It 'refuses every other snap-in' { Assert-Problem { Add-PSSnapin Other.Snapin } 'HpcSnapinNotFound' 'ObjectNotFound' 'Other.Snapin' }
}
