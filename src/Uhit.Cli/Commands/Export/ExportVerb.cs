using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client.Export;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Cli.Commands.Export;

/// <summary>One format of <c>uhit export</c>.</summary>
internal abstract class ExportVerb : ToolVerb
{
    private readonly UsageFilterOptions _filter = new();

    private readonly Option<string> _output = new("--output")
    {
        Description = "The file to write, or - for standard output; with --split the folder. It appears when it is whole, takes the "
            + "place of one that is there, and is readable by its owner only: it holds personal data.",
        HelpName = "PATH",
        Required = true,
    };

    private readonly Option<string?> _channel = new("--channel")
    {
        Description = "Only this channel: EnergyDelivered (from the grid) or EnergyReceived (to the grid).",
        HelpName = "CHANNEL",
    };

    private readonly Option<string> _split = new("--split")
    {
        Description = "One file for each: none, esi-id or request.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => "none",
    };

    private readonly string _extension;

    protected ExportVerb(string name, string extension, string description)
        : base(name, description)
    {
        _extension = extension;
        _filter.AddTo(this);
        Add(_output);
        Add(_channel);
        Add(_split);
        OptionKinds.Among(_channel, UsageChannel.EnergyDelivered.Value, UsageChannel.EnergyReceived.Value);
        OptionKinds.Among(_split, "none", "esi-id", "request");
    }

    /// <summary>The format as the command line describes it.</summary>
    protected abstract UsageExport Format(ParseResult parsed);

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var (path, split) = (parsed.GetRequiredValue(_output), parsed.GetValue(_split)!);
        if (path == "-" && (split != "none" || output.IsJson))
        {
            throw new ToolException("--output: standard output takes one file, and no --json beside it.") { IsWrongUse = true };
        }

        var (from, to) = _filter.Days(parsed);
        var format = Format(parsed) with
        {
            From = from,
            To = to,
            Channel = parsed.GetValue(_channel) is { } channel ? new UsageChannel(channel) : null,
        };
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

            var tally = new ExportTally { WrittenEsiIds = [] };
            var files = new ExportFiles(format, path, _extension, tally);
            var asked = usage.EsiIds;
            await ExportProgress.RunAsync(
                output, path == "-" ? 0 : asked.Count, step => files.WriteAsync(usage, split, step, cancellationToken))
                .ConfigureAwait(false);

            // Whoever names an inquiry or an ESI ID wants to have it.
            var named = requestIds.Count > 0 ? asked.Union(esiIds) : esiIds;
            var missing = named.Where(id => !tally.WrittenEsiIds.Contains(id)).ToHashSet();
            var report = tally.ToReport();
            ExportReportView.Show(output, report, path, files.Written, missing);
            return report.IsComplete && missing.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        }
    }
}
