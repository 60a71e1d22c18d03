using System.CommandLine;
using Uhit.Client.Export;

namespace Uhit.Cli.Commands.Export;

/// <summary><c>uhit export csv</c>.</summary>
internal sealed class ExportCsvCommand() : ExportVerb("csv", ".csv", "Tidy CSV: one line a reading, times with offset.")
{
    public override IReadOnlyList<string> Examples =>
        ["uhit export csv --store uhit.db --output usage.csv", "uhit export csv --store uhit.db --output csv/ --split esi-id"];

    protected override UsageExport Format(ParseResult parsed) => new CsvExport();
}
