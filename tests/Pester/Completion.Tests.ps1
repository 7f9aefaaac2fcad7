# What TAB offers.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    function Get-Offer([string] $Line) { @((TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches) }

    $new = New-HpcJob -Name 'new one' -Project accounts
    $null = Add-HpcTask -Job $new -CommandLine true -Name first
    $failed = Complete-TestJob false
    $finished = Complete-TestJob
    # Where PowerShell would offer files.
    Push-Location (New-Item -Path (Get-NewPath) -ItemType Directory)
    Set-Content -Path trap.txt -Value ''
}

AfterAll {
    Pop-Location
    Remove-TestScheduler
}

Describe 'TAB' {
    It 'offers for <Cmdlet> the jobs that it can be about' -ForEach @(
        @{ Cmdlet = 'Stop-HpcJob'; Jobs = { $new.Id } }
        @{ Cmdlet = 'Submit-HpcJob'; Jobs = { $new.Id, $failed.Id } }
        @{ Cmdlet = 'Restart-HpcJob'; Jobs = { $failed.Id } }
        @{ Cmdlet = 'Remove-HpcJob'; Jobs = { $new.Id, $failed.Id, $finished.Id } }
        @{ Cmdlet = 'Get-HpcJob'; Jobs = { $new.Id, $failed.Id, $finished.Id } }
    ) { (Get-Offer "$Cmdlet -Id ").CompletionText | Should -Be @(& $Jobs | ForEach-Object { "$_" }) }

    It 'shows with the number of a job its name and state' { (Get-Offer 'Stop-HpcJob -Id ')[0].ListItemText | Should -Be "$($new.Id) new one (Configuring)" }

    It 'offers what there is for <Line>' -ForEach @(
        @{ Line = 'Get-HpcJob -Owner '; Offer = { [Environment]::UserName } }
        @{ Line = 'Get-HpcJob -Project '; Offer = { 'accounts' } }
        @{ Line = 'New-HpcJob -Project acc'; Offer = { 'accounts' } }
        @{ Line = 'Add-HpcTask -JobId 1 -Depend '; Offer = { 'first' } }
        @{ Line = 'New-HpcJob -RunTime I'; Offer = { 'Infinite' } }
        @{ Line = 'Add-HpcTask -JobId 1 -NumCores 1-'; Offer = { '1-4' } }
    ) { (Get-Offer $Line).CompletionText.Trim("'") | Should -Be (& $Offer) }

    It 'leaves the word as it is and offers no file for <_>' -ForEach @(
        'Get-HpcJob -Owner tr', 'Get-HpcJob -Project tr', 'New-HpcJob -Project tr', 'Add-HpcTask -JobId 1 -Depend tr', 'Add-HpcTask -Depend tr'
        'New-HpcJob -NumCores tr', 'Add-HpcTask -NumNodes tr', 'New-HpcJob -RunTime tr', 'Add-HpcTask -RunTime tr', 'Remove-HpcJobCredential tr'
    ) { (Get-Offer $_).CompletionText | Should -Be 'tr' }

    It 'answers the first time in a session' {
        Invoke-Elsewhere { (TabExpansion2 -inputScript 'Get-HpcJob -Id ' -cursorColumn 15).CompletionMatches.CompletionText } | Should -Be @("$($new.Id)", "$($failed.Id)", "$($finished.Id)")
    }
}
