#!/usr/bin/env bash
# Builds one test project in Debug and runs the tests of one area, as cheaply as that goes: no restore where no project file has
# changed, the test program itself in place of dotnet test, and no profiling by the JIT, which pays only in long runs.
# Tests of load (category Load) are left out.
# Usage: bash build/area.sh AREA [PROJECT], where AREA is a folder of the test project, such as Usage or Wire/Mapping, and PROJECT is
# Uhit.Client.Tests unless you name another. AREA may also be the name of a test class. Fails where no test is found.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { sed -n 's/^# Usage: /Usage: /p' "$0" >&2; exit 2; }
area=${1%/}
area=${area//\//.}
project=${2:-Uhit.Client.Tests}
folder=tests/$project
export DOTNET_TieredPGO=0
restored=$folder/obj/project.assets.json
restore=
if [ -f "$restored" ] && [ -z "$(find build src tests -name '*.*proj' -newer "$restored" -o -name '*.props' -newer "$restored" | grep -v /obj/)" ]; then
  restore=--no-restore
fi
dotnet build "$folder" -c Debug -nologo -v:quiet -clp:NoSummary $restore
if [ -d "$folder/${area//./\/}" ]; then filter=(-namespace "$project.$area*"); else filter=(-class "*.$area"); fi
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$folder/bin/Debug/net10.0/$project" "${filter[@]}" -trait- Category=Load -noLogo -noColor | tee "$output"

# The test program calls it a success that no test ran.
if grep -qE 'Total: 0$' "$output"; then
  echo "No test ran: tests/$project has no folder and no class $1, or only tests of load in it." >&2
  exit 1
fi
