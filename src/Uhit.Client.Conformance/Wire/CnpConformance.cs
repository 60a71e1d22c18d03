using CsCheck;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What both halves of a format must do together: what one side writes, the other reads, whatever the values are.</summary>
public abstract class CnpConformance : WireConformance
{
    /// <inheritdoc/>
    protected abstract override SimulatedWireFormat Format { get; }

    private const int Iterations = 60;

    private protected WireExchange Exchange => new(Format);

    [Fact]
    public void Inquiry_AnyValue_RoundTrips() => WireGen.Inquiry().Sample(
        any =>
        {
            var message = Carried(any);
            var envelope = Exchange.Write(writer => Format.WriteInquiry(writer, message));
            Assert.Equal(DomainText.Of(message), DomainText.Of(Exchange.Read(envelope, Format.ReadInquiry)));
        },
        iter: Iterations);

    [Fact]
    public void InquiryAnswer_AnyValue_RoundTrips()
    {
        if (Format.GetEmptyAnswerStatus(UhitOperation.RequestHistoricalUsage) is not null)
        {
            return;
        }

        WireGen.Acknowledgement().Sample(
            any =>
            {
                var answer = Carried(any, UhitOperation.RequestHistoricalUsage);
                var envelope = Exchange.Write(writer => Format.WriteInquiryAnswer(writer, answer, []));
                Assert.Equal(DomainText.Of(answer), DomainText.Of(Exchange.Read(envelope, Format.ReadInquiryAnswer)));
                Assert.All(
                    Format.GetAnswerContent(UhitOperation.RequestHistoricalUsage),
                    operation => Assert.Null(Exchange.ReadAs(operation, envelope).Header));
            },
            iter: Iterations);
    }

    [Fact]
    public void CallbackAnswer_AnyValue_RoundTrips() => WireGen.Acknowledgement().Sample(
        any =>
        {
            foreach (var operation in Callbacks.Where(operation => Format.GetEmptyAnswerStatus(operation) is null))
            {
                var answer = Carried(any, operation);
                var envelope = Exchange.Write(writer => Format.WriteCallbackAnswer(writer, operation, answer));
                Assert.Equal(
                    DomainText.Of(answer), DomainText.Of(Exchange.Read(envelope, body => Format.ReadCallbackAnswer(operation, body))));
            }
        },
        iter: Iterations);

    [Fact]
    public void Acknowledgement_AnyValue_RoundTripsInEveryWayItComes() => Gen.Select(WireGen.Header(), WireGen.Acknowledgement()).Sample(
        (header, acknowledgement) => AssertComes(new WireCallback
        {
            Operation = UhitOperation.NotifyAcknowledgement,
            Header = Carried(header, UhitOperation.NotifyAcknowledgement),
            Acknowledgement = CarriedNotice(acknowledgement with { RequestId = header.RequestId }),
        }),
        iter: Iterations);

    [Fact]
    public void Validation_AnyValue_RoundTripsInEveryWayItComes() =>
        Gen.Select(WireGen.Header(), WireGen.Transaction, WireGen.Validation.Array[1, 5]).Sample(
            (header, transaction, lines) => AssertComes(new WireCallback
            {
                Operation = UhitOperation.NotifyValidation,
                Header = Carried(header, UhitOperation.NotifyValidation),
                TransactionId = Carried(transaction, UhitOperation.NotifyValidation),
                Validations = [.. lines.Take(Format.GetMaxCallbackLines(UhitOperation.NotifyValidation)).Select(Carried)],
            }),
            iter: Iterations);

    [Fact]
    public void Delivery_AnyValue_RoundTripsInEveryWayItComes() =>
        Gen.Select(WireGen.Header(), WireGen.Transaction, WireGen.Part, WireGen.Usage.Array[1, 3]).Sample(
            (header, transaction, part, usage) => AssertComes(new WireCallback
            {
                Operation = UhitOperation.DeliverHistoricalUsage,
                Header = Carried(header, UhitOperation.DeliverHistoricalUsage),
                TransactionId = Carried(transaction, UhitOperation.DeliverHistoricalUsage),
                Part = part,
                Usage = [.. usage.Take(Format.GetMaxCallbackLines(UhitOperation.DeliverHistoricalUsage)).Select(Carried)],
            }),
            iter: Iterations);

    [Fact]
    public void Delivery_AnyValue_IsAsTheSchemaWantsItAndReadHoweverItIsWritten()
    {
        if (!Callbacks.Contains(UhitOperation.DeliverHistoricalUsage))
        {
            return;
        }

        var schema = new SchemaCheck(Format);
        Gen.Select(WireGen.Header(), WireGen.Transaction, WireGen.Part, WireGen.Usage).Sample(
            (header, transaction, part, usage) =>
            {
                var envelope = Exchange.Delivery(
                    Carried(header, UhitOperation.DeliverHistoricalUsage), Carried(transaction, UhitOperation.DeliverHistoricalUsage), part,
                    Carried(usage));
                var expected = Exchange.ReadCallback(envelope).Text;
                Assert.Empty(schema.Errors(envelope));
                Assert.True(
                    !schema.HasSchema
                        || CanonicalXml.BodyOf(envelope).All(element => schema.IsKnown(element.Name.LocalName, element.Name.NamespaceName)),
                        "The schema of ContractFiles does not know the delivery's element.");
                Assert.Equal(expected, Exchange.ReadCallback(XmlVariant.OtherPrefixesAndWhiteSpace(envelope)).Text);

                var later = Exchange.ReadCallback(XmlVariant.WithUnknownElements(envelope, out var unknown));
                Assert.Equal((expected, unknown), (later.Text, later.UnknownElements));
            },
            iter: Iterations);
    }

    [Fact]
    public void ReadCallback_WhiteSpaceAroundIdentifiersAndCodes_IsNoPartOfThem()
    {
        if (Callbacks.Contains(UhitOperation.DeliverHistoricalUsage))
        {
            var envelope = Delivery(FixedMessages.Codes());
            Assert.Equal(Exchange.ReadCallback(envelope).Text, Exchange.ReadCallback(XmlVariant.Padded(envelope)).Text);
        }
    }

    [Fact]
    public void Write_SameMessageTwice_GivesTheSameBytes() => Assert.Equal(Delivery(SeriesGen.Year(1)), Delivery(SeriesGen.Year(1)));

    [Fact]
    public void Fetch_AndConfirmation_RoundTrip()
    {
        if (Format.Polling is not { } polling)
        {
            return;
        }

        var asked = new WireFetch
        {
            Header = Carried(FixedMessages.Header(), UhitOperation.FetchUsage),
            TransactionId = Carried((TransactionId?)TransactionId.Parse("T1"), UhitOperation.FetchUsage),
        };
        var fetch = Exchange.Read(Exchange.Write(writer => Format.WriteFetch(writer, asked)), Format.ReadFetch);
        Assert.Equal((asked.Header, asked.TransactionId), (fetch.Header, fetch.TransactionId));
        Assert.Null(
            Exchange.ReadAs(UhitOperation.FetchUsage, Exchange.Write(writer => Format.WriteFetchAnswer(writer, asked, null))).Header);
        if (!polling.Confirms)
        {
            return;
        }

        var told = new WireFetch
        {
            Header = Carried(FixedMessages.Header(), UhitOperation.ConfirmUsage),
            Confirms = HasMessageIds ? MessageId.Parse("M7") : null,
        };
        Assert.Equal(
            told.Confirms, Exchange.Read(Exchange.Write(writer => Format.WriteConfirm(writer, told)), Format.ReadConfirm).Confirms);
        var answer = Carried(FixedMessages.Acknowledgement(), UhitOperation.ConfirmUsage);
        Assert.Equal(
            answer.Status, Exchange.Read(
                Exchange.Write(writer => Format.WriteConfirmAnswer(writer, answer)), body => Format.ReadConfirmAnswer(body, told)).Status);
    }

    private byte[] Delivery(UsageHistory history) => Exchange.Delivery(
        Carried(FixedMessages.Header(), UhitOperation.DeliverHistoricalUsage),
        Carried((TransactionId?)TransactionId.Parse("T1"), UhitOperation.DeliverHistoricalUsage), FixedMessages.Part, Carried(history));

    // Once for each way in which the contract brings such a notice.
    private void AssertComes(WireCallback notice)
    {
        var part = notice.Part is { } one ? Carried(one) : null;
        var expected = DomainText.Of(notice.Header) + DomainText.Of(notice.TransactionId)
            + (notice.Acknowledgement is { } acknowledgement ? DomainText.Of(acknowledgement) : string.Empty)
            + DomainText.Of(part) + string.Concat(notice.Validations.Select(DomainText.Of))
            + string.Concat(notice.Usage.Select(DomainText.Of));
        if (Callbacks.Contains(notice.Operation))
        {
            var sink = Exchange.ReadCallback(Exchange.Write(writer => WriteCallback(writer, notice)));
            Assert.Equal((notice.Operation, expected), (sink.Operation, sink.Text));
        }

        if (Format.Polling is not null && Fetched.Contains(notice.Operation))
        {
            var fetch = new WireFetch { Header = Carried(FixedMessages.Header(), UhitOperation.FetchUsage) };
            Assert.Equal(
                expected,
                Exchange.ReadAs(UhitOperation.FetchUsage, Exchange.Write(writer => Format.WriteFetchAnswer(writer, fetch, notice))).Text);
        }

        if (Format.GetAnswerContent(UhitOperation.RequestHistoricalUsage).Contains(notice.Operation))
        {
            var answer = Carried(FixedMessages.Acknowledgement(), UhitOperation.RequestHistoricalUsage) with
            {
                Status = AcknowledgementStatus.Accepted,
                Errors = [],
            };
            Assert.Equal(
                expected,
                Exchange.ReadAs(notice.Operation, Exchange.Write(writer => Format.WriteInquiryAnswer(writer, answer, [notice]))).Text);
        }
    }

    private void WriteCallback(System.Xml.XmlWriter writer, WireCallback notice)
    {
        switch (notice.Operation)
        {
            case UhitOperation.NotifyAcknowledgement:
                Format.WriteAcknowledgementNotice(writer, notice.Header, notice.Acknowledgement!);
                break;
            case UhitOperation.NotifyValidation:
                Format.WriteValidation(writer, notice.Header, notice.TransactionId, notice.Validations);
                break;
            default:
                Format.WriteDelivery(writer, notice.Header, notice.TransactionId, notice.Part!, notice.Usage);
                break;
        }
    }
}
