@{
    RootModule           = 'bin/HpcScheduler.dll'
    ScriptsToProcess     = @('views/built.ps1')
    ModuleVersion        = '0.1.0'
    GUID                 = '068cd1e3-2c37-465c-a08a-75f0c964afd3'
    Author               = 'The HpcScheduler authors'
    Copyright            = 'The HpcScheduler authors'
    Description          = 'A job scheduler that lives in PowerShell: the cmdlets, parameters and states of Microsoft HPC Pack, on one machine and without a cluster. Jobs outlive the session that submits them.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')

    FormatsToProcess     = @('views/HpcScheduler.Format.ps1xml')
    TypesToProcess       = @('views/HpcScheduler.Types.ps1xml')

    CmdletsToExport      = @(
        'Add-HpcGroup'
        'Add-HpcMember'
        'Add-HpcPool'
        'Add-HpcTask'
        'Add-PSSnapin'
        'Backup-HpcScheduler'
        'Copy-HpcJobTemplate'
        'Export-HpcJob'
        'Export-HpcJobTemplate'
        'Export-HpcMetric'
        'Export-HpcTask'
        'Get-HpcClusterOverview'
        'Get-HpcClusterProperty'
        'Get-HpcGroup'
        'Get-HpcJob'
        'Get-HpcJobCredential'
        'Get-HpcJobHistory'
        'Get-HpcJobTemplate'
        'Get-HpcJobTemplateAcl'
        'Get-HpcMember'
        'Get-HpcMetric'
        'Get-HpcMetricValue'
        'Get-HpcMetricValueHistory'
        'Get-HpcNode'
        'Get-HpcNodeStateHistory'
        'Get-HpcNodeTemplate'
        'Get-HpcOperation'
        'Get-HpcOperationLog'
        'Get-HpcPool'
        'Get-HpcScheduler'
        'Get-HpcTask'
        'Get-PSSnapin'
        'Import-HpcJobTemplate'
        'Import-HpcMetric'
        'Install-HpcScheduler'
        'Invoke-HpcCommand'
        'New-HpcGroup'
        'New-HpcJob'
        'New-HpcNode'
        'Receive-HpcTask'
        'Remove-HpcGroup'
        'Remove-HpcJob'
        'Remove-HpcJobCredential'
        'Remove-HpcJobTemplate'
        'Remove-HpcMember'
        'Remove-HpcMetric'
        'Remove-HpcNode'
        'Remove-HpcPool'
        'Remove-HpcScheduler'
        'Restart-HpcJob'
        'Restart-HpcNode'
        'Restart-HpcTask'
        'Set-HpcClusterProperty'
        'Set-HpcGroup'
        'Set-HpcJob'
        'Set-HpcJobCredential'
        'Set-HpcJobTemplateAcl'
        'Set-HpcNode'
        'Set-HpcNodeState'
        'Set-HpcPool'
        'Set-HpcTask'
        'Start-HpcNode'
        'Start-HpcScheduler'
        'Stop-HpcJob'
        'Stop-HpcNode'
        'Stop-HpcOperation'
        'Stop-HpcScheduler'
        'Stop-HpcTask'
        'Submit-HpcJob'
        'Test-HpcScheduler'
        'Uninstall-HpcScheduler'
        'Wait-HpcJob'
        'Wait-HpcTask'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('Shutdown-HpcNode')

    PrivateData          = @{
        PSData = @{
            Tags = @('Hpc', 'HpcPack', 'Scheduler', 'Job', 'Queue', 'Batch', 'PSEdition_Core', 'Linux')
        }
    }
}
