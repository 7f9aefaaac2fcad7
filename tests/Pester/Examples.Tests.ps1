# Every example of a help page is a script that PowerShell can read, and names only cmdlets and parameters that there are.

BeforeDiscovery {
    . $PSScriptRoot/common.ps1
    $examples = foreach ($page in Get-ChildItem -Path "$PSScriptRoot/../../docs/cmdlets/*.md") {
        $text = Get-Content -Path $page.FullName -Raw
        $number = 0
        foreach ($match in [regex]::Matches($text, '(?s)### Example \d+: (?<title>[^\n]*)\n.*?```powershell\n(?<code>.*?)\n```')) {
            $number++
            @{ Page = $page.BaseName; Number = $number; Title = $match.Groups['title'].Value; Code = $match.Groups['code'].Value }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # What of a script cannot be: words that PowerShell does not read, and parameters that a cmdlet of ours does not have or not together.
    function Get-Fault([string] $Code) {
        $errors = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors.ForEach({ $_.Message })
        foreach ($command in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $command.GetCommandName()
            if ($name -notmatch '-(Hpc|PSSnapin)') { continue }
            if (-not (Get-Command -Name $name -ErrorAction Ignore)) { "There is no $name."; continue }
            # What is splatted, or comes through the pipeline, is known when it runs.
            $binding = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($command, $true)
            foreach ($fault in $binding.BindingExceptions.Values) {
                if ($command.CommandElements.Where({ $_ -is [System.Management.Automation.Language.VariableExpressionAst] -and $_.Splatted })) { continue }
                if ($fault.BindingException.ErrorId -in 'NamedParameterNotFound', 'AmbiguousParameter', 'ParameterAlreadyBound', 'PositionalParameterNotFound') { "$name`: $($fault.BindingException.Message)" }
            }
        }
    }
}

Describe 'Example <Number> of <Page>, <Title>' -ForEach $examples {
    It 'can be run as it is written' { Get-Fault $Code | Should -BeNullOrEmpty }
}

Describe 'What looks for faults' {
    It 'finds a parameter that there is not' { Get-Fault 'Submit-HpcJob -TemplateName Scratch -CommandLine x' | Should -Not -BeNullOrEmpty }
    It 'finds a cmdlet that there is not' { Get-Fault 'Get-HpcNothing' | Should -Not -BeNullOrEmpty }
    It 'finds what PowerShell cannot read' { Get-Fault 'Get-HpcJob |' | Should -Not -BeNullOrEmpty }
    It 'finds nothing in what can be run' { Get-Fault 'New-HpcJob -Name x | Add-HpcTask -CommandLine true | Submit-HpcJob' | Should -BeNullOrEmpty }
}
