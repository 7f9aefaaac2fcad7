# Dot-sourced by the BeforeDiscovery of the files that try every property of jobs and tasks: what is given, beside what, in what job, and
# what the object shows then.

function Get-Case([hashtable[]] $Rows) {
    foreach ($row in $Rows) {
        $beside = $row.ContainsKey('Beside') ? $row.Beside : @{}
        @{ Parameter = $row.Parameter; Value = $row.Value; Text = $row.Value -join ', '; Beside = $beside; Job = $row.ContainsKey('Job') ? $row.Job : @{}; Shown = $row.Shown }
    }
}

$node = [Environment]::MachineName
$tomorrow = [datetime]::Today.AddDays(1)

$jobProperties = @(Get-Case @(
        @{ Parameter = 'Name'; Value = 'größer 漢字 😀'; Shown = @{ Name = 'größer 漢字 😀' } }
        @{ Parameter = 'Project'; Value = 'blue'; Shown = @{ Project = 'blue' } }
        @{ Parameter = 'TemplateName'; Value = 'Default'; Shown = @{ Template = 'Default'; JobTemplate = 'Default' } }
        @{ Parameter = 'Priority'; Value = 'AboveNormal+5'; Shown = @{ Priority = 'AboveNormal+5'; ExpandedPriority = 3005 } }
        @{ Parameter = 'NumCores'; Value = '2-4'; Shown = @{ UnitType = 'Core'; MinCores = 2; MaxCores = 4; AutoCalculateMin = $false; AutoCalculateMax = $false } }
        @{ Parameter = 'NumCores'; Value = '*'; Shown = @{ UnitType = 'Core'; AutoCalculateMin = $true; AutoCalculateMax = $true } }
        @{ Parameter = 'NumCores'; Value = '2-*'; Shown = @{ MinCores = 2; AutoCalculateMin = $false; AutoCalculateMax = $true } }
        @{ Parameter = 'NumCores'; Value = '*-5'; Shown = @{ MaxCores = 5; AutoCalculateMin = $true; AutoCalculateMax = $false } }
        @{ Parameter = 'NumSockets'; Value = '1-2'; Shown = @{ UnitType = 'Socket'; MinSockets = 1; MaxSockets = 2; MinNodes = 0 } }
        @{ Parameter = 'NumNodes'; Value = '1'; Shown = @{ UnitType = 'Node'; MinNodes = 1; MaxNodes = 1; MinSockets = 0 } }
        @{ Parameter = 'NumGpus'; Value = '1-3'; Shown = @{ UnitType = 'Gpu'; MinGpus = 1; MaxGpus = 3 } }
        @{ Parameter = 'RunTime'; Value = '90'; Shown = @{ RunTime = [timespan]'01:30:00'; HasRuntime = $true } }
        @{ Parameter = 'RunTime'; Value = '1:2:3'; Shown = @{ RunTime = [timespan]'1.02:03:00'; HasRuntime = $true } }
        @{ Parameter = 'RunTime'; Value = 'infinite'; Shown = @{ RunTime = $null; HasRuntime = $false } }
        @{ Parameter = 'RunUntilCanceled'; Value = $true; Shown = @{ RunUntilCanceled = $true } }
        @{ Parameter = 'Exclusive'; Value = $true; Shown = @{ Exclusive = $true; IsExclusive = $true } }
        @{ Parameter = 'SingleNode'; Value = $true; Shown = @{ SingleNode = $true } }
        @{ Parameter = 'RequestedNodes'; Value = $node; Shown = @{ RequestedNodes = $node } }
        @{ Parameter = 'NodeGroups'; Value = 'ComputeNodes,HeadNodes'; Shown = @{ NodeGroups = 'ComputeNodes', 'HeadNodes' } }
        @{ Parameter = 'NodeGroupOp'; Value = 'Uniform'; Beside = @{ NodeGroups = 'ComputeNodes' }; Shown = @{ NodeGroupOp = 'Uniform' } }
        @{ Parameter = 'OrderBy'; Value = 'memory', '-cores'; Shown = @{ OrderBy = 'Memory', '-Cores' } }
        @{ Parameter = 'MinMemoryPerNode'; Value = 2; Shown = @{ MinMemoryPerNode = 2; MinMemory = 2 } }
        @{ Parameter = 'MaxMemoryPerNode'; Value = 2000000000; Shown = @{ MaxMemoryPerNode = 2000000000; MaxMemory = 2000000000 } }
        @{ Parameter = 'MinCoresPerNode'; Value = 2; Shown = @{ MinCoresPerNode = 2 } }
        @{ Parameter = 'MaxCoresPerNode'; Value = 500; Shown = @{ MaxCoresPerNode = 500 } }
        @{ Parameter = 'EstimatedProcessMemory'; Value = 3; Shown = @{ EstimatedProcessMemory = 3 } }
        @{ Parameter = 'FailOnTaskFailure'; Value = $true; Shown = @{ FailOnTaskFailure = $true } }
        @{ Parameter = 'FailDependentTasks'; Value = $true; Shown = @{ FailDependentTasks = $true } }
        @{ Parameter = 'TaskExecutionFailureRetryLimit'; Value = 3; Shown = @{ TaskExecutionFailureRetryLimit = 3 } }
        @{ Parameter = 'ValidExitCodes'; Value = '0,20..10,min..-1'; Shown = @{ ValidExitCodes = '0,20..10,min..-1'; JobValidExitCodes = '0,20..10,min..-1' } }
        @{ Parameter = 'JobEnv'; Value = 'A=1', 'B=x=y z'; Shown = @{ JobEnv = 'A=1', 'B=x=y z' } }
        @{ Parameter = 'CustomProperties'; Value = 'Team=green;Cost=47', 'TEAM=blue'; Shown = @{ CustomProperties = 'Team=blue', 'Cost=47' } }
        @{ Parameter = 'License'; Value = 'matlab:2,ansys:*'; Shown = @{ License = 'matlab:2', 'ansys:*'; SoftwareLicense = 'matlab:2', 'ansys:*' } }
        @{ Parameter = 'ParentJobIds'; Value = 1, 1; Shown = @{ ParentJobIds = 1 } }
        @{ Parameter = 'HoldUntil'; Value = $tomorrow; Shown = @{ HoldUntil = $tomorrow } }
        @{ Parameter = 'Progress'; Value = 40; Shown = @{ Progress = 40 } }
        @{ Parameter = 'ProgressMessage'; Value = 'nearly there'; Shown = @{ ProgressMessage = 'nearly there' } }
        @{ Parameter = 'NotifyOnStart'; Value = $true; Shown = @{ NotifyOnStart = $true } }
        @{ Parameter = 'NotifyOnCompletion'; Value = $true; Shown = @{ NotifyOnCompletion = $true } }
        @{ Parameter = 'EmailAddress'; Value = 'admin@example.org'; Shown = @{ EmailAddress = 'admin@example.org' } }
    ))

$sweep = @{ Type = 'ParametricSweep' }
$taskProperties = @(Get-Case @(
        @{ Parameter = 'CommandLine'; Value = 'echo "ä" | tr a-z A-Z'; Shown = @{ CommandLine = 'echo "ä" | tr a-z A-Z' } }
        @{ Parameter = 'Name'; Value = 'größer 漢字 😀'; Shown = @{ Name = 'größer 漢字 😀' } }
        @{ Parameter = 'Type'; Value = 'ParametricSweep'; Shown = @{ Type = 'ParametricSweep'; StartValue = 1; EndValue = 1; IncrementValue = 1; TotalSubTaskCount = 1 } }
        @{ Parameter = 'Type'; Value = 'Service'; Shown = @{ Type = 'Service' } }
        @{ Parameter = 'Type'; Value = 'NodePrep'; Shown = @{ Type = 'NodePrep' } }
        @{ Parameter = 'Type'; Value = 'NodeRelease'; Shown = @{ Type = 'NodeRelease' } }
        @{ Parameter = 'Parametric'; Value = $true; Shown = @{ Type = 'ParametricSweep' } }
        @{ Parameter = 'Start'; Value = -3; Beside = $sweep; Shown = @{ StartValue = -3; TotalSubTaskCount = 5 } }
        @{ Parameter = 'End'; Value = 7; Beside = $sweep; Shown = @{ EndValue = 7; TotalSubTaskCount = 7 } }
        @{ Parameter = 'Increment'; Value = 2; Beside = $sweep + @{ Start = 10; End = 100 }; Shown = @{ IncrementValue = 2; TotalSubTaskCount = 46 } }
        @{ Parameter = 'NumCores'; Value = '2-3'; Shown = @{ UnitType = 'Core'; MinCores = 2; MaxCores = 3 } }
        @{ Parameter = 'NumSockets'; Value = '1-2'; Job = @{ NumSockets = '1-2' }; Shown = @{ UnitType = 'Socket'; MinSockets = 1; MaxSockets = 2 } }
        @{ Parameter = 'NumNodes'; Value = '1'; Job = @{ NumNodes = '1' }; Shown = @{ UnitType = 'Node'; MinNodes = 1; MaxNodes = 1 } }
        @{ Parameter = 'RequiredNodes'; Value = $node; Shown = @{ RequiredNodes = $node } }
        @{ Parameter = 'Exclusive'; Value = $true; Shown = @{ Exclusive = $true; IsExclusive = $true } }
        @{ Parameter = 'Rerunnable'; Value = $false; Shown = @{ Rerunnable = $false; IsRerunnable = $false } }
        @{ Parameter = 'RunTime'; Value = '2:30'; Shown = @{ RunTime = [timespan]'02:30:00'; HasRuntime = $true } }
        @{ Parameter = 'RunTime'; Value = 'Infinite'; Shown = @{ RunTime = $null; HasRuntime = $false } }
        @{ Parameter = 'FailJobOnFailure'; Value = $true; Shown = @{ FailJobOnFailure = $true; FailJobOnFailureCount = 1 } }
        @{ Parameter = 'FailJobOnFailureCount'; Value = 4; Beside = $sweep; Shown = @{ FailJobOnFailure = $true; FailJobOnFailureCount = 4 } }
        @{ Parameter = 'ValidExitCodes'; Value = '3,5..7'; Shown = @{ ValidExitCodes = '3,5..7'; TaskValidExitCodes = '3,5..7' } }
        @{ Parameter = 'Depend'; Value = 'first', 'other'; Beside = @{ Name = 'last' }; Shown = @{ Depend = 'first', 'other'; DependsOn = 'first', 'other' } }
        @{ Parameter = 'WorkDir'; Value = '/tmp'; Shown = @{ WorkDir = '/tmp'; WorkDirectory = '/tmp' } }
        @{ Parameter = 'Stdin'; Value = 'in put'; Shown = @{ Stdin = 'in put'; StdInFilePath = 'in put' } }
        @{ Parameter = 'Stdout'; Value = 'out'; Shown = @{ Stdout = 'out'; StdOutFilePath = 'out' } }
        @{ Parameter = 'Stderr'; Value = '/tmp/err'; Shown = @{ Stderr = '/tmp/err'; StdErrFilePath = '/tmp/err' } }
        @{ Parameter = 'Env'; Value = 'A=1', 'B=x=y z'; Shown = @{ Env = 'A=1', 'B=x=y z' } }
        @{ Parameter = 'CustomProperties'; Value = 'Team=green;Cost=47'; Shown = @{ CustomProperties = 'Team=green', 'Cost=47' } }
    ))
