#!/usr/bin/env bash
# PowerShell 7.6.9 (NuGet package PowerShell), .NET SDK 10.0.
#
# What one would guess: without -EnumsAsStrings, ConvertTo-Json writes every enumeration as its number.
# What happens: an enumeration whose underlying type is Int64 or UInt64 is written by its name, one of Int32 or Byte as its number. A module can so have its
# states read by name in JSON, whatever switches its user gives, by declaring them `: long`. Otherwise the same object has names for some properties
# and numbers for others, and the shape changes if the underlying type of an enumeration does.
#
# Output seen:
#     {"OfInt":2,"OfByte":2,"OfLong":"Two","OfULong":"Two"}
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet tool install PowerShell --version 7.6.9 --tool-path "$work/tool" > /dev/null
cat > "$work/try.ps1" << 'END'
Add-Type -TypeDefinition @'
public enum OfInt { One = 1, Two = 2 }
public enum OfByte : byte { One = 1, Two = 2 }
public enum OfLong : long { One = 1, Two = 2 }
public enum OfULong : ulong { One = 1, Two = 2 }
'@
[ordered]@{ OfInt = [OfInt]::Two; OfByte = [OfByte]::Two; OfLong = [OfLong]::Two; OfULong = [OfULong]::Two } | ConvertTo-Json -Compress
END
seen=$("$work/tool/pwsh" -NoProfile -NonInteractive -File "$work/try.ps1")
echo "$seen"
[ "$seen" = '{"OfInt":2,"OfByte":2,"OfLong":"Two","OfULong":"Two"}' ]
