using Uhit.Client.Export.Readings;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Formats;

internal sealed class LoadWriter(LoadExport options, Stream output, ExportTally tally) : ExportWriter
{
    private readonly Utf8Sink _sink = new(output);
    private readonly StepPool _steps = new();
    private readonly int _minutes = (int)options.Step.TotalMinutes;
    private bool _isTaken;

    public override async ValueTask WriteAsync(
        UsageHistory history, IReadOnlyList<EnergyReadings> channels, CancellationToken cancellationToken)
    {
        if (channels.Count == 0)
        {
            return;
        }

        if (_isTaken)
        {
            tally.Skip(history.EsiId, ExportSkipReason.OneEsiIdOnly, string.Empty, channels.Sum(readings => (long)readings.Count));
            return;
        }

        try
        {
            if (_steps.Of(channels, _minutes, tally) is [var readings])
            {
                Write(readings);
                await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OverflowException)
        {
            tally.Skip(history.EsiId, ExportSkipReason.TooLarge, string.Empty, channels[0].Count);
        }
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken) => _sink.EndAsync(cancellationToken);

    private void Write(EnergyReadings readings)
    {
        if (LoadYear.Of(readings, _minutes) is not { } year)
        {
            tally.Skip(readings.EsiId, ExportSkipReason.LessThanAYear, string.Empty, readings.Count);
            return;
        }

        var filled = year.Fill(options.Fill);
        if (year.Missing > 0)
        {
            tally.Skip(readings.EsiId, ExportSkipReason.Gaps, string.Empty, year.Missing);
            return;
        }

        // The clock of standard time has no changes: those of the readings are told as they were.
        var energy = year.Turned(dropsLastDay: options.Preset == LoadPreset.Reopt);
        var perHour = options.Preset == LoadPreset.Aurora ? 1 : 60 / _minutes;
        var lines = Array.ConvertAll(energy, value => checked(value * perHour));
        if (options.Preset == LoadPreset.Sam)
        {
            _sink.Write("Load (kW)\n"u8);
        }

        foreach (var value in lines)
        {
            var row = _sink.Reserve(Utf8Number.MaxLength + 1);
            var length = Utf8Number.Write(value, 0, row);
            row[length] = (byte)'\n';
            _sink.Advance(length + 1);
        }

        _isTaken = true;
        tally.Filled += filled;
        tally.Load(readings, energy, year.Estimated);
        if (!year.IsCalendarYear)
        {
            tally.Note("The twelve months are of two calendar years: turned to begin on 1 January, the days of the week do not run on.");
        }
    }
}
