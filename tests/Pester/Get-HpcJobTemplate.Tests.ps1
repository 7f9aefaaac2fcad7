BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $file = Get-NewPath
    Set-Content -Path $file -Value '<JobTemplate Description="for the night"><TemplateItem PropertyName="RuntimeSeconds" Default="60" MaxVal="600"/></JobTemplate>'
    $made = Get-Date
    $null = Import-HpcJobTemplate -Name Night -Path $file
    Copy-HpcJobTemplate -Name Night -NewName Nightly
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcJobTemplate' {
    It 'lists all, in the order of their names' {
        $templates = @(Get-HpcJobTemplate)
        foreach ($template in $templates) { $template | Should -BeOfType 'HpcScheduler.HpcJobTemplate' }
        $templates.Name | Should -BeExactly 'Default', 'Night', 'Nightly'
        "$($templates[1])" | Should -Be 'Night'
    }

    It 'tells what a template says, and when' {
        $template = Get-HpcJobTemplate Night
        $template.Description, $template.Items.Count, $template.JobEnv.Count | Should -Be 'for the night', 1, 0
        $item = $template.Items[0]
        $item.PropertyName, $item.Default, $item.MaxVal, $item.MinVal, $item.ReadOnly | Should -Be 'RuntimeSeconds', '60', '600', $null, $false
        ($template.CreateTime - $made).Duration() | Should -BeLessThan ([timespan]::FromMinutes(1))
        $template.CreateTime.Kind | Should -Be 'Local'
    }

    It 'has the template Default, which says nothing' {
        $template = Get-HpcJobTemplate -Name default
        $template.Name | Should -BeExactly 'Default'
        $template.Items | Should -HaveCount 0
    }

    It 'finds by names without regard to case, and by wildcards' {
        (Get-HpcJobTemplate NIGHT, default).Name | Should -BeExactly 'Night', 'Default'
        (Get-HpcJobTemplate -Name 'n*').Name | Should -BeExactly 'Night', 'Nightly'
        @(Get-HpcJobTemplate -Name 'x*') | Should -HaveCount 0
    }

    It 'says of each name that there is none, and lists the others' {
        $found = @(Get-HpcJobTemplate -Name none, Night -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.Name | Should -Be 'Night'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'HpcTemplateNotFound,HpcScheduler.Cmdlets.GetHpcJobTemplate'
        $problems[0].CategoryInfo.Category, $problems[0].TargetObject | Should -Be 'ObjectNotFound', 'none'
    }

    It 'shows a table that fits <_> columns' -ForEach 80, 120 {
        $view = @(Get-View (Get-HpcJobTemplate) $_)
        $view.ForEach({ $_.Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        $view[0] -split ' +' -ne '' | Should -Be 'Name', 'Description', 'Created', 'Changed'
        $view | Should -HaveCount 5
    }

    It 'shows the items in a list' {
        (Get-View (Get-HpcJobTemplate Night) 120 List) -match 'Items *: RuntimeSeconds: default 60; at most 600' | Should -HaveCount 1
    }

    It 'suggests the names of templates: <_>' -ForEach 'Get-HpcJobTemplate -Name ni', 'New-HpcJob -TemplateName Ni', 'Remove-HpcJobTemplate ni' {
        (TabExpansion2 -inputScript $_ -cursorColumn $_.Length).CompletionMatches.CompletionText | Should -Be 'Night', 'Nightly'
    }
}

Describe 'A job with a template' {
    It 'has what its template says where its user says nothing' {
        $job = New-HpcJob -TemplateName NIGHT
        $job.Template, $job.RunTime | Should -BeExactly 'Night', ([timespan]::FromMinutes(1))
        (New-HpcJob -TemplateName Night -RunTime 5).RunTime | Should -Be ([timespan]::FromMinutes(5))
        (Set-HpcJob -Id $job.Id -TemplateName Default).RunTime | Should -BeNullOrEmpty
        (Get-HpcJob -State All -TemplateName night).Id | Should -Not -Contain $job.Id
    }

    It 'runs with its template in its environment' {
        $job = New-HpcJob -TemplateName night | Add-HpcTask -CommandLine 'echo $CCP_JOBTEMPLATE $CCP_RUNTIME' | Submit-HpcJob
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
        (Get-HpcTask -JobId $job.Id).Output.Trim() | Should -BeExactly 'Night 60'
    }

    It 'is refused with a value that its template does not allow, and stays as it was' {
        $job = New-HpcJob -TemplateName Night -RunTime 11 | Add-HpcTask -CommandLine true
        $problem = Assert-Problem { Submit-HpcJob -Id $job.Id } 'HpcTemplateValueTooLarge' InvalidArgument $job.Id
        $problem.Exception.Message | Should -BeLike "RuntimeSeconds is 660, above the maximum of job template 'Night', which is 600.*"
        $problem.Exception.HResult | Should -Be -2147220879
        (Get-HpcJob -Id $job.Id).State | Should -Be 'Configuring'
        $null = Set-HpcJob -Id $job.Id -RunTime 10
        $null = Submit-HpcJob -Id $job.Id
        (Wait-HpcJob -Id $job.Id -Timeout $endLimit).State | Should -Be 'Finished'
    }

    It 'must name one that is there' {
        $null = Assert-Problem { New-HpcJob -TemplateName none } 'HpcTemplateNotFound' ObjectNotFound
        $job = New-HpcJob
        $problem = Assert-Problem { Set-HpcJob -Id $job.Id -TemplateName none } 'HpcTemplateNotFound' ObjectNotFound
        $problem.Exception.Message | Should -BeLike "There is no job template 'none'.*"
    }
}
