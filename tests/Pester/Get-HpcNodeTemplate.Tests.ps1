BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcNodeTemplate' {
    It 'lists the one template with the nodes that were made from it' {
        $template = Get-HpcNodeTemplate
        $template | Should -BeOfType 'HpcScheduler.HpcNodeTemplate'
        $template.Name, $template.NodeRole, $template.Scheduler | Should -Be 'Default', 'ComputeNode', $scheduler.Path
        $template.Nodes | Should -Be (Get-HpcNode).Name
        "$template" | Should -BeExactly 'Default'
    }

    It 'finds it by <_>' -ForEach 'default', 'D*', 'x*,Default' { (Get-HpcNodeTemplate -Name $_).Name | Should -Be 'Default' }

    It 'finds nothing by a pattern that fits none' { Get-HpcNodeTemplate x* | Should -BeNullOrEmpty }

    It 'refuses a name that there is not' { $null = Assert-Problem { Get-HpcNodeTemplate nix } 'HpcNodeTemplateNotFound' ObjectNotFound nix }
}
