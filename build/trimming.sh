#!/usr/bin/env bash
# Publishes build/TrimmingProbe trimmed, as docs/explanation/trimming.md says that it works, and runs the whole exchange in it.
# bash build/trimming.sh full|aot tries what the page says does not work.
set -euo pipefail
cd "$(dirname "$0")/.."
out=artifacts/trimming
rm -rf "$out" build/TrimmingProbe/obj/Release/net10.0/linux-x64
case "${1:-partial}" in
  partial) properties=(-p:TrimMode=partial) ;;
  full) properties=(-p:TrimMode=full) ;;
  aot) properties=(-p:ProbeAot=true) ;;
  *) echo "usage: build/trimming.sh [partial|full|aot]" >&2; exit 2 ;;
esac
dotnet publish build/TrimmingProbe -c Release -o "$out" -nologo -v:quiet "${properties[@]}"
echo "$(du -sm "$out" | cut -f1) MB published"
timeout 120 "$out/TrimmingProbe"
