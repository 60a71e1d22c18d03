#!/usr/bin/env bash
# Builds everything and runs every test. Does its own set-up: needs the .NET 10 SDK, node with npm for the tests against a SOAP
# stack that is not ours, and the binaries of PostgreSQL 15 or newer, of which the tests start a throwaway cluster. Where node or
# PostgreSQL is missing its tests are skipped, loudly; in CI that is a failure.
# Ends with the line "N passed, N failed".
# build/test.sh --quick leaves out what kills processes, what puts load on (category Load), what packs and the other time zones, builds
# Debug, and runs two projects at a time: what to run before each commit.
set -uo pipefail
cd "$(dirname "$0")/.."
quick=
[ "${1:-}" != "--quick" ] || quick=1
# The JIT's profiling pays only in long runs.
[ -z "$quick" ] || export DOTNET_TieredPGO=0
configuration=${CONFIGURATION:-$([ -n "$quick" ] && echo Debug || echo Release)}
logs=artifacts/test-logs
rm -rf "$logs" && mkdir -p "$logs"
echo "Building everything (two to three minutes the first time), then the tests: about fifteen minutes in all"

if command -v npm >/dev/null 2>&1; then
  (cd tests/interop && npm ci --no-audit --no-fund --loglevel=error) || exit 1
elif [ "${CI:-}" = "true" ]; then
  echo "node and npm are missing: the tests against a foreign SOAP stack can't run" >&2
  exit 1
else
  echo "SKIPPED: node and npm are missing, so nothing is tried against a foreign SOAP stack" >&2
fi

dotnet build Uhit.Client.sln -c "$configuration" -nologo -clp:NoSummary -v:minimal || exit 1

status=0
# A test that hangs is named and fails after ten minutes, and takes its process with it.
hang="--blame-hang-timeout 10m --blame-hang-dump-type none --results-directory $logs"
run() { # log name, project; the zone comes from the environment
  dotnet test "$2" -c "$configuration" --no-build --nologo $hang 2>&1 | tee "$logs/$1.log" && return
  status=1
  pkill -KILL -f "/$(basename "$2" .csproj)/bin/$configuration/" || true
}

if [ -n "$quick" ]; then
  # The longest first: of two at a time the last ends earlier.
  export configuration logs hang
  printf 'tests/Uhit.%s.Tests\n' Cli Client Client.EndToEnd Client.PostgreSql Client.Sqlite Contracts Client.Export Client.Simulator \
    | xargs -P 2 -I {} sh -c 'dotnet test {} --filter Category!=Load -c "$configuration" --no-build --nologo $hang -- xUnit.MaxParallelThreads=3 > "$logs/$(basename {}).log" 2>&1' || status=1
  grep -hE "^ +Failed |^(Passed|Failed)!" "$logs"/*.log
else
  for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    echo "── $name"
    run "$name" "$project"
  done

  # Wire times carry their offset and days are Central Prevailing Time: the machine's zone must make no difference.
  for zone in America/Chicago Asia/Kathmandu UTC; do
    echo "── Uhit.Client.Tests with TZ=$zone"
    TZ=$zone run "zone-${zone//\//-}" tests/Uhit.Client.Tests/Uhit.Client.Tests.csproj
  done
fi

count() { sed -n "s/^.*[ ,-] *$1: *\([0-9][0-9]*\),.*$/\1/p" "$logs"/*.log | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count Passed)
failed=$(count Failed)
skipped=$(count Skipped)
[ "$passed" -gt 0 ] || status=1
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
if [ "$skipped" -gt 0 ]; then echo "$skipped skipped"; [ "${CI:-}" != "true" ] || { echo "nothing may be skipped in CI" >&2; status=1; }; fi
echo "$passed passed, $failed failed"
exit "$status"
