using System.CommandLine;
using System.Globalization;
using Uhit.Cli.Options;
using Uhit.Client.Export;

namespace Uhit.Cli.Commands.Export;

/// <summary><c>uhit export load</c>.</summary>
internal sealed class ExportLoadCommand : ExportVerb
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = "The tool that reads it: sam, reopt, homer or aurora.",
        HelpName = "TOOL",
        Required = true,
    };

    private readonly Option<string> _step = new("--step")
    {
        Description = "Minutes of each value: 15, 30 or 60.",
        HelpName = "MINUTES",
        DefaultValueFactory = _ => "15",
    };

    private readonly Option<string?> _fill = new("--fill")
    {
        Description = "What stands where a reading is missing: zero, previous-day or weekday-mean. Without it a gap is refused.",
        HelpName = "RULE",
    };

    public ExportLoadCommand()
        : base("load", ".csv", "A load profile of a year, for models of solar and storage: 35,040 or 8,760 values of one ESI ID.")
    {
        Add(_preset);
        Add(_step);
        Add(_fill);
        OptionKinds.Among(_preset, "sam", "reopt", "homer", "aurora");
        OptionKinds.Among(_step, "15", "30", "60");
        OptionKinds.Among(_fill, "zero", "previous-day", "weekday-mean");
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit export load --store uhit.db --output load/ --split esi-id --preset sam",
        "uhit export load --store uhit.db --esi-id 1008901000000000000001 --output load.csv --preset reopt --step 60 --fill weekday-mean",
    ];

    protected override UsageExport Format(ParseResult parsed) => new LoadExport
    {
        Preset = Enum.Parse<LoadPreset>(parsed.GetRequiredValue(_preset), ignoreCase: true),
        Step = TimeSpan.FromMinutes(int.Parse(parsed.GetValue(_step)!, CultureInfo.InvariantCulture)),
        Fill = parsed.GetValue(_fill) switch
        {
            "zero" => LoadFill.Zero,
            "previous-day" => LoadFill.PreviousDay,
            "weekday-mean" => LoadFill.WeekdayMean,
            _ => LoadFill.None,
        },
    };
}
