#!/usr/bin/env bash
# Measures the receiver while one delivery of many meter-years arrives: three processes, real mutual TLS, a SQLite store.
# Usage: bash build/measure-receiver.sh [ESI IDs, default 100]
# Prints the receiver's resident memory before and at its peak, and the size of the store. Figures: docs/reference/measurements.md.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-100}
dotnet build src/Uhit.Cli -c Release -nologo -clp:ErrorsOnly -v:quiet > /dev/null
uhit() { dotnet src/Uhit.Cli/bin/Release/net10.0/uhit.dll "$@"; }

folder=$(mktemp -d)
pids=()
finish() { kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"; }
trap finish EXIT

uhit certificates "$folder" > /dev/null
head -n 1 docs/samples/inquiry.csv > "$folder/inquiry.csv"
sample=$(sed -n 2p docs/samples/inquiry.csv)
first=$(printf '%s' "$sample" | grep -oE '1008901[0-9]{15}' | head -n 1)
for i in $(seq 1 "$count"); do
  printf '%s\n' "${sample//$first/1008901$(printf '%015d' "$i")}" >> "$folder/inquiry.csv"
done

wait_for() { # file, what it must hold
  for _ in $(seq 1 600); do
    if grep -q "$2" "$1" 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "waited in vain for $2 in $(basename "$1")" >&2
  cat "$1" >&2
  return 1
}
listen=${LISTEN_PORT:-19443}
inquiry=${INQUIRY_PORT:-19444}
dotnet src/Uhit.Cli/bin/Release/net10.0/uhit.dll listen --json --listen "https://localhost:$listen" --certificate "$folder/third-party.pem" \
  --trust "$folder/ca.pem" --allow "CN=cnp.throwaway.example,O=Throwaway CNP,C=US" --authentication-id 123456789 --store "$folder/uhit.db" \
  > "$folder/listen.log" 2>&1 &
receiver=$!
pids+=("$receiver")
dotnet src/Uhit.Cli/bin/Release/net10.0/uhit.dll simulate --json --listen "https://localhost:$inquiry" --certificate "$folder/cnp.pem" \
  --trust "$folder/ca.pem" --callback "https://localhost:$listen/uhit/callback" > "$folder/simulate.log" 2>&1 &
pids+=("$!")
wait_for "$folder/listen.log" '{'
wait_for "$folder/simulate.log" '{'
memory() { awk -v key="$1" '$1 == key ":" { printf "%d", $2 / 1024 }' "/proc/$receiver/status"; }
before=$(memory VmRSS)
began=$(date +%s.%N)
uhit request --json --endpoint "https://localhost:$inquiry/uhit/inquiry" --certificate "$folder/third-party.pem" --trust "$folder/ca.pem" \
  --authentication-id 123456789 --store "$folder/uhit.db" --input "$folder/inquiry.csv" --wait --timeout 20m > "$folder/request.log"
ended=$(date +%s.%N)
peak=$(memory VmHWM)
bytes=$(cat "$folder"/uhit.db* | wc -c)
echo "meter-years in one delivery: $count"
echo "lines of usage read: $(grep -c "\"type\": *\"usage\"" "$folder/request.log")"
echo "receiver, resident before: $before MiB"
echo "receiver, resident at its peak: $peak MiB"
echo "store, with its log: $((bytes / 1024)) KiB, $((bytes / count / 1024)) KiB a meter-year"
echo "from inquiry to the last line read: $(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.1f", b - a }') s"
