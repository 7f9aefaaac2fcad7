# Job files as users have them: those of HPC Pack, those of ours, and those that are none.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $folder = (New-Item -ItemType Directory -Path (Get-NewPath)).FullName

    function New-File([string] $Text) {
        $file = Get-NewPath
        Set-Content -Path $file -Value $Text -NoNewline
        $file
    }

    # What a file says of a job, without who somebody is, when, and how far.
    function Get-Saying([string] $Path) {
        $own = 'Id', 'NiceId', 'ParentJobId', 'State', 'CreateTime', 'SubmitTime', 'StartTime', 'PendingReason', 'RequeueCount', 'AutoRequeueCount', 'Progress'
        $document = [xml](Get-Content -Path $Path -Raw)
        foreach ($element in $document.SelectNodes('//*')) { foreach ($name in $own) { $element.RemoveAttribute($name) } }
        $document.OuterXml
    }

    function Export-Anew($Job) {
        $file = Get-NewPath
        Export-HpcJob -Job $Job -Path $file
        $file
    }

    # What HPC Pack writes of a job that has run, with all the attributes that it writes.
    $written = @"
<?xml version="1.0" encoding="utf-8"?>
<Job Version="3.000" Id="4711" State="Finished" SubmitTime="2019-03-04T05:06:07Z" CreateTime="2019-03-04 05:06:00Z" StartTime="2019-03-04T05:06:08Z"
     Name="Nightly &amp; daily" Project="Reports" Owner="CONTOSO\ann" UserName="CONTOSO\ann" JobType="Batch" JobTemplate="Default" Priority="BelowNormal+10"
     UnitType="Core" AutoCalculateMin="false" AutoCalculateMax="FALSE" MinCores="1" MaxCores="4" RuntimeSeconds="7200" RunUntilCanceled="false" IsExclusive="0"
     SingleNode="1" NodeGroups="ComputeNodes" NodeGroupOp="Intersect" OrderBy="Cores,-Memory" MinMemory="1" MaxMemory="2147483647" MinCoresPerNode="1"
     MaxCoresPerNode="2147483647" SoftwareLicense="tool:2" FailOnTaskFailure="false" NotifyOnStart="false" NotifyOnCompletion="false" EmailAddress="ann@example.org"
     JobValidExitCodes="0,3" EstimatedProcessMemory="0" TaskExecutionFailureRetryLimit="1" RequeueCount="2" AutoRequeueCount="0" PendingReason="None"
     Progress="100" ProgressMessage="done" TargetResourceCount="0" FutureAttribute="x" xmlns="http://schemas.microsoft.com/HPCS2008R2/scheduler/">
  <ExtendedTerms>
    <Term><Name>CostCentre</Name><Value>4711</Value></Term>
    <Term><Name>Empty</Name><Value></Value></Term>
  </ExtendedTerms>
  <EnvironmentVariables>
    <Variable><Name>MODE</Name><Value>full</Value></Variable>
    <Variable><Name>WHO</Name><Value>job</Value></Variable>
  </EnvironmentVariables>
  <Dependencies>
    <Parent GroupId="1"><Child GroupId="2" /></Parent>
    <Parent GroupId="2"><Child GroupId="3" /></Parent>
  </Dependencies>
  <Tasks>
    <Task Id="81" ParentJobId="4711" State="Finished" NiceId="1" GroupId="1" Name="prepare" Type="Basic" CommandLine="echo `$MODE `$WHO &gt;prepared; cat prepared"
          MinCores="1" MaxCores="1" IsRerunnable="true" IsExclusive="false" StartValue="0" EndValue="0" IncrementValue="1" WorkDirectory="$folder"
          StdOutFilePath="prepare.out" RuntimeSeconds="60" FailJobOnFailure="false" FailJobOnFailureCount="1" RequeueCount="0">
      <EnvironmentVariables>
        <Variable><Name>WHO</Name><Value>task</Value></Variable>
      </EnvironmentVariables>
    </Task>
    <Task NiceId="2" GroupId="2" Name="part *" Type="ParametricSweep" CommandLine="exit 3" MinCores="1" MaxCores="2" StartValue="1" EndValue="9"
          IncrementValue="4" FailJobOnFailure="true" FailJobOnFailureCount="5" WorkDirectory="$folder" StdOutFilePath="part-**.out" />
    <Task NiceId="3" GroupId="3" CommandLine="ls part-*.out | tr '\n' ' '; cat prepare.out" MinCores="1" MaxCores="1" WorkDirectory="$folder" />
    <Task NiceId="4" Name="clean" Type="NodeRelease" CommandLine="touch cleaned" MinCores="1" MaxCores="1" WorkDirectory="$folder" StartValue="0" EndValue="0" />
  </Tasks>
</Job>
"@
}

AfterAll { Remove-TestScheduler }

Describe 'A file that HPC Pack wrote' {
    BeforeAll {
        $job = New-HpcJob -JobFile (New-File $written)
        $first = Export-Anew $job
        $null = Submit-HpcJob -Job $job
        $ended = Wait-HpcJob -Id $job.Id -Timeout $endLimit
        $tasks = @(Get-HpcTask -JobId $job.Id)
    }

    It 'becomes a job of what was said of the other, not of what happened to it' {
        $job.State, $job.Owner, $job.RequeueCount, $job.Progress, $job.ProgressMessage | Should -Be 'Configuring', ([Environment]::UserName), 0, 0, ''
        $job.Name, $job.Project, $job.Priority, $job.UnitType, $job.MinCores, $job.MaxCores | Should -Be 'Nightly & daily', 'Reports', 'BelowNormal+10', 'Core', 1, 4
        $job.RunTime, $job.SingleNode, $job.Exclusive, $job.NodeGroups, $job.License | Should -Be ([timespan]'02:00:00'), $true, $false, 'ComputeNodes', 'tool:2'
        $job.OrderBy | Should -Be 'Cores', '-Memory'
        $job.JobEnv | Should -Be 'MODE=full', 'WHO=job'
        $job.CustomProperties | Should -Be 'CostCentre=4711'
        $job.ValidExitCodes, $job.TaskExecutionFailureRetryLimit, $job.EmailAddress | Should -Be '0,3', 1, 'ann@example.org'
    }

    It 'has its groups become dependencies' {
        $tasks.Where({ $_.SubTaskId -eq 0 }).ForEach({ "$($_.TaskId): $($_.Depend)" }) | Should -Be '1: ', '2: prepare', '3: part *', '4: '
    }

    It 'runs as it would there' {
        $ended.State, $ended.ErrorMessage | Should -Be 'Finished', ''
        $tasks.Where({ $_.SubTaskId -ne 0 -and $_.TaskId -eq 2 }).ForEach({ "$($_.Name) $($_.ExitCode)" }) | Should -Be 'part 1 3', 'part 5 3', 'part 9 3'
        (Get-HpcTask -JobId $job.Id -TaskId 3).Output | Should -Be "part-01.out part-05.out part-09.out full task`n"
        "$folder/cleaned" | Should -Exist
    }

    It 'comes back equal when what was made of it is written, read and written: <What>' -ForEach @(
        @{ What = 'before it ran'; File = { $first } }
        @{ What = 'after it ran'; File = { Export-Anew $ended } }
        @{ What = 'by way of a copy'; File = { Export-Anew (New-HpcJob -Job $ended) } }
    ) {
        $again = New-HpcJob -JobFile (& $File)
        $second = Export-Anew $again
        Get-Saying $second | Should -BeExactly (Get-Saying $first)
        $again.TaskCount | Should -Be 6
    }
}

Describe 'A file' {
    It 'may be as small as <Text>' -ForEach @(
        @{ Text = '<Job/>'; Count = 0 }
        @{ Text = '<Job><Tasks/></Job>'; Count = 0 }
        @{ Text = '<Job><Tasks><Task CommandLine="true"/></Tasks></Job>'; Count = 1 }
        @{ Text = '<h:Job xmlns:h="http://schemas.microsoft.com/HPCS2008/scheduler/" version="2.000"><h:Tasks><h:Task COMMANDLINE="true"/></h:Tasks></h:Job>'; Count = 1 }
    ) {
        $job = New-HpcJob -JobFile (New-File $Text)
        $job.TaskCount | Should -Be $Count
        $job.Name, $job.AutoCalculateMin, $job.AutoCalculateMax, $job.ExpandedPriority | Should -Be '', $true, $true, 2000
    }

    It 'may be in the words of HPC Pack''s first version' {
        $task = '<Task CommandLine="echo *" IsParametric="true" EndValue="2" Depend="" Stdout="o"/>'
        $text = "<Job MinimumNumberOfProcessors='2' MaximumNumberOfProcessors='3' Runtime='1:30'><Tasks>$task</Tasks></Job>"
        $job = New-HpcJob -JobFile (New-File $text)
        $job.MinCores, $job.MaxCores, $job.AutoCalculateMin, $job.RunTime, $job.TaskCount | Should -Be 2, 3, $false, ([timespan]'01:30:00'), 2
        (Get-HpcTask -JobId $job.Id).Stdout | Should -Be 'o'
    }

    It 'may be UTF-16, and may have letters of any kind' {
        $file = Get-NewPath
        [IO.File]::WriteAllText($file, '<?xml version="1.0" encoding="utf-16"?><Job Name="größer 漢字 😀"/>', [Text.Encoding]::Unicode)
        (New-HpcJob -JobFile $file).Name | Should -BeExactly 'größer 漢字 😀'
    }

    It 'of a task is a task, or the first of a job' {
        $job = New-HpcJob | Add-HpcTask -TaskFile (New-File '<Task CommandLine="one" RuntimeSeconds="2"/>') | Add-HpcTask -TaskFile (New-File $written)
        $tasks = @(Get-HpcTask -JobId $job.Id)
        $tasks[0].CommandLine, $tasks[0].RunTime | Should -Be 'one', ([timespan]'00:00:02')
        $tasks[1].Name, $tasks[1].Env | Should -Be 'prepare', 'WHO=task'
    }
}

Describe 'What is no job or task file' {
    It 'is refused, naming file and place, and nothing is stored: <What>' -ForEach @(
        @{ What = 'nothing'; Text = '' }
        @{ What = 'spaces'; Text = "  `n " }
        @{ What = 'words'; Text = 'Job and Tasks' }
        @{ What = 'bytes'; Bytes = [byte[]](0..255) }
        @{ What = 'a program'; Bytes = [byte[]](0x7F, 0x45, 0x4C, 0x46) + [byte[]](0..255) * 20 }
        @{ What = 'letters that are no UTF-8'; Bytes = [Text.Encoding]::Latin1.GetBytes('<Job Name="größer"/>') }
        @{ What = 'a null character'; Bytes = [Text.Encoding]::UTF8.GetBytes("<Job Name='a`0b'/>") }
        @{ What = 'another root'; Text = '<Node><Job/></Node>'; Say = '*Node*' }
        @{ What = 'JSON'; Text = '{ "Job": {} }' }
        @{ What = 'a start without an end'; Text = '<Job><Tasks>'; Say = '*end of file*' }
        @{ What = 'the wrong end'; Text = '<Job><Tasks></Job>'; Say = '*Tasks*' }
        @{ What = 'two roots'; Text = '<Job/><Job/>' }
        @{ What = 'an attribute without quotes'; Text = '<Job Name=x/>' }
        @{ What = 'an attribute twice'; Text = '<Job Name="x" Name="y"/>' }
        @{ What = 'a later version'; Text = '<Job Version="5.000"/>'; Say = "*version*'5.000'*" }
        @{ What = 'a version that is none'; Text = '<Job Version="new"/>'; Say = "*version*'new'*" }
        @{ What = 'an entity'; Text = '<!DOCTYPE Job [<!ENTITY e "x">]><Job Name="&e;"/>' }
        @{ What = 'an entity that is not there'; Text = '<Job Name="&e;"/>' }
        @{ What = 'an entity that reads a file'; Text = '<!DOCTYPE Job [<!ENTITY e SYSTEM "file:///etc/passwd">]><Job><EnvironmentVariables><Variable><Name>A</Name><Value>&e;</Value></Variable></EnvironmentVariables></Job>' }
        @{ What = 'a document type from elsewhere'; Text = '<!DOCTYPE Job SYSTEM "file:///etc/passwd"><Job/>' }
        @{ What = 'a parameter entity'; Text = '<!DOCTYPE Job [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]><Job/>' }
        @{ What = 'entities that grow without end'
            Text = '<!DOCTYPE Job [<!ENTITY a0 "aaaaaaaaaa">' + -join (1..9 | ForEach-Object { "<!ENTITY a$_ '$("&a$($_ - 1);" * 10)'>" }) + ']><Job Name="&a9;"/>'
        }
        @{ What = 'elements nested without end'; Text = '<Job>' + '<x>' * 5000 + '</x>' * 5000 + '</Job>'; Say = '*nested*' }
        @{ What = 'a file of another kind'; Text = '<Export><Task CommandLine="x"/></Export>'; IsJobOnly = $true }
    ) {
        $file = Get-NewPath
        $bytes = $_.ContainsKey('Bytes') ? $_.Bytes : [Text.Encoding]::UTF8.GetBytes($_.Text)
        [IO.File]::WriteAllBytes($file, $bytes)
        $job = New-HpcJob
        $count = (Get-HpcScheduler).JobCount
        $problems = @(Assert-Problem { New-HpcJob -JobFile $file } 'HpcInvalidXml' InvalidData $file)
        if (-not $_.ContainsKey('IsJobOnly')) { $problems += Assert-Problem { Add-HpcTask -Job $job -TaskFile $file } 'HpcInvalidXml' InvalidData $file }
        foreach ($problem in $problems) {
            $problem.Exception.Message | Should -BeLike "The file '$file' is not a job, task or job template file: *"
            $problem.Exception.Message | Should -Not -Match 'root:|DtdProcessing|XmlReader'
        }
        if ($_.ContainsKey('Say')) { $problems[0].Exception.Message | Should -BeLike $_.Say }
        (Get-HpcScheduler).JobCount | Should -Be $count
        (Get-HpcJob -Id $job.Id).TaskCount | Should -Be 0
    }
}

Describe 'A value in a file that is not of its kind' {
    It 'is refused, naming attribute, value and line: <Name>="<Value>"' -ForEach @(
        @{ Name = 'MinCores'; Value = 'many' }
        @{ Name = 'MaxCores'; Value = '99999999999' }
        @{ Name = 'RuntimeSeconds'; Value = '1.5' }
        @{ Name = 'Runtime'; Value = 'soon' }
        @{ Name = 'IsExclusive'; Value = 'yes' }
        @{ Name = 'FailOnTaskFailure'; Value = '' }
        @{ Name = 'UnitType'; Value = 'core' }
        @{ Name = 'NodeGroupOp'; Value = 'Both' }
        @{ Name = 'Priority'; Value = 'High' }
        @{ Name = 'OrderBy'; Value = 'Disk' }
        @{ Name = 'HoldUntil'; Value = 'tomorrow' }
        @{ Name = 'ParentJobIds'; Value = '1,x' }
        @{ Name = 'SoftwareLicense'; Value = 'tool' }
    ) {
        $count = (Get-HpcScheduler).JobCount
        $problem = Assert-Problem { New-HpcJob -JobFile (New-File "<!-- -->`n<Job Name='x'`n  $Name='$Value'/>") } 'HpcInvalidXml' InvalidData
        $problem.Exception.Message | Should -BeLike "*line 3,*$Name is '$Value', which is not *"
        (Get-HpcScheduler).JobCount | Should -Be $count
    }

    It 'is refused of a task, and the whole file with it: <Name>="<Value>"' -ForEach @(
        @{ Name = 'Type'; Value = 'basic' }
        @{ Name = 'EndValue'; Value = 'last' }
        @{ Name = 'IsRerunnable'; Value = '2' }
        @{ Name = 'Runtime'; Value = '1:2:3:4' }
    ) {
        $count = (Get-HpcScheduler).JobCount
        $file = New-File "<Job><Tasks>`n<Task CommandLine='true'/>`n<Task CommandLine='true' $Name='$Value'/>`n</Tasks></Job>"
        $problem = Assert-Problem { New-HpcJob -JobFile $file } 'HpcInvalidXml' InvalidData $file
        $problem.Exception.Message | Should -BeLike "*line 3,*$Name is '$Value', which is not *"
        (Get-HpcScheduler).JobCount | Should -Be $count
    }

    It 'that is of its kind and not allowed is refused as anywhere: <What>' -ForEach @(
        @{ What = 'a job minimum above its maximum'; Text = '<Job MinCores="4" MaxCores="2"/>'; Id = 'HpcMinGreaterThanMax' }
        @{ What = 'a name that is too long'; Text = "<Job Name='$('x' * 129)'/>"; Id = 'HpcValueTooLong' }
        @{ What = 'a reserved variable'; Text = '<Job><EnvironmentVariables><Variable><Name>CCP_JOBID</Name><Value>1</Value></Variable></EnvironmentVariables></Job>'; Id = 'HpcReservedEnvironmentVariable' }
        @{ What = 'a template that is unknown'; Text = '<Job JobTemplate="Night"/>'; Id = 'HpcTemplateNotFound' }
        @{ What = 'a task without a command line'; Text = '<Job><Tasks><Task Name="x"/></Tasks></Job>'; Id = 'HpcCommandLineMissing' }
        @{ What = 'a sweep that starts above its end'; Text = '<Job><Tasks><Task CommandLine="x" Type="ParametricSweep" StartValue="5" EndValue="4"/></Tasks></Job>'; Id = 'HpcInvalidSweep' }
        @{ What = 'dependencies in a circle'; Text = '<Job><Tasks><Task Name="a" DependsOn="b" CommandLine="x"/><Task Name="b" DependsOn="a" CommandLine="x"/></Tasks></Job>'; Id = 'HpcDependencyCycle' }
        @{ What = 'exit codes that are none'; Text = '<Job JobValidExitCodes="x"/>'; Id = 'HpcInvalidExitCodes' }
    ) {
        $count = (Get-HpcScheduler).JobCount
        $null = Assert-Problem { New-HpcJob -JobFile (New-File $Text) } $Id
        (Get-HpcScheduler).JobCount | Should -Be $count
    }
}
