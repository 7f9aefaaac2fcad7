# In a clone the manifest runs this before anything is loaded; what ships has neither.
if (-not (Test-Path -Path "$PSScriptRoot/../bin/HpcScheduler.dll")) {
    throw 'HpcScheduler is not built yet. Build first: ./build.ps1, or ./build where there is no PowerShell.'
}
