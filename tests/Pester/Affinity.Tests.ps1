# Tasks as processes: on which processors they run, and when.

BeforeDiscovery {
    $several = [Environment]::ProcessorCount -gt 1
    if (-not $several) { Write-Warning 'They need two processors.' }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $count = [Environment]::ProcessorCount
    $scheduler = New-TestScheduler -Cores $count

    # The numbers in a list like 0-2,5.
    function Get-Number([string] $List) {
        foreach ($range in $List -split ',') {
            $first, $last = [int[]] ($range -split '-')
            $first..($last ?? $first)
        }
    }

    # What this process may run on; the host was started by it.
    function Get-OwnProcessor { Get-Number ((Get-Content -Path /proc/self/status) -match '^Cpus_allowed_list:' -replace '.*\s') }

    # The command line of a task that works for a moment and notes its job, when that was, and on what it may run, as a child of it sees that.
    # An asterisk would be replaced in a sweep.
    function Get-NoteCommand([string] $Path) {
        'begin=$(date +%s%N); allowed=$(grep Cpus_allowed_list: /proc/self/status | cut -f 2); i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; ' +
            'echo "$CCP_JOBID $begin $(date +%s%N) $allowed" >>' + $Path
    }

    function Get-Note([string] $Path) {
        foreach ($line in Get-Content -Path $Path) {
            $job, $begin, $end, $list = $line -split '\s+'
            [pscustomobject]@{ Job = [int] $job; Begin = [long] $begin; End = [long] $end; Processors = @(Get-Number $list) }
        }
    }

    # The pairs of notes that are of the same time and have a processor in common.
    function Get-Overlap($Note) {
        $Note = @($Note | Sort-Object -Property Begin)
        for ($i = 0; $i -lt $Note.Count; $i++) {
            for ($j = $i + 1; $j -lt $Note.Count -and $Note[$j].Begin -lt $Note[$i].End; $j++) {
                if ($Note[$i].Processors.Where({ $_ -in $Note[$j].Processors })) { "$($Note[$i]) and $($Note[$j])" }
            }
        }
    }

    # Runs one task on its own and returns the processors that it had.
    function Get-Processor([hashtable] $Job = @{}, [hashtable] $Task = @{}) {
        $path = Get-NewPath
        $id = (New-HpcJob @Job | Add-HpcTask @Task -CommandLine (Get-NoteCommand $path) | Submit-HpcJob).Id
        (Wait-HpcJob -Id $id -Timeout $endLimit -PassThru).State | Should -Be 'Finished'
        (Get-Note $path).Processors
    }
}

AfterAll { Remove-TestScheduler }

Describe 'Two jobs that together want more cores than there are' {
    It 'never overlap when each wants all of them' {
        $path = Get-NewPath
        $ids = foreach ($number in 1..2) {
            $job = New-HpcJob -NumCores $count
            foreach ($task in 1..3) { $null = Add-HpcTask -Job $job -NumCores $count -CommandLine (Get-NoteCommand $path) }
            (Submit-HpcJob -Job $job).Id
        }
        $null = Wait-HpcJob -Id $ids -Timeout $endLimit
        $notes = @(Get-Note $path)
        $notes | Should -HaveCount 6
        $notes.Job | Sort-Object -Unique | Should -Be $ids
        foreach ($note in $notes) { $note.Processors | Should -Be (Get-OwnProcessor) }
        Get-Overlap $notes | Should -BeNullOrEmpty
    }

    It 'never overlap on a processor when their tasks want one each' {
        $path = Get-NewPath
        $ids = foreach ($number in 1..2) {
            (New-HpcJob -NumCores "1-$count" | Add-HpcTask -Parametric -Start 1 -End (4 * $count) -CommandLine (Get-NoteCommand $path) | Submit-HpcJob).Id
        }
        $null = Wait-HpcJob -Id $ids -Timeout $endLimit
        $notes = @(Get-Note $path)
        $notes | Should -HaveCount (8 * $count)
        if ($count -gt 1) { foreach ($note in $notes) { $note.Processors | Should -HaveCount 1 } }
        $notes.Processors | Sort-Object -Unique | Should -BeIn (Get-OwnProcessor)
        Get-Overlap $notes | Should -BeNullOrEmpty
    }
}

Describe 'A task that has a part of the cores' -Skip:(-not $several) {
    AfterEach { Set-HpcClusterProperty -AffinityType NonExclusiveJobs }

    It 'runs on as many processors' { Get-Processor @{ NumCores = 1 } @{ NumCores = 1 } | Should -HaveCount 1 }

    It 'runs on all of them when its job has the node for itself' {
        Get-Processor @{ NumCores = 1; Exclusive = $true } @{ NumCores = 1 } | Should -Be (Get-OwnProcessor)
        Set-HpcClusterProperty -AffinityType AllJobs
        Get-Processor @{ NumCores = 1; Exclusive = $true } @{ NumCores = 1 } | Should -HaveCount 1
    }

    It 'runs on all of them when nobody is bound, also after one that was' {
        $null = Get-Processor @{ NumCores = 1 } @{ NumCores = 1 }
        Set-HpcClusterProperty -AffinityType NoJobs
        Get-Processor @{ NumCores = 1 } @{ NumCores = 1 } | Should -Be (Get-OwnProcessor)
    }
}

Describe 'Where more cores are given out than there are' -Skip:(-not $several) {
    BeforeAll {
        Stop-HpcScheduler -Path $env:CCP_SCHEDULER
        Start-HpcScheduler -Path $env:CCP_SCHEDULER -SubscribedCores (2 * $count)
    }

    It 'tasks share the processors' { Get-Processor @{ NumCores = 1 } @{ NumCores = 1 } | Should -Be (Get-OwnProcessor) }
}
