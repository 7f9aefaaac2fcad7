# What the objects are to PowerShell: made by a mock, compared, in strings, tables, CSV, HTML and JSON.

BeforeDiscovery {
    . $PSScriptRoot/common.ps1
    $assembly = [HpcScheduler.HpcJob].Assembly
    $types = @($assembly.GetExportedTypes().Where({ $_.IsClass -and -not $_.IsAbstract -and $_.IsSubclassOf([HpcScheduler.HpcObject]) }).ForEach({ @{ Name = $_.Name; Type = $_ } }))
    $lists = @(foreach ($type in $types) {
            foreach ($property in $type.Type.GetProperties().Where({ $_.CanWrite -and $_.PropertyType.IsGenericType -and $_.PropertyType.Name -eq 'HpcList`1' })) {
                @{ Name = $type.Name; Type = $type.Type; Property = $property.Name; Element = $property.PropertyType.GenericTypeArguments[0] }
            }
        })
    $enums = @($assembly.GetExportedTypes().Where({ $_.IsEnum -and $_.Name -ne 'SchedulerErrorCategory' }).ForEach({ @{ Name = $_.Name; Type = $_ } }))
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler

    # A property that is a text.
    function Get-TextName([type] $Type) { 'Name', 'PropertyName', 'NodeName' | Where-Object { $Type.GetProperty($_) } | Select-Object -First 1 }

    # Two values for a property, made from what people write.
    function Get-Value([type] $Type) {
        $inner = [Nullable]::GetUnderlyingType($Type) ?? $Type
        if ($inner -eq [string]) { 'a', 'b' }
        elseif ($inner -eq [guid]) { [guid]::new(1, 0, 0, [byte[]]::new(8)), [guid]::new(2, 0, 0, [byte[]]::new(8)) }
        elseif ($inner -eq [bool]) { $false, $true }
        elseif ($inner.IsEnum) { [enum]::GetNames($inner)[0, -1] }
        elseif ($inner -eq [datetime]) { [datetime] '2026-01-01', [datetime] '2026-01-02' }
        elseif ($inner -eq [timespan]) { [timespan]::FromMinutes(1), [timespan]::FromMinutes(2) }
        elseif ($inner.IsGenericType) {
            $first, $second = Get-Value $inner.GenericTypeArguments[0]
            @($first), @($first, $second)
        }
        elseif ($inner.IsClass) {
            $name = Get-TextName $inner
            @{ $name = 'a' }, @{ $name = 'b' } -as $inner.MakeArrayType()
        }
        else { 1, 2 }
    }
}

AfterAll { Remove-TestScheduler }

Describe 'A made object' {
    It 'has what it was given' {
        $job = [HpcScheduler.HpcJob] @{ Id = 5; State = 'Running'; ParentJobIds = 1, 2; CustomProperties = 'a=b' }
        $job.Id, $job.State | Should -Be 5, 'Running'
        $job.ParentJobIds | Should -Be 1, 2
        $job.CustomProperties | Should -Be (, 'a=b')
        $job.RequestedNodes.Count | Should -Be 0
    }

    It '<Name> takes one and several values for <Property>' -ForEach ($lists | Where-Object { -not $_.Element.IsClass -or $_.Element -eq [string] }) {
        $value = $Element.IsEnum ? [enum]::GetNames($Element)[0] : $Element -eq [string] ? 'x=y' : 7
        ($Type::new().GetType() | ForEach-Object { (@{ $Property = $value } -as $_).$Property }) | Should -Be $value
        $several = @{ $Property = @($value, $value) } -as $Type
        $several.$Property | Should -HaveCount 2
        "$($several.$Property.ToString())" | Should -Be "$value,$value"
        (@{ $Property = @() } -as $Type).$Property.Count | Should -Be 0
    }

    It '<Name> takes hash tables for <Property>' -ForEach ($lists | Where-Object { $_.Element.IsClass -and $_.Element -ne [string] }) {
        $name = Get-TextName $Element
        (@{ $Property = @{ $name = 'a' }, @{ $name = 'b' } } -as $Type).$Property.$name | Should -Be 'a', 'b'
    }

    It 'reads numbers with commas between as several' {
        ([HpcScheduler.HpcJob] @{ ParentJobIds = '1, 2' }).ParentJobIds | Should -Be 1, 2
        { [HpcScheduler.HpcJob] @{ ParentJobIds = 'x' } } | Should -Throw
    }

    It 'leaves a text that holds commas one value' { ([HpcScheduler.HpcJob] @{ JobEnv = 'A=1,2' }).JobEnv.Count | Should -Be 1 }

    It 'is what a mock returns' {
        Mock -CommandName Get-HpcJob -MockWith { [HpcScheduler.HpcJob] @{ Id = 5; State = 'Failed'; AllocatedNodes = 'n1', 'n2' } }
        $job = Get-HpcJob -Id 5
        $job.State, "$($job.AllocatedNodes)" | Should -Be 'Failed', 'n1 n2'
    }
}

Describe '<Name>' -ForEach $types {
    It 'is equal to another that says the same' {
        $one = @{} -as $Type
        $null -eq $one | Should -BeFalse
        $one | Should -Be (@{} -as $Type)
        Compare-Object -ReferenceObject $one -DifferenceObject (@{} -as $Type) | Should -BeNullOrEmpty
    }

    It 'differs where any property differs, and Compare-Object says so' {
        foreach ($property in $Type.GetProperties().Where({ $_.CanWrite })) {
            $first, $second = Get-Value $property.PropertyType
            $one = @{ $property.Name = $first } -as $Type
            $same = @{ $property.Name = $first } -as $Type
            $other = @{ $property.Name = $second } -as $Type
            $one -eq $same | Should -BeTrue -Because "$($property.Name) is the same"
            $one.GetHashCode() | Should -Be $same.GetHashCode()
            $one -eq $other | Should -BeFalse -Because "$($property.Name) differs"
            Compare-Object -ReferenceObject $one -DifferenceObject $same | Should -BeNullOrEmpty -Because "$($property.Name) is the same"
            Compare-Object -ReferenceObject $one -DifferenceObject $other | Should -HaveCount 2 -Because "$($property.Name) differs"
        }
    }

    It 'is a short text in a string, and none of its members' {
        $made = @{}
        foreach ($name in 'Name', 'PropertyName', 'Path', 'ClusterName', 'Metric', 'NodeName', 'Line', 'Message') { if ($Type.GetProperty($name)) { $made[$name] = 'the name' } }
        foreach ($name in 'Id', 'JobId') { if ($Type.GetProperty($name, [int])) { $made[$name] = 7 } }
        $text = "$($made -as $Type)"
        $text | Should -Not -Match '\{|HpcScheduler'
        if ($Type.Name -notin 'HpcJobTemplateSecurityDescriptor') { $text | Should -Match '^(the name|7)' }
    }
}

Describe 'Two readings' {
    It 'are equal where nothing changed, of <_>' -ForEach 'jobs', 'tasks', 'nodes', 'groups', 'templates', 'pools', 'members', 'history', 'metrics', 'properties' {
        $job = New-HpcJob -RequestedNodes (Get-HpcNode).Name -JobEnv A=1, B=2 -CustomProperties a=b | Add-HpcTask -CommandLine true -Env C=3 -RequiredNodes (Get-HpcNode).Name
        $ended = $_ -eq 'history' ? (Complete-TestJob) : $null
        $read = switch ($_) {
            'jobs' { { Get-HpcJob -Id $job.Id } }
            'tasks' { { Get-HpcTask -JobId $job.Id } }
            'nodes' { { Get-HpcNode } }
            'groups' { { Get-HpcGroup } }
            'templates' { { Get-HpcJobTemplate } }
            'pools' { { Get-HpcPool } }
            'members' { { Get-HpcMember } }
            'history' { { Get-HpcJobHistory -StartDate $ended.CreateTime.AddMinutes(-1) -EndDate $ended.CreateTime.AddMinutes(1) -JobId $ended.Id } }
            'metrics' { { Get-HpcMetric } }
            'properties' { { Get-HpcClusterProperty } }
        }
        $first = @(& $read)
        $second = @(& $read)
        $first | Should -Not -BeNullOrEmpty
        $second | Should -Be $first
        Compare-Object -ReferenceObject $first -DifferenceObject $second | Should -BeNullOrEmpty
    }

    It 'differ where something changed' {
        $job = New-HpcJob
        $before = Get-HpcJob -Id $job.Id
        $null = Set-HpcJob -Id $job.Id -NodeGroups ComputeNodes
        $after = Get-HpcJob -Id $job.Id
        $before | Should -Not -Be $after
        (Compare-Object -ReferenceObject $before -DifferenceObject $after).InputObject.NodeGroups | Should -Be 'ComputeNodes'
        Compare-Object -ReferenceObject $before -DifferenceObject $after -Property NodeGroups | Should -HaveCount 2
    }

    It 'are sorted by their numbers' {
        (10, 9, 100 | ForEach-Object { [HpcScheduler.HpcJob] @{ Id = $_ } } | Sort-Object).Id | Should -Be 9, 10, 100
        "$([HpcScheduler.HpcTask] @{ JobId = 1; TaskId = 10 }, [HpcScheduler.HpcTask] @{ JobId = 1; TaskId = 9 } | Sort-Object)" | Should -Be '1.9 1.10'
    }
}

Describe 'A list' {
    BeforeAll {
        $empty = New-HpcJob
        $full = [HpcScheduler.HpcJob] @{ Id = 1; RequestedNodes = 'n1', 'n2'; ParentJobIds = 3, 4 }
        $node = Get-HpcNode
    }

    It 'is text with commas to those who split it' {
        , $empty.RequestedNodes.Split(',') | Should -BeOfType [string[]]
        $empty.RequestedNodes.Split(',').Count | Should -Be 1
        $full.RequestedNodes.Split(',') | Should -Be 'n1', 'n2'
        $full.RequestedNodes.Split(',', [StringSplitOptions]::RemoveEmptyEntries) | Should -Be 'n1', 'n2'
        $full.ParentJobIds.Split(',') | Should -Be '3', '4'
        $node.Groups.Split([char[]] ',') | Should -Contain 'ComputeNodes'
        $full.RequestedNodes -split ',' | Should -Be 'n1', 'n2'
    }
    It 'is text with commas in -f' { '{0} and {1}' -f $full.RequestedNodes, $full.ParentJobIds | Should -Be 'n1,n2 and 3,4' }
    It 'is text with commas in CSV' {
        ($full | Select-Object -Property RequestedNodes, ParentJobIds, JobEnv | ConvertTo-Csv)[1] | Should -Be '"n1,n2","3,4",""'
        $node | Select-Object -Property NetBiosName, Groups | ConvertTo-Csv | Should -Not -Match 'System\.|HpcList'
        $empty, $full, $node | ForEach-Object { $_ | ConvertTo-Csv | Should -Not -Match 'System\.Collections|HpcList' }
    }
    It 'is text with commas in HTML' {
        "$($full | Select-Object -Property RequestedNodes | ConvertTo-Html -Fragment)" | Should -Match '<td>n1,n2</td>'
    }
    It 'is empty text where it is empty' {
        [string]::IsNullOrEmpty($empty.RequestedNodes) | Should -BeTrue
        [string]::IsNullOrEmpty($full.RequestedNodes) | Should -BeFalse
        "$($empty.RequestedNodes)" | Should -Be ''
        if ($empty.RequestedNodes) { throw 'An empty list is not true.' }
    }
    It 'is a list to the others' {
        $full.RequestedNodes.Count | Should -Be 2
        $full.RequestedNodes[1] | Should -Be 'n2'
        $full.RequestedNodes -contains 'n1' | Should -BeTrue
        $full.RequestedNodes.Contains('n1') | Should -BeTrue
        $full.RequestedNodes -join ';' | Should -Be 'n1;n2'
        @(foreach ($name in $full.RequestedNodes) { $name }) | Should -Be 'n1', 'n2'
        "$($full.RequestedNodes)" | Should -Be 'n1 n2'
        @($empty.RequestedNodes | ForEach-Object { 'never' }) | Should -BeNullOrEmpty
    }
    It 'is a list in JSON and comes back from it' {
        $json = $full | ConvertTo-Json | ConvertFrom-Json
        $json.RequestedNodes | Should -Be 'n1', 'n2'
        , $json.JobEnv | Should -BeOfType [object[]]
    }
    It 'is given on to a cmdlet as it is' {
        (New-HpcJob -RequestedNodes ([HpcScheduler.HpcNode] @{ Groups = $node.Name }).Groups).RequestedNodes | Should -Be $node.Name
    }
}

Describe 'JSON' {
    It 'has the states by name' {
        $json = Complete-TestJob | ConvertTo-Json | ConvertFrom-Json
        $json.State, $json.PreviousState, $json.UnitType, $json.JobType, $json.PendingReason | Should -Be 'Finished', 'Finishing', 'Core', 'Batch', 'None'
        (Get-HpcNode | ConvertTo-Json | ConvertFrom-Json).NodeState | Should -Be 'Online'
        (Get-HpcMetric)[0] | ConvertTo-Json | Should -Not -Match '"MetricTargets": \[\s*\d'
    }

    It 'has every value of <Name> by name' -ForEach $enums {
        foreach ($value in [enum]::GetValues($Type)) { ConvertTo-Json -InputObject @{ v = $value } -Compress | Should -Be "{`"v`":`"$value`"}" }
    }
}
