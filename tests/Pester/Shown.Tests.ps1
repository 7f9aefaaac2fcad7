# What is said of jobs on a screen: text of others does nothing to the terminal, -WhatIf says what it is about, progress is drawn.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $PSStyle.OutputRendering = 'PlainText'
    # It sets the title of a terminal, clears it, and begins a line of its own.
    $hostile = "a`e]0;title`a`e[2J`r`nforged`u{202E}b`u{9B}31m"
    $controls = [char[]] "`e`a`r`u{202E}`u{9B}"

    # What a host that draws nothing is told of progress.
    function Get-Progress([scriptblock] $Script, [hashtable] $Argument) {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($Module, $Script, $Argument) Import-Module $Module; & ([scriptblock]::Create($Script)) @Argument')
            $null = $shell.AddArgument("$env:HPCSCHEDULER_MODULE/HpcScheduler.psd1").AddArgument("$Script").AddArgument($Argument)
            $null = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            @($shell.Streams.Progress)
        }
        finally { $shell.Dispose() }
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Control characters' {
    It 'in the message of a cancel are shown as signs, and come back whole from the property' {
        $job = New-HpcJob | Add-HpcTask -CommandLine true
        Stop-HpcJob -Job $job -Message $hostile
        $job = Get-HpcJob -Id $job.Id
        $job.ErrorMessage | Should -BeExactly $hostile
        foreach ($view in 'Table', 'List') {
            $text = (Get-View $job 200 $view) -join "`n"
            $text.IndexOfAny($controls) | Should -Be -1 -Because $view
        }
        (Get-View $job 200 List) -join "`n" | Should -BeLike '*a␛]0;title␇␛`[2J␍␊forged<U+202E>b<U+009B>31m*'
    }

    It 'in the output of a task are shown as signs, and come back whole from the property and Receive-HpcTask' {
        $id = Start-TestJob "printf 'a\033]0;title\007\r\nforged\n'"
        $null = Wait-HpcJob -Id $id -Timeout $endLimit
        $task = Get-HpcTask -JobId $id
        $task.Output | Should -BeExactly "a`e]0;title`a`r`nforged`n"
        Receive-HpcTask -JobId $id -TaskId 1 | Should -Contain "a`e]0;title`a"
        foreach ($view in 'Table', 'List') { ((Get-View $task 200 $view) -join "`n").IndexOfAny([char[]] "`e`a") | Should -Be -1 -Because $view }
        (Get-View $task 200 List) -join "`n" | Should -BeLike '*a␛]0;title␇*forged*'
    }

    It 'in the <Property> of a <Type>, as an older scheduler may hold, are shown as signs' -ForEach @(
        foreach ($property in 'Name', 'Project', 'ErrorMessage', 'PendingMessage') { @{ Type = 'HpcJob'; Property = $property } }
        foreach ($property in 'Name', 'ErrorMessage', 'CommandLine', 'WorkDir', 'Stdout', 'Output') { @{ Type = 'HpcTask'; Property = $property } }
        foreach ($property in 'Description', 'Location') { @{ Type = 'HpcNode'; Property = $property } }
        foreach ($property in 'Name', 'Description') { @{ Type = 'HpcGroup'; Property = $property } }
        foreach ($property in 'Comment') { @{ Type = 'HpcNodeHistory'; Property = $property } }
        foreach ($property in 'Name', 'Description') { @{ Type = 'HpcJobTemplate'; Property = $property } }
    ) {
        $object = New-Object -TypeName "HpcScheduler.$Type" -Property @{ $Property = $hostile }
        $object.$Property | Should -BeExactly $hostile
        foreach ($view in 'Table', 'List') { ((Get-View $object 300 $view) -join "`n").IndexOfAny($controls) | Should -Be -1 -Because $view }
    }

    It 'are refused in the <What>, and nothing is made' -ForEach @(
        @{ What = 'name of a job'; Script = { New-HpcJob -Name $hostile }; Id = $null }
        @{ What = 'project of a job'; Script = { New-HpcJob -Project "a`tb" }; Id = $null }
        @{ What = 'name of a task'; Script = { New-HpcJob | Add-HpcTask -CommandLine true -Name "a`eb" }; Id = $null }
        @{ What = 'name of a group'; Script = { New-HpcGroup -Name "a`eb" }; Id = 'HpcInvalidNodeGroupName' }
    ) {
        $problem = Assert-Problem $Script ($Id ?? 'HpcControlCharacter') InvalidArgument
        $problem.Exception.Message.IndexOfAny($controls) | Should -Be -1
        Get-HpcJob -State All | Where-Object { $_.Name -match '\p{C}' -or $_.Project -match '\p{C}' } | Should -BeNullOrEmpty
    }

    It 'in what a user gave are shown as signs in the error, whose target is whole' {
        $name = "a`e]0;title`a"
        $problem = Assert-Problem { Get-HpcNode -Name $name } 'HpcNodeNotFound' ObjectNotFound $name
        $problem.Exception.Message.IndexOfAny($controls) | Should -Be -1
    }
}

Describe '-WhatIf' {
    # What it says goes to the host alone; a transcript has it.
    BeforeAll {
        function Get-Said([scriptblock] $Script) {
            $file = Get-NewPath
            $null = Start-Transcript -Path $file
            try { & $Script } finally { $null = Stop-Transcript }
            (Get-Content -Path $file).Where({ $_ -like 'What if:*' })
        }
    }

    It 'says of a job its number, name, state and how many of its tasks run' {
        $held = Start-HeldJob
        $null = Set-HpcJob -Id $held.Id -Name nightly
        Get-Said { Stop-HpcJob -Id $held.Id -WhatIf } | Should -BeLike "*job $($held.Id) 'nightly' (Running, 1 task runs)*"
        Get-Said { Stop-HpcTask -JobId $held.Id -TaskId 1 -WhatIf } | Should -BeLike "*task $($held.Id).1 (Running)*"
        (Get-HpcJob -Id $held.Id).State | Should -Be 'Running'
        Open-Gate $held.Gate
        $null = Wait-HpcJob -Id $held.Id -Timeout $endLimit
    }

    It 'says of a job that has ended when it did, by Set-HpcJob too' {
        $job = Complete-TestJob false
        Get-Said { Set-HpcJob -Id $job.Id -Project p -WhatIf } | Should -BeLike "*job $($job.Id) (Failed, ended *, no task runs)*"
        (Get-HpcJob -Id $job.Id).Project | Should -BeNullOrEmpty
    }

    It 'says of a job that is not there that it is not, in <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'Stop-HpcJob' }, @{ Cmdlet = 'Submit-HpcJob' }, @{ Cmdlet = 'Restart-HpcJob' }, @{ Cmdlet = 'Remove-HpcJob' }, @{ Cmdlet = 'Set-HpcJob' }
    ) { $null = Assert-Problem { & $Cmdlet -Id 4711 -WhatIf } 'HpcJobNotFound' ObjectNotFound 4711 }

    It 'says of a task that is not there that it is not' {
        $job = New-HpcJob
        $null = Assert-Problem { Stop-HpcTask -JobId $job.Id -TaskId 9 -WhatIf } 'HpcTaskNotFound' ObjectNotFound
        $null = Assert-Problem { Restart-HpcTask -JobId $job.Id -TaskId 9 -WhatIf } 'HpcTaskNotFound' ObjectNotFound
    }
}

Describe 'Set-HpcJob' {
    It 'is of more than low impact: it takes the end of a job away that has failed' {
        [Attribute]::GetCustomAttribute((Get-Command -Name Set-HpcJob).ImplementingType, [System.Management.Automation.CmdletAttribute]).ConfirmImpact | Should -Be 'Medium'
    }
}

Describe 'Progress' {
    It 'is told while a host starts' {
        $folder = "$(Get-TestFolder)/p"
        $records = Get-Progress { param($Folder) Start-HpcScheduler -Path $Folder } @{ Folder = $folder }
        $records[0].StatusDescription | Should -Be "Starting the scheduler in $folder"
        $records[-1].RecordType | Should -Be 'Completed'
        Remove-HpcScheduler $folder -Confirm:$false
    }

    It 'is told while the first command of a session starts one' {
        $folder = "$(Get-TestFolder)/q"
        Start-HpcScheduler -Path $folder
        Stop-HpcScheduler -Path $folder
        (Get-Progress { param($Folder) Get-HpcJob -Scheduler $Folder } @{ Folder = $folder })[0].StatusDescription | Should -BeLike 'Starting the scheduler*'
        Remove-HpcScheduler $folder -Confirm:$false
    }

    It 'comes no sooner than the console draws: it drops what comes within 200 ms of the last drawing' {
        $paced = [HpcScheduler.Cmdlets.StopHpcJob].Assembly.GetType('HpcScheduler.Cmdlets.PacedProgress')
        $paced.GetField('Interval').GetValue($null) | Should -BeGreaterThan ([timespan]::FromMilliseconds(200))
    }
}
