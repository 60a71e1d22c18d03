using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Personal data that came in may stand in the store, and nowhere else.</summary>
public sealed class CallbackPrivacyTests
{
    private const string EsiIdCanary = "1008901999999999999977";
    private const string TextCanary = "Canary";
    private const decimal ReadingCanary = 987654.321m;
    private const decimal UsageCanary = 876543.21m;

    private static readonly string[] Canaries = [EsiIdCanary, TextCanary, "987654.321", "876543.21", "765432.1", "98765-7777"];

    public static TheoryData<string, int[]> Paths => new()
    {
        { "stored", [1202, 1202, 1202] },
        { "duplicate", [1202, 1204] },
        { "conflict", [1202, 1205] },
        { "unmatched", [1203, 1203, 1203] },
        { "other AuthenticationId", [1201] },
        { "untranslatable", [1206, 1214, 1206, 1214] },
        { "malformed", [1207, 1207] },
        { "format that throws", [1206, 1214, 1206, 1214] },
        { "format that fails for a reason of ours", [1208, 1214] },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Handle_MessageFullOfPersonalData_NoneInLogsAnswersAndTelemetry(string path, int[] logged)
    {
        var tags = new StringBuilder();
        using var activities = Listen(tags);
        using var metrics = Measure(tags);
        using var fixture = await ReceiverFixture.CreateAsync(withInquiry: path != "unmatched", format: path switch
        {
            "format that throws" => FailingWireFormat.With(
                new FormatException(string.Join(' ', Canaries), new InvalidOperationException(string.Join(' ', Canaries)))),
            "format that fails for a reason of ours" => FailingWireFormat.With(new OperationCanceledException(string.Join(' ', Canaries))),
            _ => null,
        });
        var answers = new StringBuilder();
        foreach (var message in MessagesOf(path))
        {
            Assert.Contains(Canaries, canary => Text(message).Contains(canary, StringComparison.Ordinal));
            var response = await fixture.SendAsync(message);
            answers.Append(response.Body.Length == 0 ? string.Empty : Text(response.Body.ToArray())).AppendJoin(' ', response.Headers);
        }

        var records = fixture.Log.Collector.GetSnapshot();
        Assert.Equal(logged, records.Select(record => record.Id.Id));
        Assert.Contains("Envelope", answers.ToString(), StringComparison.Ordinal);
        AssertClean(answers.ToString());
        Assert.All(records, record => AssertClean(TextOf(record)));
        lock (tags)
        {
            Assert.Contains(UhitTelemetry.OutcomeTag, tags.ToString(), StringComparison.Ordinal);
            AssertClean(tags.ToString());
        }
    }

    private static IEnumerable<byte[]> MessagesOf(string path) => path switch
    {
        "stored" or "unmatched" => [DeliveryWith(), ValidationWith(), AcknowledgementWith()],
        "duplicate" => [DeliveryWith(), DeliveryWith()],
        "conflict" => [DeliveryWith(), DeliveryWith(customer: "Canary Other")],
        "other AuthenticationId" => [DeliveryWith(AuthenticationId.Parse("987650000"))],
        "untranslatable" => [Changed("987654.321", "Canary987654.321"), Changed("<EsiId>" + EsiIdCanary, "<EsiId>" + EsiIdCanary + "!")],
        "malformed" => [Changed("</CustomerName>", "</CanaryName>"), Changed("<CustomerName>", "<CustomerName Canary=\"1\" Canary=\"2\">")],
        "format that throws" => [DeliveryWith(), ValidationWith()],
        _ => [DeliveryWith()],
    };

    private static byte[] Changed(string from, string to)
    {
        var message = Text(DeliveryWith());
        Assert.Contains(from, message, StringComparison.Ordinal);
        return Bytes(message.Replace(from, to, StringComparison.Ordinal));
    }

    private static byte[] DeliveryWith(AuthenticationId? authenticationId = null, string customer = "Canary Customer") =>
        SoapEnvelopeWriter.ToBytes(
            SoapVersion.Soap11,
            writer => ReferenceWireFormat.Instance.WriteDelivery(
                writer,
                Header("D-1", authenticationId: authenticationId),
                TransactionId.Parse("T-1"),
                new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1),
                [HistoryWith(customer), new UsageHistory { LineNumber = 2, EsiId = EsiId.Parse(EsiIdCanary), NoData = ErrorWith() }]));

    private static UsageHistory HistoryWith(string customer)
    {
        var series = new IntervalSeriesBuilder(
            "CanaryMeter", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        series.Add(CentralTime.StartOf(new DateOnly(2025, 1, 1)).AddMinutes(15), ReadingCanary, ReadType.Actual);
        return new UsageHistory
        {
            LineNumber = 1,
            EsiId = EsiId.Parse(EsiIdCanary),
            CustomerName = customer,
            ServiceAddress = new ServiceAddress
            {
                Line1 = "1 Canary Street",
                Line2 = "Apt Canary",
                City = "Canary City",
                State = "TX",
                PostalCode = "98765-7777",
            },
            BillingPeriods =
            [
                new BillingPeriod
                {
                    MeterNumber = "CanaryMeter",
                    StartDate = new DateOnly(2025, 1, 1),
                    EndDate = new DateOnly(2025, 2, 1),
                    Usage = UsageCanary,
                    MeteredDemand = 765432.1m,
                },
            ],
            IntervalSeries = [series.Build()],
        };
    }

    private static byte[] ValidationWith() => SoapEnvelopeWriter.ToBytes(
        SoapVersion.Soap11,
        writer => ReferenceWireFormat.Instance.WriteValidation(writer, Header("V-1"), TransactionId.Parse("T-1"),
        [
            new LineValidation
            {
                LineNumber = 1,
                EsiId = EsiId.Parse(EsiIdCanary),
                Status = ValidationStatus.Failed,
                Reasons = [ErrorWith()],
            },
        ]));

    private static byte[] AcknowledgementWith() => SoapEnvelopeWriter.ToBytes(
        SoapVersion.Soap11,
        writer => ReferenceWireFormat.Instance.WriteAcknowledgementNotice(writer, Header("A-1"), new Acknowledgement
        {
            RequestId = Asked,
            MessageId = MessageId.Parse("Q-1"),
            ReceivedAt = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Status = AcknowledgementStatus.Rejected,
            Errors = [ErrorWith()],
        }));

    private static ReportedError ErrorWith() => new() { Code = "A76", Description = $"Canary Customer of {EsiIdCanary} is not known." };

    private static void AssertClean(string text) =>
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase));

    // An exception may tell all, but at Debug only.
    private static string TextOf(FakeLogRecord record) => new StringBuilder(record.Message)
        .AppendJoin(' ', record.StructuredState ?? [])
        .AppendJoin(' ', record.Scopes)
        .Append(record.Level > LogLevel.Debug ? record.Exception : null)
        .ToString();

    private static ActivityListener Listen(StringBuilder tags)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == UhitTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Append(
                tags, activity.DisplayName, activity.StatusDescription, string.Join(' ', activity.TagObjects),
                string.Join(' ', activity.Baggage), string.Join(' ', activity.Events.SelectMany(told => told.Tags))),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(StringBuilder tags)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter.Name == UhitTelemetry.Name)
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, measured, _) =>
            Append(tags, instrument.Name, string.Join(' ', measured.ToArray())));
        listener.SetMeasurementEventCallback<long>((instrument, _, measured, _) =>
            Append(tags, instrument.Name, string.Join(' ', measured.ToArray())));
        listener.Start();
        return listener;
    }

    private static void Append(StringBuilder tags, params string?[] texts)
    {
        lock (tags)
        {
            tags.AppendJoin(' ', texts).AppendLine();
        }
    }
}
