using Uhit.Client.Usage;

namespace Uhit.Client.Receiving;

/// <summary>What a callback says, as one number: SHA-256 over its parsed values.</summary>
/// <remarks>Left out are <c>SentAt</c> and the MessageId, which a sender may renew for the same content, and all that is only writing:
/// prefixes, white space between elements, attribute order, trailing zeros. The order of lines counts. Stored with its version: a change of
/// this class, or of what the values are read as, needs a new one (2: identifiers and codes without padding; 3: without
/// a correlation id by which no inquiry is found).</remarks>
internal sealed class ContentDigest : IDisposable
{
    public const int Version = 3;

    // In the hash for ever: the digest is the identity of messages without a MessageId, and what reads as it did must keep its own.
    private const byte FirstVersion = 1;

    private readonly DigestWriter _writer = new();

    /// <summary>The operation: before all else.</summary>
    public void Add(UhitOperation operation)
    {
        _writer.Tag(FirstVersion);
        _writer.Write((long)operation);
    }

    public void Add(MessageHeader header)
    {
        _writer.Tag((byte)'H');
        _writer.Write(header.AuthenticationId.Value);
        _writer.Write(header.RequestId.Value);
    }

    public void Add(TransactionId transactionId)
    {
        _writer.Tag((byte)'T');
        _writer.Write(transactionId.Value);
    }

    public void AddCorrelationId(string id)
    {
        _writer.Tag((byte)'C');
        _writer.Write(id);
    }

    public void Add(UsagePeriod period, EsiId? esiId)
    {
        _writer.Tag((byte)'D');
        _writer.Write(esiId?.Value);
        _writer.Write((long)period.Start.DayNumber);
        _writer.Write((long)period.End.DayNumber);
    }

    public void Add(Acknowledgement acknowledgement)
    {
        _writer.Tag((byte)'A');
        _writer.Write(acknowledgement.RequestId.Value);
        _writer.Write(acknowledgement.MessageId?.Value);
        _writer.Write(acknowledgement.TransactionId?.Value);
        _writer.Write(acknowledgement.ReceivedAt);
        _writer.Write((long)acknowledgement.Status);
        Add(acknowledgement.Errors);
    }

    public void Add(LineValidation validation)
    {
        _writer.Tag((byte)'V');
        _writer.Write((long)validation.LineNumber);
        _writer.Write(validation.EsiId.Value);
        _writer.Write(validation.Status.Value);
        Add(validation.Reasons);
    }

    public void Add(DeliveryPart part)
    {
        _writer.Tag((byte)'P');
        _writer.Write(part.DeliveryId.Value);
        _writer.Write((long)part.PartNumber);
        _writer.Write((long)part.PartCount);
    }

    public void Add(UsageHistory history)
    {
        _writer.Tag((byte)'U');
        _writer.Write((long)history.LineNumber);
        _writer.Write(history.EsiId.Value);
        _writer.Write(history.CustomerName);
        Add(history.ServiceAddress);
        _writer.Write(history.LoadProfile);
        _writer.Write(history.RateClass);
        _writer.Write(history.MeterReadCycle);
        _writer.Write(history.ErcotRegion);
        Add(history.NoData is null ? [] : [history.NoData]);
        _writer.Write((long)history.BillingPeriods.Count);
        foreach (var period in history.BillingPeriods)
        {
            Add(period);
        }

        _writer.Write((long)history.IntervalSeries.Count);
        foreach (var series in history.IntervalSeries)
        {
            Add(series);
        }
    }

    public byte[] Finish() => _writer.Finish();

    public void Dispose() => _writer.Dispose();

    private void Add(IReadOnlyList<ReportedError> errors)
    {
        _writer.Write((long)errors.Count);
        foreach (var error in errors)
        {
            _writer.Write(error.Code);
            _writer.Write(error.Description);
            _writer.Write(error.LineNumber);
        }
    }

    private void Add(ServiceAddress? address)
    {
        _writer.Tag(address is null ? (byte)0 : (byte)1);
        if (address is not null)
        {
            _writer.Write(address.Line1);
            _writer.Write(address.Line2);
            _writer.Write(address.City);
            _writer.Write(address.State);
            _writer.Write(address.PostalCode);
        }
    }

    private void Add(BillingPeriod period)
    {
        _writer.Write(period.MeterNumber);
        _writer.Write(period.MeterType?.Value);
        _writer.Write((long)period.StartDate.DayNumber);
        _writer.Write((long)period.EndDate.DayNumber);
        _writer.Write(period.ReadType?.Value);
        _writer.Write((decimal?)period.Usage);
        _writer.Write(period.MeteredDemand);
        _writer.Write(period.BilledDemand);
        _writer.Write(period.MeteredApparentDemand);
        _writer.Write(period.BilledApparentDemand);
        _writer.Write(period.PowerFactor);
        _writer.Write(period.Multiplier);
    }

    private void Add(IntervalSeries series)
    {
        var columns = series.Columns;
        _writer.Write(series.MeterNumber);
        _writer.Write(series.Channel.Value);
        _writer.Write(series.Unit.Value);
        _writer.Write(series.Interval.Ticks);
        _writer.Write((long)columns.Count);
        _writer.Write((long)columns.Conflicts);
        _writer.Write((long)columns.ReadTypes.Length);
        foreach (var readType in columns.ReadTypes)
        {
            _writer.Write(readType.Value);
        }

        _writer.Write((long)columns.Runs.Length);
        foreach (var run in columns.Runs)
        {
            _writer.Write((long)run.FirstIndex);
            _writer.Write(run.FirstEndUtcTicks);
            _writer.Write((long)run.OffsetMinutes);
        }

        for (var i = 0; i < columns.Count; i++)
        {
            _writer.Tag(columns.Qualities[i]);
            if (columns.WideValues.IsEmpty)
            {
                _writer.WriteScaled(columns.Values[i], columns.Scale);
            }
            else
            {
                _writer.Write((decimal?)columns.WideValues[i]);
            }
        }

        // What lost against a later reading of the same time was said too.
        _writer.Write((long)columns.Dropped.Length);
        foreach (var reading in columns.Dropped)
        {
            _writer.Write(reading.End.UtcTicks);
            _writer.Write((decimal?)reading.Quantity);
            _writer.Write(reading.ReadType.Value);
        }
    }
}
