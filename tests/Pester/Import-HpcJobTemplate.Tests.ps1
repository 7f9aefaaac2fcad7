BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    function Get-File([string] $Text) {
        $file = Get-NewPath
        Set-Content -Path $file -Value $Text -NoNewline
        $file
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Import-HpcJobTemplate' {
    It 'makes a template, whose name is the one given, and returns it' {
        $file = Get-File @'
<?xml version="1.0" encoding="utf-8"?>
<JobTemplate xmlns="http://schemas.microsoft.com/HPCS2008R2/scheduler/" Name="in the file" Description="größer &lt;&amp;&gt;" CreateTime="2020-01-01T00:00:00Z">
  <TemplateItem PropertyName="Priority" Default="BelowNormal" MinVal="0" MaxVal="2000" />
  <TemplateItem PropertyName="RequestedNodes" ValueRange="n1, n2" RequiredValues="n1" />
  <TemplateItem PropertyName="FailOnTaskFailure" Default="true" ReadOnly="true" />
  <EnvironmentVariables><Variable><Name>STAGE</Name><Value>night</Value></Variable></EnvironmentVariables>
</JobTemplate>
'@
        $template = Import-HpcJobTemplate -Name 'Night run' -Path $file
        $template | Should -BeOfType 'HpcScheduler.HpcJobTemplate'
        $template.Name, $template.Description | Should -Be 'Night run', 'größer <&>'
        $template.CreateTime.Year | Should -BeGreaterThan 2020
        "$($template.Items -join ' | ')" | Should -Be `
            'Priority: default BelowNormal; at least 0; at most 2000 | RequestedNodes: one of n1, n2; with n1 | FailOnTaskFailure: default true; read-only'
        $template.JobEnv | Should -Be 'STAGE=night'
        (Get-HpcJobTemplateAcl -Template $template).Access | Should -Be 'Administrators: Edit, SubmitJob, Delete, ChangePermissions', 'Everyone: SubmitJob'
    }

    It 'gives jobs what it says' {
        $template = Import-HpcJobTemplate -Name Values -Path (Get-File @'
<JobTemplate>
  <TemplateItem PropertyName="Priority" Default="Highest" />
  <TemplateItem PropertyName="FailOnTaskFailure" Default="True" ReadOnly="True" />
  <EnvironmentVariables><Variable><Name>STAGE</Name><Value>night</Value></Variable><Variable><Name>B</Name><Value>1</Value></Variable></EnvironmentVariables>
</JobTemplate>
'@)
        $job = New-HpcJob -TemplateName Values -FailOnTaskFailure $false -JobEnv 'B=2'
        $job.Priority, $job.FailOnTaskFailure | Should -Be 'Highest', $true
        $job.JobEnv | Should -Be 'STAGE=night', 'B=2'
        $null = $job | Add-HpcTask -CommandLine 'echo $STAGE $B'
        $null = Submit-HpcJob -Id $job.Id
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        (Get-HpcTask -JobId $job.Id).Output.Trim() | Should -Be 'night 2'
    }

    It 'gives jobs tasks that prepare and release their nodes' {
        $items = '<JobTemplate><TemplateItem PropertyName="NodePrepareTask" Default="echo prepared $CCP_JOBNAME"/><TemplateItem PropertyName="NodeReleaseTask" Default="echo released"{0}/></JobTemplate>'
        "$((Import-HpcJobTemplate -Name Around -Path (Get-File ($items -f ''))).Items -join ' | ')" | Should -Be `
            'NodePrepareTask: default echo prepared $CCP_JOBNAME | NodeReleaseTask: default echo released'
        $job = New-HpcJob -TemplateName Around -Name it
        $null = $job | Add-HpcTask -CommandLine 'echo work; false'
        $null = Submit-HpcJob -Id $job.Id
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        (Get-HpcTask -JobId $job.Id).ForEach({ "$($_.TaskId).$($_.SubTaskId) $($_.Type) $($_.Output.Trim())".Trim() }) | Should -Be `
            '1.0 Basic work', '2.0 NodePrep', '2.1 NodePrep prepared it', '3.0 NodeRelease', '3.1 NodeRelease released'

        $null = Submit-HpcJob -Id $job.Id
        $null = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        "$((Get-HpcTask -JobId $job.Id).Where({ -not $_.SubTaskId }).TaskId)" | Should -Be '1 2 3'

        $null = Import-HpcJobTemplate -Name Around -Path (Get-File ($items -f ' ReadOnly="true"')) -Force
        $own = New-HpcJob -TemplateName Around
        $null = $own | Add-HpcTask -CommandLine 'true'
        $null = $own | Add-HpcTask -Type NodeRelease -CommandLine 'echo own'
        { Submit-HpcJob -Id $own.Id } | Should -Throw -ErrorId 'HpcTemplateValueInvalid,*'
    }

    It 'replaces what a template says with -Force, and keeps its name, create time and rights' {
        $before = Import-HpcJobTemplate -Name Again -Path (Get-File '<JobTemplate Description="one"><TemplateItem PropertyName="Project" Default="a"/></JobTemplate>')
        $acl = Get-HpcJobTemplateAcl Again
        $acl.Sddl = 'D:(A;;LC;;;ann)'
        $acl | Set-HpcJobTemplateAcl Again
        $after = Import-HpcJobTemplate -Name AGAIN -Path (Get-File '<JobTemplate Description="two"/>') -Force
        $after.Name, $after.Description, $after.CreateTime, $after.Items.Count | Should -BeExactly 'Again', 'two', $before.CreateTime, 0
        (Get-HpcJobTemplateAcl Again).Sddl | Should -Be 'D:(A;;LC;;;ann)'
        @(Get-HpcJobTemplate -Name again) | Should -HaveCount 1
    }

    It 'does not replace a template where nobody can be asked' {
        $null = Import-HpcJobTemplate -Name Kept -Path (Get-File '<JobTemplate Description="one"/>')
        $said = Invoke-Elsewhere { param($file) try { Import-HpcJobTemplate -Name kept -Path $file } catch { $_.FullyQualifiedErrorId } } `
            (Get-File '<JobTemplate Description="two"/>')
        $said | Should -Be 'HpcTemplateExists,HpcScheduler.Cmdlets.ImportHpcJobTemplate'
        (Get-HpcJobTemplate Kept).Description | Should -Be 'one'
    }

    It 'changes Default for all jobs that name no template, and back' {
        $null = Import-HpcJobTemplate -Name Default -Path (Get-File '<JobTemplate><TemplateItem PropertyName="Project" Default="all"/></JobTemplate>') -Force
        try { (New-HpcJob).Project | Should -Be 'all' }
        finally { $null = Import-HpcJobTemplate -Name Default -Path (Get-File '<JobTemplate/>') -Force }
        (New-HpcJob).Project | Should -Be ''
    }

    It 'makes templates that outlive the host' {
        $null = Import-HpcJobTemplate -Name Durable -Path (Get-File '<JobTemplate Description="still"><TemplateItem PropertyName="Project" Default="a"/></JobTemplate>')
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        $template = Get-HpcJobTemplate Durable
        $template.Description, "$($template.Items)" | Should -Be 'still', 'Project: default a'
    }

    It 'refuses a file that <What>' -ForEach @(
        @{ What = 'is no XML'; Text = 'JobTemplate' }
        @{ What = 'is empty'; Text = '' }
        @{ What = 'is cut'; Text = '<JobTemplate><TemplateItem' }
        @{ What = 'is a job file'; Text = '<Job/>' }
        @{ What = 'has a document type'; Text = '<!DOCTYPE JobTemplate><JobTemplate/>' }
        @{ What = 'has entities'; Text = '<!DOCTYPE JobTemplate [<!ENTITY a "&b;&b;"><!ENTITY b "x">]><JobTemplate Description="&a;"/>' }
        @{ What = 'reads another file'; Text = '<!DOCTYPE JobTemplate [<!ENTITY a SYSTEM "file:///etc/hostname">]><JobTemplate><TemplateItem PropertyName="Project" Default="&a;"/></JobTemplate>' }
        @{ What = 'has an item without a property'; Text = '<JobTemplate><TemplateItem Default="1"/></JobTemplate>' }
        @{ What = 'has two items for a property'; Text = '<JobTemplate><TemplateItem PropertyName="Project"/><TemplateItem PropertyName="project"/></JobTemplate>' }
    ) {
        $file = Get-File $Text
        $null = Assert-Problem { Import-HpcJobTemplate -Name Bad -Path $file } 'HpcInvalidXml' InvalidData $file
        (Get-HpcJobTemplate).Name | Should -Not -Contain 'Bad'
    }

    It 'refuses an item that <What>, and changes nothing' -ForEach @(
        @{ What = 'is for no property of jobs'; Item = 'PropertyName="Colour"'; Id = 'HpcInvalidTemplateItem'; Text = "*'Bad'*Colour*RuntimeSeconds*" }
        @{ What = 'has a minimum that is no number'; Item = 'PropertyName="MaxCores" MinVal="few"'; Id = 'HpcInvalidTemplateItemValue'; Text = "MinVal of the item MaxCores of job template 'Bad' is 'few'*" }
        @{ What = 'has a minimum above its maximum'; Item = 'PropertyName="MaxCores" MinVal="3" MaxVal="2"'; Id = 'HpcTemplateItemMinGreaterThanMax'; Text = '*3*2*' }
        @{ What = 'has a default outside its range'; Item = 'PropertyName="Project" Default="c" ValueRange="a,b"'; Id = 'HpcInvalidTemplateItemDefault'; Text = "*'c'*a, b*" }
        @{ What = 'has a default without what it requires'; Item = 'PropertyName="RequestedNodes" Default="c" RequiredValues="a"'; Id = 'HpcTemplateItemDefaultLacksRequired'; Text = "*'c'*'a'*" }
        @{ What = 'is read-only and says nothing'; Item = 'PropertyName="Project" ReadOnly="true"'; Id = 'HpcTemplateItemDefaultMissing'; Text = '*Project*' }
    ) {
        $file = Get-File "<JobTemplate><TemplateItem $Item/></JobTemplate>"
        $problem = Assert-Problem { Import-HpcJobTemplate -Name Bad -Path $file } $Id InvalidArgument
        $problem.Exception.Message | Should -BeLike $Text
        (Get-HpcJobTemplate).Name | Should -Not -Contain 'Bad'
    }

    It 'refuses a file that is not there' {
        $file = Get-NewPath
        $null = Assert-Problem { Import-HpcJobTemplate -Name Bad -Path $file } 'HpcFileNotReadable' OpenError $file
    }

    It 'refuses a name that is <What>' -ForEach @(
        @{ What = 'too long'; Name = 'x' * 51; Id = 'HpcValueTooLong'; Category = 'LimitsExceeded' }
        @{ What = 'a space'; Name = ' '; Id = 'HpcInvalidTemplateName'; Category = 'InvalidArgument' }
    ) {
        $file = Get-File '<JobTemplate/>'
        $null = Assert-Problem { Import-HpcJobTemplate -Name $Name -Path $file } $Id $Category $Name
    }

    It 'imports nothing with -WhatIf' {
        Import-HpcJobTemplate -Name Never -Path (Get-File '<JobTemplate/>') -WhatIf | Should -BeNullOrEmpty
        (Get-HpcJobTemplate).Name | Should -Not -Contain 'Never'
    }
}
