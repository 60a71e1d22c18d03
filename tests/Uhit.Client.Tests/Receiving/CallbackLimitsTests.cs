using System.Text;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What one message may hold in memory while it is read.</summary>
public sealed class CallbackLimitsTests
{
    private const string Period =
        "<BillingPeriod><StartDate>2025-01-01</StartDate><EndDate>2025-02-01</EndDate><Usage>1</Usage></BillingPeriod>";
    private const string Series = "<IntervalData><Channel>1</Channel><IntervalMinutes>15</IntervalMinutes></IntervalData>";
    private const string Reading =
        "<Reading><EndTime>2025-01-01T00:15:00-06:00</EndTime><Quantity>1</Quantity><ReadType>A</ReadType></Reading>";
    private const string Result =
        "<Result><LineNumber>1</LineNumber><EsiId>1008901000000000000001</EsiId><Status>Validated</Status></Result>";
    private const string Reason = "<Reason><Code>X</Code><Description>x</Description></Reason>";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static MessageLimits Three =>
        new() { MaxUsageLines = 3, MaxValidationResults = 3, MaxBillingPeriods = 3, MaxIntervalSeries = 3, MaxReadings = 3 };

    [Theory]
    [InlineData(Period, "Callback:Limits:MaxBillingPeriods", "DeliverHistoricalUsage/UsageHistory/BillingPeriod")]
    [InlineData(Series, "Callback:Limits:MaxIntervalSeries", "DeliverHistoricalUsage/UsageHistory/IntervalData")]
    [InlineData(Reading, "Callback:Limits:MaxReadings", "DeliverHistoricalUsage/UsageHistory/IntervalData/Reading")]
    [InlineData("UsageHistory", "Callback:Limits:MaxUsageLines", "DeliverHistoricalUsage/UsageHistory")]
    [InlineData(Result, "Callback:Limits:MaxValidationResults", "NotifyValidation/Result")]
    public async Task Handle_OneMoreThanTheLimit_IsRefusedAndKeptWithTheSettingsName(string item, string setting, string path)
    {
        using var fixture = await ReceiverFixture.CreateAsync(limits: Three);
        Assert.Equal(200, (await fixture.SendAsync(Of(item, 3))).StatusCode);

        var response = await fixture.SendAsync(Of(item, 4));

        var fault = ReceiverFixture.FaultOf(response);
        Assert.Equal(
            (500, "NotUnderstood", "The body holds more than is taken."),
            (response.StatusCode, fault.Detail!.Code, fault.Detail.Description));
        Assert.Contains(setting, fault.Reason, StringComparison.Ordinal);
        var logged = Assert.Single(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1217);
        Assert.Contains($"too-many-elements at {path}, the limit is the setting {setting}", logged.Message, StringComparison.Ordinal);
        var kept = await fixture.Store.Inbox.ListAsync(null, InboxRoom.Unreadable, Token).SingleAsync(Token);
        Assert.Equal((true, "too-many-elements"), (kept.HasBody, kept.Reason));
        Assert.Equal((1L, 0L), ((await fixture.StatisticsAsync()).Messages, (await fixture.StatisticsAsync()).StagedReceipts));
    }

    [Fact]
    public async Task Handle_ReadingsOfSeveralSeries_CountTogether()
    {
        using var fixture = await ReceiverFixture.CreateAsync(limits: Three);
        var twice = Series.Replace("</IntervalData>", Reading + Reading + "</IntervalData>", StringComparison.Ordinal);

        var response = await fixture.SendAsync(Delivery("D-1", Line(twice + twice)));

        Assert.Contains("Callback:Limits:MaxReadings", ReceiverFixture.FaultOf(response).Reason, StringComparison.Ordinal);
    }

    // They are put together when they are read.
    [Theory]
    [InlineData(Period, "Callback:Limits:MaxBillingPeriods")]
    [InlineData(Series, "Callback:Limits:MaxIntervalSeries")]
    [InlineData(Reading, "Callback:Limits:MaxReadings")]
    public async Task Handle_LinesOfOneEsiId_CountTogether(string item, string setting)
    {
        using var fixture = await ReceiverFixture.CreateAsync(limits: Three);
        var content = item == Reading ? Series.Replace("</IntervalData>", Reading
            + Reading.Replace("00:15", "00:30", StringComparison.Ordinal) + "</IntervalData>", StringComparison.Ordinal) : item + item;
        var line = Line(content);

        Assert.Equal(
            200,
            (await fixture.SendAsync(
                Delivery("D-1", line + line.Replace(EsiIds[0].Value, EsiIds[1].Value, StringComparison.Ordinal)))).StatusCode);
        Assert.Contains(
            setting, ReceiverFixture.FaultOf(await fixture.SendAsync(Delivery("D-2", line + line))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_LimitRaised_TheSameIsTaken()
    {
        var store = new GatedStore();
        using (var fixture = await ReceiverFixture.CreateAsync(store, limits: Three))
        {
            await fixture.SendAsync(Of(Period, 4));
        }

        using var raised = await ReceiverFixture.CreateAsync(store, withInquiry: false);
        Assert.Equal(200, (await raised.SendAsync(Of(Period, 4))).StatusCode);
    }

    [Theory]
    [InlineData(Period)]
    [InlineData(Series)]
    [InlineData(Result)]
    [Trait("Category", "Load")]
    public void Read_SixHundredThousand_AreRefusedBeforeTheyAreHeld(string item)
    {
        var bytes = Of(item, 600_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<UntranslatableException>(
            () => new CallbackReader(ReferenceWireFormat.Instance, MessageLimits.Default).Read(
                () => new MemoryStream(bytes), RequestHead.OfStored(), (_, _) => { }, _ => { }, _ => { }));

        Assert.StartsWith("Callback:Limits:Max", refused.Cause.Setting, StringComparison.Ordinal);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < bytes.Length, $"{allocated} bytes were allocated, garbage and all, for a body of {bytes.Length} bytes.");
    }

    [Fact]
    public async Task Handle_ReasonsWithoutEnd_AreRefused()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var many = Result.Replace("</Status>", "</Status>" + Repeated(Reason, 100_001), StringComparison.Ordinal);

        var response = await fixture.SendAsync(Of(many, 1));

        Assert.Equal("NotUnderstood", ReceiverFixture.FaultOf(response).Detail!.Code);
        Assert.Contains("too-many-elements", ReceiverFixture.FaultOf(response).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_FormatThatLooksAtNoLimits_TheSinkRefuses()
    {
        // The limits that the format sees are the default ones: only the sink knows better.
        using var sink = new CallbackSink(
            [UhitOperation.DeliverHistoricalUsage], CorrelationKinds.RequestId, Three, (_, _) => { }, _ => { });
        sink.OnHeader(Header("D-1"));
        var history = Histories().First();

        var refused = Assert.Throws<WireFormatException>(() =>
            sink.OnUsage(history with { BillingPeriods = [.. Enumerable.Repeat(history.BillingPeriods[0], 4)] }));

        Assert.Equal("Callback:Limits:MaxBillingPeriods", refused.Setting);
        Assert.Equal("Callback:Limits:MaxReadings", Assert.Throws<WireFormatException>(() => sink.OnUsage(history)).Setting);
        Assert.Equal(MessageLimits.Default, ((ICallbackSink)new NoLimits()).Limits);
        await Task.CompletedTask;
    }

    private static byte[] Of(string item, int count) => item switch
    {
        "UsageHistory" => Delivery("D-" + count, Repeated(Line(string.Empty), count)),
        Reading => Delivery(
            "D-" + count, Line(Series.Replace("</IntervalData>", Repeated(Reading, count) + "</IntervalData>", StringComparison.Ordinal))),
        Period or Series => Delivery("D-" + count, Line(Repeated(item, count))),
        _ => Replaced(Validation(Header("V-" + count)), "Result", Repeated(item, count)),
    };

    private static string Repeated(string item, int count) => new StringBuilder().Insert(0, item, count).ToString();

    private static string Line(string content) =>
        $"<UsageHistory><LineNumber>1</LineNumber><EsiId>{EsiIds[0].Value}</EsiId>{content}</UsageHistory>";

    private static byte[] Delivery(string messageId, string lines) =>
        Replaced(CallbackMessages.Delivery(Header(messageId)), "UsageHistory", lines);

    private static byte[] Replaced(byte[] message, string element, string lines)
    {
        var text = Text(message);
        var from = text.IndexOf($"<{element}>", StringComparison.Ordinal);
        var to = text.LastIndexOf($"</{element}>", StringComparison.Ordinal) + element.Length + 3;
        return Bytes(text[..from] + lines + text[to..]);
    }

    private sealed class NoLimits : ICallbackSink
    {
        public void OnHeader(MessageHeader header) => throw new NotSupportedException();

        public void OnTransaction(TransactionId transactionId) => throw new NotSupportedException();

        public void OnAcknowledgement(Acknowledgement acknowledgement) => throw new NotSupportedException();

        public void OnValidation(LineValidation validation) => throw new NotSupportedException();

        public void OnDelivery(DeliveryPart part) => throw new NotSupportedException();

        public void OnUsage(Uhit.Client.Usage.UsageHistory history) => throw new NotSupportedException();

        public void OnUnknownElements(int count) => throw new NotSupportedException();
    }
}
