#!/bin/bash
# Counts which WSDLs of a folder the generator takes: build/corpus.sh FOLDER [OUTPUT]. The folder holds corpus.tsv (id, kind, path of the WSDL) and what it
# names, or corpus.zip with it. Each is generated, all are compiled in one project that references Uhit.Client only, and messages are read, written and
# compared: those made at random from the schemas, and those of another stack, if build/corpus-messages.py FOLDER OUTPUT put any there before.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "${1:?Name a folder with corpus.tsv}" && pwd)
output=${2:-$(mktemp -d)}
mkdir -p "$output"
rm -rf "$output/generated" "$output/samples" "$output/project"
if [ -f "$folder/corpus.zip" ] && ! [ -f "$folder/$(sed -n 2p "$folder/corpus.tsv" | cut -f3)" ]; then
    python3 -m zipfile -e "$folder/corpus.zip" "$output/corpus"
    cp "$folder/corpus.tsv" "$output/corpus/"
    folder=$output/corpus
fi

dotnet run --project "$here/CorpusMeasure" -- generate "$folder" "$output"
[ -d "$output/foreign" ] && dotnet run --project "$here/CorpusMeasure" --no-build -- filter "$folder" "$output"
mkdir -p "$output/project"
cp "$here"/CorpusMeasure/RoundTrip/*.cs "$output/project/"
cat > "$output/project/RoundTrip.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <GenerateDocumentationFile>true</GenerateDocumentationFile>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <Compile Include="$output/generated/**/*.cs" />
    <ProjectReference Include="$here/../src/Uhit.Client/Uhit.Client.csproj" />
  </ItemGroup>
</Project>
END

# What does not compile is told and taken out, so that the rest is judged.
: > "$output/broken.txt"
for attempt in 1 2 3; do
    if (cd "$output/project" && dotnet build -c Debug -nologo -v:q -clp:NoSummary > "$output/build.log" 2>&1); then break; fi
    grep -E "(error|warning) [A-Z]+[0-9]+" "$output/build.log" | sed -nE "s#^$output/generated/([^/]+)/([^:]+): (.*) \[.*#\1\t\2: \3#p" | sort -u >> "$output/broken.txt"
    [ -s "$output/broken.txt" ] || { tail -20 "$output/build.log"; exit 1; }
    cut -f1 "$output/broken.txt" | sort -u | while read -r name; do rm -rf "$output/generated/$name" "$output/samples/$name"; done
done
folders=("$output/samples")
[ -d "$output/foreign" ] && folders+=("$output/foreign")
(cd "$output" && dotnet project/bin/Debug/net10.0/RoundTrip.dll "${folders[@]}")
dotnet run --project "$here/CorpusMeasure" --no-build -- report "$output"
echo "All of it is in $output."
