namespace Uhit.Cli.Commands.Export;

/// <summary><c>uhit export</c>: writes what arrived as files that other tools read.</summary>
internal sealed class ExportCommand : ToolCommand
{
    public ExportCommand()
        : base("export", "Writes what arrived as a file that another tool reads.")
    {
        Add(new ExportCsvCommand());
        Add(new ExportJsonLinesCommand());
        Add(new ExportSmartMeterTexasCommand());
        Add(new ExportLoadCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit export csv --store uhit.db --output usage.csv",
        "uhit export jsonl --store uhit.db --output - --by-day | gzip > usage.jsonl.gz",
        "uhit export smt --store uhit.db --output smt/ --split esi-id",
        "uhit export load --store uhit.db --esi-id 1008901000000000000001 --preset sam --output load.csv",
    ];
}
