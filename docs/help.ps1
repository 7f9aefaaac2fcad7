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

# A date would change every page at each update, empty lines grow in number, and PlatyPS has words of its own for two parameters.
function Repair-Page([string] $text) {
    $text = $text -replace '\r\n', "`n" -replace '(?m)^ms\.date: .*\n', '' -replace '[ \t]+(?=\n)', '' -replace '\n{3,}', "`n`n"
    $text = $text -replace '\s+\[<CommonParameters>\]', '' -replace '(?s)This cmdlet has the following aliases,.*?\}\}', 'This cmdlet has no aliases.'
    $words = @{
        'Prompts you for confirmation before running the cmdlet.' = 'Asks before it does anything.'
        'Runs the command in a mode that only reports what would happen without performing the actions.' = 'Shows what would be done, and does nothing.'
    }
    foreach ($theirs in $words.Keys) { $text = $text.Replace("$($words[$theirs])`n$theirs", $words[$theirs]).Replace($theirs, $words[$theirs]) }
    $text
}

function Update-Page {
    # PlatyPS asks for properties that are not there.
    Set-StrictMode -Off
    # PlatyPS adds what Get-Help knows to what a page says, so the module is imported without its help.
    $module = New-Item -ItemType Directory -Path "$scratch/HpcScheduler/bin" -Force | Split-Path
    Copy-Item -Path "$PSScriptRoot/../HpcScheduler.psd1", "$PSScriptRoot/../views" -Destination $module -Recurse
    Copy-Item -Path "$PSScriptRoot/../bin/*.dll" -Destination "$module/bin"
    Import-Module -Name "$module/HpcScheduler.psd1"
    $pages = @(Get-Page)
    if ($pages) { $null = Update-MarkdownCommandHelp -Path $pages.FullName -NoBackup }
    $missing = @(Get-Command -Module HpcScheduler -CommandType Cmdlet | Where-Object Name -NotIn $pages.ForEach({ $_.BaseName }))
    if ($missing) {
        $null = New-MarkdownCommandHelp -CommandInfo $missing -OutputFolder "$scratch/pages" -Locale en-US
        $null = New-Item -ItemType Directory -Path $pageFolder -Force
        Get-ChildItem -Path "$scratch/pages" -Recurse -Filter *.md | Move-Item -Destination $pageFolder
    }
    foreach ($page in Get-Page) { [IO.File]::WriteAllText($page.FullName, (Repair-Page ([IO.File]::ReadAllText($page.FullName)))) }
}

# A link from page to page leads nowhere in Get-Help, and wherever there is one it offers a page on the web that there is not: the names go to the notes.
function Repair-Link([Xml.XmlElement] $links) {
    $names = @($links.SelectNodes('*[local-name()="navigationLink"]/*[local-name()="linkText"]').InnerText).Where({ $_ })
    $alert = $links.ParentNode.SelectSingleNode('*[local-name()="alertSet"]/*[local-name()="alert"]')
    if ($names -and -not $alert) {
        $space = $links.NamespaceURI
        $set = $links.ParentNode.InsertBefore($links.OwnerDocument.CreateElement('maml', 'alertSet', $space), $links)
        $alert = $set.AppendChild($links.OwnerDocument.CreateElement('maml', 'alert', $space))
    }
    if ($names) {
        $paragraph = $alert.AppendChild($links.OwnerDocument.CreateElement('maml', 'para', $links.NamespaceURI))
        $paragraph.InnerText = "See also: $($names -join ', ')."
    }
    $null = $links.ParentNode.RemoveChild($links)
}

# PlatyPS leaves the code of an example fenced in its introduction, marks empty lines with a control character, and adds empty links.
function Repair-Help([xml] $help) {
    foreach ($node in @($help.SelectNodes('//*[local-name()="para"][.="' + [char]0x80 + '"]'))) { $null = $node.ParentNode.RemoveChild($node) }
    foreach ($links in @($help.SelectNodes('//*[local-name()="relatedLinks"]'))) { Repair-Link $links }
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
