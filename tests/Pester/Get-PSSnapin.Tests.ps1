BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-PSSnapin' {
    It 'returns the one that there is: <_>' -ForEach 'Get-PSSnapin', 'Get-PSSnapin microsoft.hpc', 'Get-PSSnapin *hpc*', 'Get-PSSnapin -Registered' {
        (& ([scriptblock]::Create($_))).Name | Should -BeExactly 'Microsoft.HPC'
    }

    It 'returns nothing where no name matches a pattern' { Get-PSSnapin Other.* | Should -BeNullOrEmpty }

    It 'writes an error about a name that is not there' { Assert-Problem { Get-PSSnapin Other } 'HpcSnapinNotFound' 'ObjectNotFound' 'Other' }
}
