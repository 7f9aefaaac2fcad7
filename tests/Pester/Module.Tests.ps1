BeforeDiscovery {
    . $PSScriptRoot/common.ps1
    $cmdlets = @(Get-Command -Module HpcScheduler -CommandType Cmdlet | ForEach-Object { @{ Name = $_.Name; Command = $_ } })
    $changing = $cmdlets.Where({ $_.Command.Verb -in 'Stop', 'Set', 'Remove' })
    $canMakeHelp = [bool](Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable)
    if (-not $canMakeHelp) { Write-Warning 'What the help is made of needs the module Microsoft.PowerShell.PlatyPS, which NuGet does not have.' }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $root = (Resolve-Path -Path "$PSScriptRoot/../..").Path
    $package = (Resolve-Path -Path $env:HPCSCHEDULER_MODULE).Path
    $manifest = Test-ModuleManifest -Path "$package/HpcScheduler.psd1"
    $written = Import-PowerShellDataFile -Path "$package/HpcScheduler.psd1"
    $ours = 'HpcScheduler.Client.dll', 'HpcScheduler.Contracts.dll', 'HpcScheduler.dll'

    function Get-LoadedFromPackage {
        [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.Location -like "$package/*" }).ForEach({ Split-Path -Path $_.Location -Leaf }) | Sort-Object
    }
}

Describe 'The package' {
    It 'holds the shipping set and nothing else' {
        Get-ChildItem -Path $package -Force | Sort-Object -Property Name -Culture '' | ForEach-Object Name |
            Should -Be 'bin', 'bom.json', 'CHANGELOG.md', 'en-US', 'HpcScheduler.psd1', 'LICENSE', 'README.md', 'views'
        Get-ChildItem -Path "$package/bin" -File | Sort-Object -Property Name -Culture '' | ForEach-Object Name | Should -Be $ours
        "$package/bin/host/HpcScheduler.Host" | Should -Exist
    }

    It 'lists every file below bin, by its hash, and every package that a file comes from' {
        $bom = Get-Content -Path "$package/bom.json" -Raw | ConvertFrom-Json
        $bom.bomFormat, $bom.specVersion, $bom.metadata.component.version | Should -Be 'CycloneDX', '1.6', $manifest.Version.ToString()
        $files = Get-ChildItem -Path "$package/bin" -File -Recurse |
            ForEach-Object { '{0} {1}' -f [IO.Path]::GetRelativePath($package, $_.FullName), (Get-FileHash -Path $_.FullName -Algorithm SHA256).Hash }
        $bom.components.Where({ $_.type -eq 'file' }).ForEach({ "$($_.name) $($_.hashes[0].content)" }) | Sort-Object | Should -Be ($files | Sort-Object)
        $target = (Get-Content -Path "$package/bin/host/HpcScheduler.Host.deps.json" -Raw | ConvertFrom-Json -AsHashtable).targets['.NETCoreApp,Version=v10.0/linux-x64']
        $packages = $target.Keys.Where({ $_ -notlike 'HpcScheduler.*' -and ($target[$_].ContainsKey('runtime') -or $target[$_].ContainsKey('native')) }).ForEach({ "pkg:nuget/$($_.Replace('/', '@'))" })
        $packages | Should -Not -BeNullOrEmpty
        $bom.components.Where({ $_.type -eq 'library' }).purl | Sort-Object | Should -Be ($packages | Sort-Object)
        $bom.dependencies[0].dependsOn | Sort-Object | Should -Be ($packages | Sort-Object)
    }

    It 'looks for no build, as a clone does' {
        $written.Keys | Should -Not -Contain 'ScriptsToProcess'
        "$package/views/built.ps1" | Should -Not -Exist
    }

    It 'has its topics of help' {
        foreach ($file in Get-ChildItem -Path "$package/en-US/about_*.help.txt") {
            $name = $file.Name -replace '\.help\.txt$'
            Get-Content -Path $file.FullName -TotalCount 2 | ForEach-Object Trim | Should -Be 'TOPIC', $name
            (Get-Help -Name $name | Out-String).Length | Should -BeGreaterThan 500 -Because $name
        }
        (Get-ChildItem -Path "$package/en-US/about_*.help.txt").Count | Should -BeGreaterOrEqual 5
    }

    It 'has the version of the build' {
        $build = [xml](Get-Content -Path "$root/Directory.Build.props" -Raw)
        $manifest.Version | Should -Be $build.SelectSingleNode('//Version').InnerText
    }

    It 'names its cmdlets and aliases one by one: a wildcard makes PowerShell load the module to find a command' {
        foreach ($list in 'CmdletsToExport', 'AliasesToExport', 'FunctionsToExport') {
            $written.Keys | Should -Contain $list
            $written[$list] -join ' ' | Should -Not -Match '\*'
        }
    }

    It 'exports the cmdlets that its assembly has, and nothing else' {
        $assembly = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.Location -eq "$package/bin/HpcScheduler.dll" })[0]
        $there = $assembly.GetExportedTypes().ForEach({
                $attribute = [Attribute]::GetCustomAttribute($_, [System.Management.Automation.CmdletAttribute])
                if ($attribute) { "$($attribute.VerbName)-$($attribute.NounName)" }
            }) | Sort-Object
        $there | Should -Not -BeNullOrEmpty
        $written.CmdletsToExport | Sort-Object | Should -Be $there
        @(Get-Command -Module HpcScheduler -CommandType Cmdlet).Name | Sort-Object | Should -Be $there
        Get-Command -Module HpcScheduler -CommandType Function | Should -BeNullOrEmpty
    }

    It 'ships every format and type file that it names' {
        foreach ($file in @($written.FormatsToProcess) + @($written.TypesToProcess)) { "$package/$file" | Should -Exist }
    }

    It 'loads its own three assemblies into PowerShell and no other, also after a call' {
        # The client is loaded by the first call, and a call must not need more than these.
        Get-LoadedFromPackage | Should -BeIn $ours
        $folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
        try { $null = Get-HpcScheduler -Path "$folder/s" } finally { Remove-Item -Path $folder -Recurse }
        Get-LoadedFromPackage | Should -Be ($ours | Sort-Object)
        $known = $package, $PSHOME, [Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory(), (Get-Module -Name Pester).ModuleBase
        [AppDomain]::CurrentDomain.GetAssemblies().Location.Where({
                $location = $_
                $location -and -not $known.Where({ $location.StartsWith($_) })
            }) | Should -BeNullOrEmpty
    }

    It 'has the help that its pages give' -Skip:(-not $canMakeHelp) {
        $folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
        try {
            & "$root/docs/help.ps1" -OutputFolder $folder
            (Get-FileHash -Path "$folder/HpcScheduler.dll-Help.xml").Hash |
                Should -Be (Get-FileHash -Path "$package/en-US/HpcScheduler.dll-Help.xml").Hash -Because 'after a change of docs/cmdlets: ./build.ps1 -Task Docs'
        }
        finally { Remove-Item -Path $folder -Recurse }
    }
}

Describe 'A clone that is not built' {
    It 'says that it must be, and nothing else' {
        $clone = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
        try {
            Copy-Item -Path "$root/HpcScheduler.psd1", "$root/views", "$root/en-US" -Destination $clone -Recurse
            $said = @(pwsh -NoProfile -NonInteractive -Command "`$PSStyle.OutputRendering = 'PlainText'; Import-Module $clone/HpcScheduler.psd1" 2>&1)
            $said | Should -HaveCount 1
            $said[0] | Should -BeLike '*Build first: ./build.ps1*'
        }
        finally { Remove-Item -Path $clone -Recurse }
    }
}

Describe '<Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help -Name $Name -Full
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    }

    It 'has an approved verb and a noun of ours' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
        # The snap-in by which scripts for HPC Pack load their cmdlets bears PowerShell's name.
        $Command.Noun | Should -Match '^(Hpc[A-Z]|PSSnapin$)'
    }

    It 'says what it returns' { $Command.OutputType | Should -Not -BeNullOrEmpty }

    It 'takes a scheduler, where it has one' {
        if ($Command.Noun -eq 'PSSnapin' -or $Command.Verb -in 'Install', 'Uninstall') { return }
        $Command.Parameters.Keys | Should -Contain 'Scheduler'
    }

    It 'has a synopsis, a description and an example' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match "^\s*$Name|\{\{"
        $help.Description.Text -join ' ' | Should -Match '\w'
        $help.Description.Text -join ' ' | Should -Not -Match '\{\{'
        @($help.Examples.Example).Count | Should -BeGreaterThan 0
        foreach ($example in $help.Examples.Example) { $example.Code | Should -Match $Name }
    }

    It 'has a description of every parameter' {
        foreach ($parameter in $Command.Parameters.Keys.Where({ $_ -notin $common })) {
            $page = $help.Parameters.Parameter.Where({ $_.Name -eq $parameter })
            # Help that PowerShell makes up for want of ours has no descriptions at all.
            $text = if ($page -and $page[0].PSObject.Properties['Description']) { $page[0].Description.Text -join ' ' } else { '' }
            $text | Should -Match '\w' -Because "-$parameter is described"
            $text | Should -Not -Match '\{\{' -Because "-$parameter is described"
        }
    }

    It 'offers no page on the web: there is none' { $help | Out-String | Should -Not -Match '-Online' }

    It 'has a page and a Pester file' {
        "$root/docs/cmdlets/$Name.md" | Should -Exist
        "$PSScriptRoot/$Name.Tests.ps1" | Should -Exist
    }
}

Describe '<Name>, which changes what is there' -ForEach $changing {
    It 'can be asked what it would do' {
        $Command.Parameters.Keys | Should -Contain 'WhatIf'
        $Command.Parameters.Keys | Should -Contain 'Confirm'
    }
}
