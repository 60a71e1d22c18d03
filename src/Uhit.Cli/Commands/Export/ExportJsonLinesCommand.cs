using System.CommandLine;
using Uhit.Client.Export;

namespace Uhit.Cli.Commands.Export;

/// <summary><c>uhit export jsonl</c>.</summary>
internal sealed class ExportJsonLinesCommand : ExportVerb
{
    private readonly Option<bool> _byDay = new("--by-day")
    {
        Description = "One object a day, with 92, 96 or 100 values, in place of one a reading.",
    };

    public ExportJsonLinesCommand()
        : base("jsonl", ".jsonl", "JSON lines: one object a reading, or a day.") => Add(_byDay);

    public override IReadOnlyList<string> Examples => ["uhit export jsonl --store uhit.db --output usage.jsonl --by-day"];

    protected override UsageExport Format(ParseResult parsed) => new JsonLinesExport { ByDay = parsed.GetValue(_byDay) };
}
