#!/usr/bin/env bash
# PowerShell 7.6.9 (NuGet package PowerShell), .NET SDK 10.0.
#
# What one would guess: where an argument transformation refuses an object from the pipeline, the other parameters that take pipeline input are tried, as
# they are where a type does not fit; or none is, whatever the reason of the refusal.
# What happens: it depends on the type of the inner exception. With a PSInvalidCastException inside ArgumentTransformationMetadataException the next set
# is tried. With any other one, or none, the object ends with ParameterArgumentTransformationError, and the pipeline goes on with the next object. A
# transformation that is to refuse for good must not wrap a failed cast, and one that is to step back must.
#
# Output seen, for a refused object and then one that is taken:
#     cast: Two One
#     argument: ParameterArgumentTransformationError One
#     none: ParameterArgumentTransformationError One
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tool" > /dev/null
cat > "$work/try.ps1" << 'END'
Add-Type -TypeDefinition @'
using System;
using System.Management.Automation;

public abstract class Refusing : ArgumentTransformationAttribute
{
    protected abstract Exception Inner { get; }

    public override object Transform(EngineIntrinsics engine, object data)
    {
        if ((data is PSObject wrapped ? wrapped.BaseObject : data) is "refused")
            throw new ArgumentTransformationMetadataException("It is refused.", Inner);
        return data;
    }
}

public class CastAttribute : Refusing { protected override Exception Inner => new PSInvalidCastException("It is refused."); }
public class ArgumentAttribute : Refusing { protected override Exception Inner => new ArgumentException("It is refused."); }
public class NoneAttribute : Refusing { protected override Exception Inner => null; }
'@
foreach ($kind in 'Cast', 'Argument', 'None') {
    $command = [scriptblock]::Create("
        [CmdletBinding(DefaultParameterSetName = 'One')]
        param(
            [Parameter(ValueFromPipeline, ParameterSetName = 'One')] [$kind()] [object] `$One,
            [Parameter(ValueFromPipeline, ParameterSetName = 'Two')] [string] `$Two
        )
        process { `$PSCmdlet.ParameterSetName }")
    $said = 'refused', 'taken' | & $command 2>&1 | ForEach-Object {
        $_ -is [System.Management.Automation.ErrorRecord] ? ($_.FullyQualifiedErrorId -split ',')[0] : $_
    }
    "$($kind.ToLowerInvariant()): $said"
}
END
seen=$("$work/tool/pwsh" -NoProfile -NonInteractive -File "$work/try.ps1")
echo "$seen"
[ "$seen" = 'cast: Two One
argument: ParameterArgumentTransformationError One
none: ParameterArgumentTransformationError One' ]
