# A scheduler that cannot be reached is never taken for one without jobs.

BeforeAll {
    . $PSScriptRoot/common.ps1
    # A socket that nobody listens on, of a name that no host has: nothing can start there.
    $folder = [IO.Directory]::CreateTempSubdirectory('hpc-').FullName
    Set-Content -Path "$folder/other.sock" -Value ''
}

AfterAll { Remove-Item -Path $folder -Recurse }

Describe 'A scheduler that cannot be reached' {
    It 'ends <Cmdlet> with -ErrorAction <Action> too, as Invoke-WebRequest does, and is caught by try' -ForEach @(
        foreach ($action in 'SilentlyContinue', 'Ignore', 'Continue', 'Stop') {
            @{ Cmdlet = 'Get-HpcJob'; Action = $action; Argument = @{} }
            @{ Cmdlet = 'Stop-HpcJob'; Action = $action; Argument = @{ Id = 1, 2 } }
            @{ Cmdlet = 'Wait-HpcJob'; Action = $action; Argument = @{ Id = 1 } }
        }
    ) {
        $caught = $null
        try { & $Cmdlet @Argument -Scheduler "$folder/other.sock" -ErrorAction $Action } catch { $caught = $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'HpcSchedulerUnreachable,*'
        { Invoke-WebRequest -Uri http://localhost:1 -ErrorAction $Action } | Should -Throw
    }
}
