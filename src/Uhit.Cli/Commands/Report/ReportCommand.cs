using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Export;
using Uhit.Client.Usage;

namespace Uhit.Cli.Commands.Report;

/// <summary><c>uhit report</c>: what arrived as one page with pictures, or the pictures alone.</summary>
internal sealed class ReportCommand : ToolVerb
{
    private readonly UsageFilterOptions _filter = new();

    private readonly Option<string?> _output = new("--output")
    {
        Description = "The HTML file to write. It needs no other file and no network, and holds personal data: it is readable by its owner "
            + "only.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _svg = new("--svg")
    {
        Description = "A folder: each picture becomes an SVG file there.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _title = new("--title")
    {
        Description = "The title of the page.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _noPersonalData = new("--no-personal-data")
    {
        Description = "Leave out the customer's name and the service address. ESI IDs stay.",
    };

    public ReportCommand()
        : base("report", "Writes what arrived as one page with pictures: heat map, load duration curve, months, average days.")
    {
        _filter.AddTo(this);
        Add(_output);
        Add(_svg);
        Add(_title);
        Add(_noPersonalData);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit report --store uhit.db --output report.html",
        "uhit report --store uhit.db --esi-id 1008901000000000000001 --from 2025-01-01 --to 2025-12-31 --output year.html --svg pictures/",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var (path, svg) = (parsed.GetValue(_output), parsed.GetValue(_svg));
        if (path is null && svg is null)
        {
            throw new ToolException("Say where to: --output for the page, --svg for the pictures, or both.") { IsWrongUse = true };
        }

        var (from, to) = _filter.Days(parsed);
        var options = new UsageReportOptions { From = from, To = to, ShowPersonalData = !parsed.GetValue(_noPersonalData) };
        options = parsed.GetValue(_title) is { } title ? options with { Title = title } : options;
        var (requestIds, esiIds) = (_filter.RequestIds(parsed), _filter.EsiIds(parsed));
        var store = await _filter.Store(parsed).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var usage = await StoredUsage.FindAsync(store, _filter.Client(parsed), requestIds, esiIds, cancellationToken)
                .ConfigureAwait(false);
            if (requestIds.FirstOrDefault(id => !usage.RequestIds.Contains(id)) is { Value.Length: > 0 } unknown)
            {
                throw NextSteps.Unknown(parsed, unknown.Value);
            }

            var (shown, pictures) = (new HashSet<EsiId>(), 0);
            var histories = usage.ReadAsync(cancellationToken).Select(history => Noted(history, shown));
            if (path is not null)
            {
                await WholeFile.WriteAsync(path, async file =>
                {
                    await UsageReport.WriteAsync(histories, file, options, cancellationToken).ConfigureAwait(false);
                    return true;
                }).ConfigureAwait(false);
            }

            if (svg is not null)
            {
                await UsageReport.WriteSvgAsync(
                    histories,
                    async (name, text, token) =>
                    {
                        pictures++;
                        await WholeFile.WriteAsync(Path.Combine(svg, name), async file =>
                        {
                            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), token).ConfigureAwait(false);
                            return true;
                        }).ConfigureAwait(false);
                    },
                    options,
                    cancellationToken).ConfigureAwait(false);
            }

            var missing = (requestIds.Count > 0 ? usage.EsiIds.Union(esiIds) : esiIds).Where(id => !shown.Contains(id))
                .Select(id => id.Value).Order(StringComparer.Ordinal).ToList();
            output.Report(
                $"Wrote {Count.Of(shown.Count, "ESI ID", "ESI IDs")} to {string.Join(" and ", new[] { path, svg }.OfType<string>())}.",
                new ReportLine { Output = path, Svg = svg, EsiIds = shown.Count, Pictures = pictures, MissingEsiIds = missing });
            if (missing.Count > 0)
            {
                output.Notice($"Missing: nothing came of {string.Join(", ", missing.Take(3))}"
                    + (missing.Count > 3 ? $" and {Count.Of(missing.Count - 3, "other", "others")}." : "."));
            }

            return missing.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        }
    }

    private static UsageHistory Noted(UsageHistory history, HashSet<EsiId> shown)
    {
        shown.Add(history.EsiId);
        return history;
    }

    private sealed record ReportLine() : JsonLine("report")
    {
        public string? Output { get; init; }

        public string? Svg { get; init; }

        public required int EsiIds { get; init; }

        public required int Pictures { get; init; }

        public required IReadOnlyList<string> MissingEsiIds { get; init; }
    }
}
