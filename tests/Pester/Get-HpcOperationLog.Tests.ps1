BeforeAll {
    . $PSScriptRoot/common.ps1
    $scheduler = New-TestScheduler
}

AfterAll { Remove-TestScheduler }

Describe 'Get-HpcOperationLog' {
    BeforeAll {
        $gate = Start-HeldJob
        $null = Get-HpcNode | Set-HpcNodeState -State Offline -Async
        Get-HpcOperation -State Executing | Stop-HpcOperation
        Open-Gate $gate.Gate
    }

    It 'lists the steps of operations' {
        $lines = @(Get-HpcOperation -State Reverted | Get-HpcOperationLog)
        $lines[0] | Should -BeOfType 'HpcScheduler.HpcOperationLogEntry'
        $lines.Message | Should -Be 'Draining', 'Online'
        $lines.Severity | Should -Be 'Information', 'Warning'
        $lines.OperationId | Should -Be @((Get-HpcOperation -State Reverted).Id, (Get-HpcOperation -State Reverted).Id)
    }

    It 'lists lines of a kind' {
        Get-HpcOperationLog -Operation (Get-HpcOperation) -Severity Warning | Should -HaveCount 1
        Get-HpcOperation | Get-HpcOperationLog -Severity Error | Should -BeNullOrEmpty
    }
}
