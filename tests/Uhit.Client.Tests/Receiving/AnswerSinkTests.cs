using Uhit.Client.Receiving;
using Uhit.Client.Wire;

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
            Fetchable, CorrelationKinds.RequestId, CallbackLimits.Default, (_, header) => admitted = header, _ => { },
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
            Fetchable, CorrelationKinds.RequestId, CallbackLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));

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
            Fetchable, CorrelationKinds.RequestId, CallbackLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));
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
            Fetchable, CorrelationKinds.RequestId, CallbackLimits.Default, (_, _) => { }, _ => { }, RequestId.Parse("R-1"));
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
            [UhitOperation.DeliverHistoricalUsage], CorrelationKinds.RequestId, CallbackLimits.Default, (_, _) => { }, _ => { });
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
}
