#!/usr/bin/env bash
# Prints the table of counts of the code base: build/count.sh [DIR]. DIR is another checkout, to compare with; without it, this one.
# The first part reads the sources. The second builds the tool, makes its packages tell which types they enter, and runs the demo.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "${1:-$here/..}" && pwd)
dotnet build "$here/HouseCount" -c Debug -nologo -v:q -clp:NoSummary >&2
counter=$here/HouseCount/bin/Debug/net10.0/HouseCount.dll
dotnet "$counter" count --root "$root"
echo

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
dotnet build "$root/src/Uhit.Cli" -c Debug -nologo -v:q -clp:NoSummary >&2
cp -r "$root/src/Uhit.Cli/bin/Debug/net10.0" "$scratch/tool"
dotnet "$counter" weave "$scratch/tool" >&2
HOUSE_TRACE=$scratch/trace.txt dotnet "$scratch/tool/uhit.dll" demo --esi-ids 1 > "$scratch/demo.txt" || { tail -20 "$scratch/demo.txt" >&2; exit 1; }
dotnet "$counter" crossing "$scratch/trace.txt"
