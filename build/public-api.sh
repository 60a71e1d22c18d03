#!/usr/bin/env bash
# Writes the public API of each library into its PublicAPI.Unshipped.txt. Read the difference before you commit it: that is what the file is for.
set -euo pipefail
cd "$(dirname "$0")/.."
for file in src/*/PublicAPI.Unshipped.txt; do
  printf '#nullable enable\n' > "$file"
  dotnet format analyzers "$(dirname "$file")" --diagnostics RS0016 --severity warn --no-restore --verbosity quiet
done
