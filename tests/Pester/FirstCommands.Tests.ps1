# What people type first, with and without knowledge of HPC Pack: each line is a command as it is typed, and does what it says.
# $new and $other are jobs with a task that were not submitted, $ended and $failed ones that ran, $running one that runs, $node the node.

BeforeDiscovery {
    . $PSScriptRoot/common.ps1

    # <command> # <what becomes of it, as an expression on $it, which is what the command returned>
    $typed = @'
Get-HpcJob # $it.Id -contains $running
Get-HpcJob $ended # $it.Id -eq $ended
Get-HpcJob $ended, $failed # "$it" -eq "$ended $failed"
Get-HpcJob -Id $ended, $failed # "$it" -eq "$ended $failed"
$ended, $failed | Get-HpcJob # "$it" -eq "$ended $failed"
"$ended" | Get-HpcJob # $it.Id -eq $ended
Get-HpcJob -JobId $ended # $it.Id -eq $ended
Get-HpcJob -Job $ended # $it.Id -eq $ended
Get-HpcJob $ended | Get-HpcJob # $it.Id -eq $ended
Get-HpcJob -State Running # $it.Id -contains $running
Get-HpcJob -State Running, Queued # $it.Id -contains $running
Get-HpcJob -NodeName $node # $it.Id -contains $running
Get-HpcJob -NodeName $node -State Running # $it.Id -contains $running
Get-HpcJob -NodeName $node -State Canceled # -not $it
Get-HpcJob -Name first* -State All # $it.Id -contains $ended
Get-HpcJob -Owner $user # $it.Id -contains $running
Get-HpcJob -State All | Where-Object State -eq Failed # $it.Id -contains $failed
Get-HpcJob $running -Explain # $it.JobId -eq $running
Get-HpcTask $ended # "$it" -eq "$ended.1"
Get-HpcTask $ended 1 # "$it" -eq "$ended.1"
Get-HpcTask -JobId $ended # "$it" -eq "$ended.1"
Get-HpcTask -JobId $ended -TaskId 1 # "$it" -eq "$ended.1"
Get-HpcTask -Job $ended # "$it" -eq "$ended.1"
Get-HpcJob $ended | Get-HpcTask # "$it" -eq "$ended.1"
$ended, $failed | Get-HpcTask # "$it" -eq "$ended.1 $failed.1"
Get-HpcTask $failed -State Failed # "$it" -eq "$failed.1"
Get-HpcTask $ended 1 | Get-HpcTask # "$it" -eq "$ended.1"
Get-HpcTask $ended | Get-HpcJob # $it.Id -eq $ended
Receive-HpcTask $ended # $it -eq 'out'
Receive-HpcTask $ended 1 # $it -eq 'out'
Receive-HpcTask -JobId $ended # $it -eq 'out'
Receive-HpcTask "$ended.1" # $it -eq 'out'
Get-HpcJob $ended | Receive-HpcTask # $it -eq 'out'
Get-HpcTask $ended | Receive-HpcTask # $it -eq 'out'
$ended | Receive-HpcTask # $it -eq 'out'
$ended | Receive-HpcTask -Wait # $it -eq 'out'
New-HpcJob # $it.State -eq 'Configuring'
New-HpcJob nightly # $it.Name -eq 'nightly'
New-HpcJob nightly -NumCores 1 # $it.Name -eq 'nightly'
New-HpcJob -Name nightly -Project p # $it.Project -eq 'p'
Get-HpcJob $ended | New-HpcJob # $it.TaskCount -eq 1
$ended | New-HpcJob copy # $it.Name -eq 'copy'
New-HpcJob | Add-HpcTask -CommandLine true | Submit-HpcJob | Wait-HpcJob # $it.State -eq 'Finished'
New-HpcJob one | Add-HpcTask 'true' | Submit-HpcJob | Wait-HpcJob # $it.State -eq 'Finished'
New-HpcJob | Add-HpcTask 'echo a' | Add-HpcTask 'echo b' | Submit-HpcJob | Wait-HpcJob | Receive-HpcTask # "$it" -eq 'a b'
Add-HpcTask $new 'echo more' # $it.TaskCount -eq 2
Add-HpcTask -JobId $new -CommandLine 'echo more' # $it.TaskCount -eq 2
Add-HpcTask -Id $new -CommandLine 'echo more' # $it.TaskCount -eq 2
Add-HpcTask -Job $new 'echo more' # $it.TaskCount -eq 2
$new | Add-HpcTask 'echo more' # $it.TaskCount -eq 2
Get-HpcJob $new | Add-HpcTask 'echo more' # $it.TaskCount -eq 2
Submit-HpcJob $new # $it.SubmitTime
Submit-HpcJob -Id $new # $it.SubmitTime
Submit-HpcJob $new, $other # $it.Count -eq 2
$new, $other | Submit-HpcJob # $it.Count -eq 2
Get-HpcJob $new | Submit-HpcJob # $it.SubmitTime
Wait-HpcJob $ended # $it.State -eq 'Finished'
Wait-HpcJob $ended, $failed # $it.Count -eq 2
$ended, $failed | Wait-HpcJob # $it.Count -eq 2
Wait-HpcJob $ended -Timeout 60 # $it.State -eq 'Finished'
Wait-HpcTask $ended # $it.State -eq 'Finished'
Wait-HpcTask $ended 1 # $it.State -eq 'Finished'
Get-HpcJob $ended | Wait-HpcTask # $it.State -eq 'Finished'
Stop-HpcJob $new # (State $new) -eq 'Canceled'
Stop-HpcJob -Id $new # (State $new) -eq 'Canceled'
Stop-HpcJob $new, $other # (State $other) -eq 'Canceled'
$new, $other | Stop-HpcJob # (State $other) -eq 'Canceled'
Get-HpcJob $new | Stop-HpcJob # (State $new) -eq 'Canceled'
Get-HpcJob $new | Stop-HpcJob -Force # (State $new) -eq 'Canceled'
Stop-HpcJob $new -PassThru # $it.State -eq 'Canceled'
Stop-HpcJob $new -Graceful -PassThru # $it.Id -eq $new
Stop-HpcTask $new 1 # -not $it
Stop-HpcTask $new 1 -PassThru # $it.State -eq 'Canceled'
Get-HpcTask $new | Stop-HpcTask -PassThru # $it.State -eq 'Canceled'
Remove-HpcJob $new # (State $new) -eq ''
Remove-HpcJob $new, $other # (State $other) -eq ''
$new | Remove-HpcJob # (State $new) -eq ''
Get-HpcJob $new | Remove-HpcJob # (State $new) -eq ''
Remove-HpcJob $new -PassThru # $it.Id -eq $new
Restart-HpcJob $failed # $it.RequeueCount
$failed | Restart-HpcJob # $it.RequeueCount
Restart-HpcTask $failed 1 -PassThru # $it.RequeueCount
Restart-HpcTask $failed -Failed # -not $it
Get-HpcTask $failed | Restart-HpcTask -PassThru # $it.RequeueCount
Set-HpcJob $new -Priority Highest # $it.Priority -eq 'Highest'
Set-HpcJob -Id $new -Name other # $it.Name -eq 'other'
$new, $other | Set-HpcJob -Project p # "$($it.Project)" -eq 'p p'
Get-HpcJob $new | Set-HpcJob -Name other # $it.Name -eq 'other'
Set-HpcTask $new 1 -CommandLine 'echo other' # $it.CommandLine -eq 'echo other'
Get-HpcTask $new | Set-HpcTask -Name t # $it.Name -eq 't'
Export-HpcJob $new $file # Test-Path $file
Export-HpcJob -Id $new -Path $file # Test-Path $file
Get-HpcJob $new | Export-HpcJob -Path $file # Test-Path $file
Export-HpcJob $new $file -PassThru # $it.FullName -eq $file
Export-HpcTask $new 1 $file # Test-Path $file
Get-HpcTask $new | Export-HpcTask -Path $file -PassThru # $it.FullName -eq $file
Get-HpcNode # $it.Name -eq $node
Get-HpcNode $node # $it.Name -eq $node
Get-HpcNode -NodeName $node # $it.Name -eq $node
$node | Get-HpcNode # $it.Name -eq $node
Get-HpcNode | Get-HpcNode # $it.Name -eq $node
Get-HpcNode -State Online # $it.Name -eq $node
Get-HpcNode | Get-HpcMetricValue HPCCpuUsage # $it.Count
Set-HpcNode $node -Description d # $it.Description -eq 'd'
$node | Set-HpcNode -Description e # $it.Description -eq 'e'
Set-HpcNodeState $node Online # $it.NodeState -eq 'Online'
Get-HpcNode | Set-HpcNodeState -State Online # $it.NodeState -eq 'Online'
Invoke-HpcCommand 'echo hi' $node # $it.Line -eq 'hi'
Invoke-HpcCommand 'echo hi' -All # $it.Line -eq 'hi'
Get-HpcNode | Invoke-HpcCommand 'echo hi' # $it.Line -eq 'hi'
Get-HpcGroup ComputeNodes # $it.Name -eq 'ComputeNodes'
New-HpcGroup $name # $it.Name -eq $name
Add-HpcGroup $group $node # (Get-HpcGroup $group).Nodes -eq $node
Get-HpcNode | Add-HpcGroup $group # (Get-HpcGroup $group).Nodes -eq $node
Add-HpcGroup $group $node -PassThru # $it.Nodes -eq $node
Set-HpcGroup $group -Description d # $it.Description -eq 'd'
Get-HpcGroup $group | Set-HpcGroup -Description d # $it.Description -eq 'd'
Get-HpcGroup ComputeNodes | Get-HpcNode # $it.Name -eq $node
Remove-HpcGroup $group # -not (Get-HpcGroup "$group*")
Remove-HpcGroup $group -PassThru # $it.Name -eq $group
Get-HpcGroup $group | Remove-HpcGroup # -not (Get-HpcGroup "$group*")
Get-HpcPool Default # $it.Name -eq 'Default'
Add-HpcPool $name # $it.Name -eq $name
Set-HpcPool $pool -Weight 2 # $it.Weight -eq 2
Get-HpcPool $pool | Set-HpcPool -Weight 2 # $it.Weight -eq 2
Remove-HpcPool $pool # -not (Get-HpcPool "$pool*")
Get-HpcPool $pool | Remove-HpcPool -PassThru # $it.Name -eq $pool
Get-HpcJobTemplate Default # $it.Name -eq 'Default'
Copy-HpcJobTemplate Default $name # (Get-HpcJobTemplate $name).Name -eq $name
Copy-HpcJobTemplate Default $name -PassThru # $it.Name -eq $name
Get-HpcJobTemplate Default | Copy-HpcJobTemplate -NewName $name # (Get-HpcJobTemplate $name).Name -eq $name
Export-HpcJobTemplate Default $file # Test-Path $file
Import-HpcJobTemplate $name $templateFile # $it.Name -eq $name
Remove-HpcJobTemplate $template # -not (Get-HpcJobTemplate "$template*")
Remove-HpcJobTemplate $template -PassThru # $it.Name -eq $template
Get-HpcJobTemplateAcl Default # $it.Sddl
Get-HpcJobTemplateAcl Default | Set-HpcJobTemplateAcl $template -PassThru # $it.JobTemplateName -eq $template
Get-HpcMember # $it.Name -contains $user
Get-HpcMember $user # $it.Name -eq $user
Get-HpcMetric HPCCpuUsage # $it.Name -eq 'HPCCpuUsage'
Get-HpcMetricValue HPCCpuUsage # $it.Count
Get-HpcClusterProperty # $it.Name -contains 'TtlCompletedJobs'
Set-HpcClusterProperty -TtlCompletedJobs 6 # -not $it
Set-HpcClusterProperty -TtlCompletedJobs 7 -PassThru # "$($it.Name) $($it.Value)" -eq 'TtlCompletedJobs 7'
Get-HpcClusterOverview # $it.TotalNodeCount -eq 1
Get-HpcScheduler # $it.State -eq 'Running'
Get-HpcScheduler | Get-HpcJob -State All # $it.Id -contains $ended
Test-HpcScheduler # $it.Result
'@.Split("`n").ForEach({ $command, $outcome = $_.Split(' # '); @{ Command = $command; Outcome = $outcome } })

    # What is typed as well and cannot be meant.
    $refused = @(
        @{ Command = 'Stop-HpcJob nightly'; Text = '*nightly*' }
        @{ Command = 'Stop-HpcJob'; Text = '*Id*' }
        @{ Command = 'Get-Process -Id $PID | Stop-HpcJob'; Text = '*is no job*' }
        @{ Command = 'Get-HpcTask $ended | Stop-HpcJob'; Text = '*is a task and no job*' }
        @{ Command = 'Get-HpcJob $ended | Stop-HpcTask'; Text = '*is no task*' }
        @{ Command = 'Receive-HpcTask $ended -SubTaskId 1'; Text = '*needs the number of a task*' }
        @{ Command = 'Remove-HpcJob 0'; Text = '*no job 0*' }
        @{ Command = 'Get-HpcGroup $group | Get-HpcJob'; Text = '*is no job*' }
    )
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
    $user = [Environment]::UserName
    $node = (Get-HpcNode).Name
    $ended = (Wait-HpcJob -Id (Start-TestJob "echo out" -Name first) -Timeout $endLimit).Id
    $running = (Start-HeldJob).Id
    $templateFile = Get-NewPath
    Export-HpcJobTemplate -Name Default -Path $templateFile
    $ConfirmPreference = 'None'

    function State([int] $Id) { "$(Get-HpcJob -Id $Id -ErrorAction Ignore | ForEach-Object State)" }
}

AfterAll { Remove-TestScheduler }

Describe 'The list' {
    It 'has 70 commands and more' -ForEach @{ Count = $typed.Count } { $Count | Should -BeGreaterOrEqual 70 }
}

Describe 'Typed first' {
    BeforeEach {
        $new = (New-HpcJob -Name typed | Add-HpcTask -CommandLine 'true').Id
        $other = (New-HpcJob -Name typed | Add-HpcTask -CommandLine 'true').Id
        if ("$Command $($_['Outcome'])" -match '\$failed') { $failed = (Complete-TestJob 'false').Id }
        $file = Get-NewPath
        $name = "n$new"
        if ($Command -match '\$group') { $group = (New-HpcGroup -Name "g$new").Name }
        if ($Command -match '\$pool') { $pool = (Add-HpcPool -Name "p$new").Name }
        if ($Command -match '\$template\b') {
            $template = "t$new"
            Copy-HpcJobTemplate -Name Default -NewName $template
        }
    }

    It '<Command>' -ForEach $typed {
        $it = . ([scriptblock]::Create($Command))
        [bool] (. ([scriptblock]::Create($Outcome))) | Should -BeTrue -Because "$Outcome, and it returned: $it"
    }

    It '<Command>, which is refused' -ForEach $refused {
        $problem = @(Get-Problem ([scriptblock]::Create($Command)))
        $problem | Should -HaveCount 1
        $problem[0].Exception.Message | Should -BeLike $Text
    }
}
