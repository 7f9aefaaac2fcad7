<#
.SYNOPSIS
Makes what Get-Help reads from the pages in docs/cmdlets, or brings the pages up to date with the cmdlets.

.DESCRIPTION
The same pages give the same bytes; the result is committed, and a test makes it again and compares. Called by build.ps1 -Task Docs.

.PARAMETER OutputFolder
Where HpcScheduler.dll-Help.xml goes.

.PARAMETER UpdatePages
Instead of making the help, import the built module, make the pages that are missing and update the others.
#>
[CmdletBinding()]
param(
    [string] $OutputFolder = "$PSScriptRoot/../en-US",
    [switch] $UpdatePages
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not (Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable)) {
    throw 'The module Microsoft.PowerShell.PlatyPS is needed to make the help.'
}
Import-Module -Name Microsoft.PowerShell.PlatyPS

$helpFile = 'HpcScheduler.dll-Help.xml'
$pageFolder = "$PSScriptRoot/cmdlets"
$scratch = Join-Path ([IO.Path]::GetTempPath()) "hpc-help-$PID"

function Get-Page {
    Get-ChildItem -Path $pageFolder -Filter *-*.md -ErrorAction Ignore | Sort-Object -Property Name -Culture ''
}

function Update-Page {
    # PlatyPS asks for properties that are not there.
    Set-StrictMode -Off
    Import-Module -Name "$PSScriptRoot/../HpcScheduler.psd1"
    $pages = @(Get-Page)
    if ($pages) { $null = Update-MarkdownCommandHelp -Path $pages.FullName -NoBackup }
    $missing = @(Get-Command -Module HpcScheduler | Where-Object Name -NotIn $pages.ForEach({ $_.BaseName }))
    if ($missing) {
        $null = New-MarkdownCommandHelp -CommandInfo $missing -OutputFolder $scratch -Locale en-US
        $null = New-Item -ItemType Directory -Path $pageFolder -Force
        Get-ChildItem -Path $scratch -Recurse -Filter *.md | Move-Item -Destination $pageFolder
    }
    # A date would change every page at each update.
    foreach ($page in Get-Page) {
        $text = [IO.File]::ReadAllText($page.FullName) -replace '(?m)^ms\.date: .*\r?\n', '' -replace '\r\n', "`n" -replace '[ \t]+(?=\n)', ''
        [IO.File]::WriteAllText($page.FullName, $text)
    }
}

# PlatyPS leaves the code of an example fenced in its introduction, marks empty lines with a control character, and adds empty links.
function Repair-Help([xml] $help) {
    foreach ($node in @($help.SelectNodes('//*[local-name()="para"][.="' + [char]0x80 + '"]'))) { $null = $node.ParentNode.RemoveChild($node) }
    foreach ($node in @($help.SelectNodes('//*[local-name()="navigationLink"][not(string(*[local-name()="uri"]))]'))) { $null = $node.ParentNode.RemoveChild($node) }
    foreach ($example in $help.SelectNodes('//*[local-name()="example"]')) {
        $introduction, $code, $remarks = 'introduction', 'code', 'remarks' | ForEach-Object { $example.SelectSingleNode("*[local-name()='$_']") }
        foreach ($paragraph in @($introduction.ChildNodes)) {
            if (-not $code.InnerText -and $paragraph.InnerText -match '(?s)^```\w*\n(.*?)\n?```$') {
                $code.InnerText = $Matches[1]
                $null = $introduction.RemoveChild($paragraph)
            }
            elseif ($code.InnerText) { $null = $remarks.AppendChild($paragraph) }
        }
    }
}

function Export-Help {
    $pages = @(Get-Page)
    if (-not $pages) { throw "There is no page in $pageFolder; -UpdatePages makes them." }
    $null = $pages.FullName | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $scratch -Force
    $help = [xml][IO.File]::ReadAllText((Get-ChildItem -Path $scratch -Recurse -Filter $helpFile).FullName)
    Repair-Help $help
    $settings = [Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [Text.UTF8Encoding]::new($false) }
    $null = New-Item -ItemType Directory -Path $OutputFolder -Force
    $writer = [Xml.XmlWriter]::Create((Join-Path (Convert-Path $OutputFolder) $helpFile), $settings)
    try { $help.Save($writer); $writer.WriteWhitespace("`n") } finally { $writer.Dispose() }
}

try {
    if ($UpdatePages) { Update-Page } else { Export-Help }
}
finally {
    Remove-Item -Path $scratch -Recurse -Force -ErrorAction Ignore
}
