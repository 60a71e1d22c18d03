using System.CommandLine;
using Uhit.Client.Export;

namespace Uhit.Cli.Commands.Export;

/// <summary><c>uhit export smt</c>.</summary>
internal sealed class ExportSmartMeterTexasCommand : ExportVerb
{
    private readonly Option<bool> _clean = new("--clean")
    {
        Description = "Without the habits: true starts, rows only where there is a reading, no apostrophe and no blanks.",
    };

    public ExportSmartMeterTexasCommand()
        : base("smt", ".csv", "The 15-minute CSV of Smart Meter Texas, with its habits on clock changes.") => Add(_clean);

    public override IReadOnlyList<string> Examples => ["uhit export smt --store uhit.db --output smt/ --split esi-id"];

    protected override UsageExport Format(ParseResult parsed) => new SmartMeterTexasExport { Clean = parsed.GetValue(_clean) };
}
