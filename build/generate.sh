#!/bin/sh
# Writes src/Uhit.Client/Wire/Reference/Generated from the contract; with --check only says what differs.
set -eu
cd "$(dirname "$0")/.."
exec dotnet run --project build/ReferenceContract -- "$@"
