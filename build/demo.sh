#!/usr/bin/env bash
# Builds the tool and runs its demo: the whole exchange, over real mutual TLS, on this machine. Needs the .NET 10 SDK.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "Building the tool (about a minute the first time), then the demo starts: CNP's side, a client and a receiver on this machine."
dotnet build src/Uhit.Cli -c Release -nologo -v:quiet -clp:NoSummary
exec dotnet src/Uhit.Cli/bin/Release/net10.0/uhit.dll demo "$@"
