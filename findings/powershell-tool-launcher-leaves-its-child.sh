#!/usr/bin/env bash
# PowerShell 7.6.9 as a .NET tool (NuGet package PowerShell), .NET SDK 10.0, Linux.
#
# What one would guess: `kill -TERM` of the process that `pwsh` started ends PowerShell, as it does where PowerShell is installed from a package of the
# system.
# What happens: the tool's `pwsh` is a launcher. It starts `dotnet .../unix/pwsh.dll` as a child and waits for it. SIGTERM ends the launcher alone, with
# 143; PowerShell itself goes on as an orphan. A supervisor that stops `pwsh` by its process number believes that it has stopped, and the work goes on.
# A supervisor is to start pwsh.dll itself: `exec dotnet .../unix/pwsh.dll`.
#
# Output seen:
#     launcher ended with 143
#     PowerShell still runs: yes
#     started as pwsh.dll it ended: yes
set -euo pipefail
work=$(mktemp -d)
inner=
cleanup() {
    [ -z "$inner" ] || kill -KILL "$inner" 2> /dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tool" > /dev/null
library=$(find "$work/tool" -path '*/unix/pwsh.dll')
mkfifo "$work/up"
# Says its own number, then waits for a line that never comes.
script="[IO.File]::WriteAllText('$work/up', \$PID); [Threading.ManualResetEvent]::new(\$false).WaitOne()"

"$work/tool/pwsh" -NoProfile -NonInteractive -Command "$script" &
launcher=$!
inner=$(cat "$work/up")
[ "$inner" != "$launcher" ]
kill -TERM "$launcher"
code=0
wait "$launcher" || code=$?
echo "launcher ended with $code"
runs=no
kill -0 "$inner" 2> /dev/null && runs=yes
echo "PowerShell still runs: $runs"
kill -KILL "$inner"

dotnet "$library" -NoProfile -NonInteractive -Command "$script" &
direct=$!
inner=$(cat "$work/up")
kill -TERM "$direct"
wait "$direct" || true
ended=yes
kill -0 "$inner" 2> /dev/null && ended=no
echo "started as pwsh.dll it ended: $ended"

[ "$code" = 143 ] && [ "$runs" = yes ] && [ "$ended" = yes ]
