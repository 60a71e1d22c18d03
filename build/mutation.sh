#!/usr/bin/env bash
# Mutation testing: build/mutation.sh AREA... [--minutes N] [--since REF] [--classes REGEX] [--budget MS] [--again FILE]
# Changes the code of an area in small ways, one at a time, and counts which changes some test notices. See docs/explanation/mutation.md.
# An area is a folder of src/Uhit.Client, or Sqlite, PostgreSql or a folder of theirs (Sqlite/Writing), or Relational. --minutes N stops then: what was tried is a fair sample.
# --since REF takes what stands on lines that changed since; --classes REGEX the tests of the classes that match.
# --budget MS is how long the tests of a mutant may take in all; --again FILE takes what the results of an earlier run say that no test noticed.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
paths=() more=()
project=src/Uhit.Client tests=Uhit.Client.Tests
# Left out: tests that are meant to fail (Broken…), and what is long and of other code.
classes='^(?!.*(\+Broken|\.Wire\.|\.Architecture\.|OpenSsl|Fuzz))'
while [ $# -gt 0 ]; do
  case $1 in
    --*) more+=("$1" "$2"); shift ;;
    Sqlite | Sqlite/* | PostgreSql | PostgreSql/*)
      project=src/Uhit.Client.${1%%/*} tests=Uhit.Client.${1%%/*}.Tests classes=. paths+=("src/Uhit.Client.$1") ;;
    Relational) project=src/Uhit.Client.Sqlite tests=Uhit.Client.Sqlite.Tests classes=. paths+=("src/Uhit.Client.Relational") ;;
    *) paths+=("src/Uhit.Client/$1") ;;
  esac
  shift
done
[ ${#paths[@]} -gt 0 ] || { sed -n 2,6p "$0" >&2; exit 2; }

for needed in build/Mutation build/MutationHost "tests/$tests"; do
  dotnet build "$needed" -c Debug -nologo -v:q -clp:NoSummary >&2
done
name=$(basename "${paths[0]}")
work=artifacts/mutation/$name
rm -rf "$work" && mkdir -p "$work"
cp -r "tests/$tests/bin/Debug/net10.0/." "$work/"
cp build/MutationHost/bin/Debug/net10.0/MutationHost.{dll,pdb} "$work/"
exec dotnet build/Mutation/bin/Debug/net10.0/Mutation.dll "${paths[@]}" --root "$root" --project "$project/$(basename "$project").csproj" \
  --tests "$tests" --name "$name" --classes "$classes" ${more[@]+"${more[@]}"}
