using Uhit.Client.Receiving;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What an answer says is known from what was asked, and a fetch says by its content what it brings.</summary>
public class AnswerSinkTests
{
    private static readonly UhitOperation[] Fetchable =
        [
            UhitOperation.FetchUsage,
            UhitOperation.NotifyAcknowledgement,
            UhitOperation.NotifyValidation,
            UhitOperation.DeliverHistoricalUsage,
        ];

    private static readonly MessageHeader Nameless = new() { AuthenticationId = AuthenticationId.Parse("123456789"), RequestId = default };

    [Fact]
    public void OnHeader_WithoutAnInquiry_BelongsToTheOneThatWasAsked()
    {
        MessageHeader? admitted = null;
        using var sink = new CallbackSink(
            Fetchable, CorrelationKinds.RequestId, MessageLimits.Default, (_, header) => admitted = header, _ => { },
            RequestId.Parse("R-1"));

        sink.OnHeader(Nameless);
        sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1));

        Assert.Equal("R-1", admitted!.RequestId.Value);
        Assert.Equal("R-1", sink.Finish().Header.RequestId.Value);
    }

    [Fact]
    public void OnHeader_OfAnotherInquiry_StaysThatOnes()
    {
        using var sink = new CallbackSink(
            Fetchable, CorrelationKinds.RequestId, MessageLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));

        sink.OnHeader(Nameless with { RequestId = RequestId.Parse("R-2") });
        sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1));

        Assert.Equal("R-2", sink.Finish().Header.RequestId.Value);
    }

    [Theory]
    [InlineData(UhitOperation.NotifyAcknowledgement)]
    [InlineData(UhitOperation.NotifyValidation)]
    [InlineData(UhitOperation.DeliverHistoricalUsage)]
    public void Finish_OfAFetch_IsWhatItsContentIs(UhitOperation operation)
    {
        using var sink = new CallbackSink(
            Fetchable, CorrelationKinds.RequestId, MessageLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));
        sink.OnHeader(Nameless);
        switch (operation)
        {
            case UhitOperation.NotifyAcknowledgement:
                sink.OnAcknowledgement(new Acknowledgement
                {
                    RequestId = RequestId.Parse("R-1"),
                    ReceivedAt = default,
                    Status = AcknowledgementStatus.Accepted,
                });
                break;
            case UhitOperation.NotifyValidation:
                sink.OnValidation(new LineValidation
                {
                    LineNumber = 1,
                    EsiId = EsiId.Parse("10089010000000000001"),
                    Status = ValidationStatus.Validated,
                });
                break;
            default:
                sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1));
                break;
        }

        Assert.Equal(operation, sink.Finish().Operation);
    }

    [Fact]
    public void Finish_OfAFetchWithAHeaderAndNothingElse_IsNotOfTheContract()
    {
        using var sink = new CallbackSink(
            Fetchable, CorrelationKinds.RequestId, MessageLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));
        sink.OnHeader(Nameless);

        Assert.True(sink.IsTouched);
        Assert.Equal("missing-element", Assert.Throws<WireFormatException>(sink.Finish).Code);
    }

    // A contract whose deliveries have no number of their own: each message is a whole one.
    [Theory]
    [InlineData("M-7", "M-7")]
    [InlineData(null, null)]
    public void Finish_OfADeliveryWithoutANumber_IsTheOnlyPartUnderTheMessagesOwn(string? messageId, string? expected)
    {
        using var sink = new CallbackSink(
            [UhitOperation.DeliverHistoricalUsage], CorrelationKinds.RequestId, MessageLimits.Default, (_, _) => { }, _ => { });
        sink.OnHeader(Nameless with
        {
            RequestId = RequestId.Parse("R-1"),
            MessageId = messageId is null ? null : MessageId.Parse(messageId),
        });
        sink.OnForm("second");

        var parsed = sink.Finish();

        Assert.Equal(new DeliveryPart(DeliveryId.Parse(expected ?? Convert.ToHexStringLower(parsed.Digest)), 1, 1), parsed.Part);
        Assert.Equal(("second", "second"), (parsed.Form, parsed.ToAnswer().Form));
    }

    // An answer that says something and has no header is broken, not empty: it must not be thrown away as nothing.
    [Theory]
    [InlineData(UhitOperation.NotifyValidation)]
    [InlineData(UhitOperation.DeliverHistoricalUsage)]
    public void Finish_ContentWithoutAHeader_IsNotOfTheContract(UhitOperation operation)
    {
        using var sink = new CallbackSink(
            Fetchable, CorrelationKinds.RequestId, MessageLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));
        if (operation == UhitOperation.NotifyValidation)
        {
            sink.OnValidation(new LineValidation { LineNumber = 1, EsiId = EsiIds[0], Status = ValidationStatus.Validated });
        }
        else
        {
            sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1));
        }

        Assert.True(sink.IsTouched);
        Assert.Equal("Header", Assert.Throws<WireFormatException>(sink.Finish).Path);
    }

    // By which period an inquiry is found: what the message repeats of the question, for one ESI ID before that for all.
    [Fact]
    public void Finish_WithoutANumber_TheInquiryIsFoundByEsiIdsAndPeriods()
    {
        var ofAll = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));
        var ofOne = new UsagePeriod(new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 31));
        var third = EsiId.Parse("1008901000000000000003");
        using var sink = SinkOf(CorrelationKinds.EsiId);
        sink.OnPeriod(ofAll, null);
        sink.OnPeriod(ofOne, EsiIds[1]);
        sink.OnPeriod(ofOne, third);
        foreach (var esiId in EsiIds)
        {
            sink.OnValidation(new LineValidation { LineNumber = 1, EsiId = esiId, Status = ValidationStatus.Validated });
        }

        var evidence = sink.Finish().Evidence!;

        Assert.Equal(
            [(EsiIds[0], ofAll), (EsiIds[1], ofOne), (third, ofOne)], evidence.Lines.Select(line => (line.EsiId, line.Days!.Value)));
        Assert.Equal((UhitOperation.NotifyValidation, null, null), (evidence.Operation, evidence.TransactionId, evidence.CorrelationId));
    }

    [Theory]
    [InlineData(CorrelationKinds.TransactionId, "T-1", null)]
    [InlineData(CorrelationKinds.CorrelationId, null, "C-1")]
    [InlineData(CorrelationKinds.TransactionId | CorrelationKinds.CorrelationId, "T-1", "C-1")]
    [InlineData(CorrelationKinds.EsiId, null, null)]
    public void Finish_WithoutANumber_OnlyWhatTheContractGoesByCounts(CorrelationKinds kinds, string? transactionId, string? correlationId)
    {
        using var sink = SinkOf(kinds);
        sink.OnTransaction(TransactionId.Parse("T-1"));
        sink.OnCorrelationId("C-1");
        sink.OnValidation(new LineValidation { LineNumber = 1, EsiId = EsiIds[0], Status = ValidationStatus.Validated });

        var evidence = sink.Finish().Evidence!;

        Assert.Equal((transactionId, correlationId), (evidence.TransactionId?.Value, evidence.CorrelationId));
        Assert.Equal(kinds.HasFlag(CorrelationKinds.EsiId), evidence.Lines.Count > 0);
    }

    // Of a delivery in parts one may be stored already: that tells the inquiries apart.
    [Fact]
    public void Finish_DeliveryWithoutANumber_TheInquiryIsFoundByItsPartToo()
    {
        using var sink = SinkOf(CorrelationKinds.TransactionId);
        sink.OnTransaction(TransactionId.Parse("T-1"));
        sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 2, 3));

        Assert.Equal(new DeliveryPart(DeliveryId.Parse("D-1"), 2, 3), sink.Finish().Evidence!.Part);
    }

    [Fact]
    public void Finish_WithoutANumberAndNothingElseToGoBy_IsNotOfTheContract()
    {
        using var sink = SinkOf(CorrelationKinds.TransactionId);
        sink.OnValidation(new LineValidation { LineNumber = 1, EsiId = EsiIds[0], Status = ValidationStatus.Validated });

        Assert.Equal("RequestId", Assert.Throws<WireFormatException>(sink.Finish).Path);
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    public void OnDelivery_PartOfSoMany_MustBeOneOfThem(int number, int count, bool isOne)
    {
        using var sink = SinkOf(CorrelationKinds.RequestId);

        var thrown = Record.Exception(() => sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), number, count)));

        Assert.Equal(isOne, thrown is null);
    }

    private static CallbackSink SinkOf(CorrelationKinds kinds)
    {
        var sink = new CallbackSink(Fetchable, kinds, MessageLimits.Default, (_, _) => { }, _ => { });
        sink.OnHeader(Nameless);
        return sink;
    }
}
