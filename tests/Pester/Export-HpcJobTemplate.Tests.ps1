BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $source = Get-NewPath
    Set-Content -Path $source -Value @'
<JobTemplate Description="größer &lt;&amp;&gt; &quot;é&quot;">
  <TemplateItem PropertyName="Priority" Default="BelowNormal+5" MinVal="0" MaxVal="Normal" />
  <TemplateItem PropertyName="Project" Default=" spaces " ReadOnly="true" />
  <TemplateItem PropertyName="RequestedNodes" ValueRange="n1,n2" RequiredValues="n1" />
  <TemplateItem PropertyName="NodePrepareTask" Default="mkdir &quot;/a b&quot; &amp;&amp; ls" ReadOnly="true" />
  <EnvironmentVariables><Variable><Name>A</Name><Value xml:space="preserve"> 1 </Value></Variable></EnvironmentVariables>
</JobTemplate>
'@
    $null = Import-HpcJobTemplate -Name Night -Path $source
}

AfterAll { Remove-TestScheduler }

Describe 'Export-HpcJobTemplate' {
    It 'writes what a template says, and returns nothing' {
        $file = Get-NewPath
        Export-HpcJobTemplate -Name night -Path $file | Should -BeNullOrEmpty
        $root = ([xml](Get-Content -Path $file -Raw)).DocumentElement
        $root.LocalName, $root.NamespaceURI, $root.Name | Should -Be 'JobTemplate', 'http://schemas.microsoft.com/HPCS2008R2/scheduler/', 'Night'
        $root.Description | Should -BeExactly 'größer <&> "é"'
        [datetime] $root.CreateTime | Should -BeGreaterThan ([datetime]::UtcNow.AddHours(-1))
        $root.TemplateItem.PropertyName | Should -Be 'Priority', 'Project', 'RequestedNodes', 'NodePrepareTask'
        $root.TemplateItem[0].Default, $root.TemplateItem[0].MinVal, $root.TemplateItem[0].MaxVal | Should -Be 'BelowNormal+5', '0', 'Normal'
        $root.TemplateItem[1].Default, $root.TemplateItem[1].ReadOnly | Should -BeExactly ' spaces ', 'true'
        $root.TemplateItem[2].ValueRange, $root.TemplateItem[2].RequiredValues | Should -Be 'n1,n2', 'n1'
        $root.TemplateItem[3].Default | Should -BeExactly 'mkdir "/a b" && ls'
    }

    It 'writes what Import-HpcJobTemplate reads as the same' {
        $first = Get-NewPath
        $second = Get-NewPath
        Get-HpcJobTemplate Night | Export-HpcJobTemplate -Path $first
        $copy = Import-HpcJobTemplate -Name Copy -Path $first
        $before = Get-HpcJobTemplate Night
        $copy.Description, "$($copy.Items)", "$($copy.JobEnv)" | Should -BeExactly $before.Description, "$($before.Items)", "$($before.JobEnv)"
        Export-HpcJobTemplate -Template $copy -Path $second
        $text = { ((Get-Content -Path $args[0] -Raw) -replace '(?<=<JobTemplate )[^>]*(?=Description)') -replace 'CreateTime="[^"]*"' }
        & $text $second | Should -BeExactly (& $text $first)
    }

    It 'writes what a template says now, not what it said when it was read' {
        Copy-HpcJobTemplate Night -NewName Changing
        $template = Get-HpcJobTemplate Changing
        $file = Get-NewPath
        Set-Content -Path $file -Value '<JobTemplate Description="now"/>'
        $null = Import-HpcJobTemplate -Name Changing -Path $file -Force
        Export-HpcJobTemplate -Template $template -Path $file -Force
        ([xml](Get-Content -Path $file -Raw)).DocumentElement.Description | Should -Be 'now'
    }

    It 'replaces a file with -Force, and not where nobody can be asked' {
        $file = Get-NewPath
        Set-Content -Path $file -Value 'old'
        $said = Invoke-Elsewhere { param($file) try { Export-HpcJobTemplate -Name Night -Path $file } catch { $_.FullyQualifiedErrorId } } $file
        $said | Should -Be 'HpcFileNotWritable,HpcScheduler.Cmdlets.ExportHpcJobTemplate'
        Get-Content -Path $file | Should -Be 'old'
        Export-HpcJobTemplate -Name Night -Path $file -Force
        ([xml](Get-Content -Path $file -Raw)).DocumentElement.Name | Should -Be 'Night'
    }

    It 'writes nothing for a template that is unknown' {
        $file = Get-NewPath
        $null = Assert-Problem { Export-HpcJobTemplate -Name none -Path $file } 'HpcTemplateNotFound' ObjectNotFound 'none'
        $file | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' {
        $file = Get-NewPath
        Export-HpcJobTemplate -Name Night -Path $file -WhatIf
        $file | Should -Not -Exist
    }
}
