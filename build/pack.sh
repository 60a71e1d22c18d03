#!/usr/bin/env bash
# Builds the projects under src, packs them, and puts the packages into artifacts/packages.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "Packing src into artifacts/packages. The first build takes about a minute."
dotnet pack build/packages.slnf -c Release -nologo -v:quiet "$@"
ls artifacts/packages/*.nupkg
