#!/usr/bin/env bash
# Builds the site of docs/ and of the public API into artifacts/docs/site. With --no-build, what was built in Release before is taken. A broken link fails.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" != "--no-build" ]; then
  echo "Building the packages, whose XML documentation becomes the API pages (about a minute the first time)"
  dotnet build build/packages.slnf -c Release -nologo -v:quiet -clp:NoSummary
fi
rm -rf artifacts/docs
# What the packages refer to: ASP.NET Core is on the machine, everything else beside the tool.
mkdir -p artifacts/docs/references
aspnet=$(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \(10[^ ]*\) \[\(.*\)\]$/\2\/\1/p' | tail -n 1)
cp "$aspnet"/*.dll artifacts/docs/references
dotnet tool restore
dotnet docfx docfx.json --warningsAsErrors --logLevel warning
cp artifacts/docs/site/README.html artifacts/docs/site/index.html
echo "The site is artifacts/docs/site/index.html"
