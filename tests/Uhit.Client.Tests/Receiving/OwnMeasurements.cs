using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What is measured and traced by whatever the test that made it does: others run at the same time.</summary>
internal sealed class OwnMeasurements : IDisposable
{
    private readonly AsyncLocal<bool> _isOwn = new() { Value = true };
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value, Dictionary<string, object?> Tags)> _all = [];

    private readonly ActivityListener _activities;

    public OwnMeasurements()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == UhitTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Add(activity.OperationName, 0, activity.TagObjects.ToArray()),
        };
        ActivitySource.AddActivityListener(_activities);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == UhitTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<(double Value, Dictionary<string, object?> Tags)> Of(string instrument)
    {
        lock (_all)
        {
            return [.. _all.Where(measured => measured.Instrument == instrument).Select(measured => (measured.Value, measured.Tags))];
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _listener.Dispose();
    }

    private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_isOwn.Value)
        {
            lock (_all)
            {
                _all.Add((instrument, value, new(tags.ToArray())));
            }
        }
    }
}
