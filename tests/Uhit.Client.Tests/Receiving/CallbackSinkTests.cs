using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What a wire format may tell of a callback, in which order, and what follows from it.</summary>
public sealed class CallbackSinkTests
{
    private static readonly EsiId Esi = InquiryBuilder.EsiIdOf(1);
    private static readonly UsagePeriod January = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 31));
    private static readonly UsagePeriod March = new(new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 31));

    private static readonly LineValidation Validation = new() { LineNumber = 1, EsiId = Esi, Status = ValidationStatus.Validated };

    private static readonly UsageHistory Usage = new UsageHistoryBuilder(Esi).AddIntervals(January, 1m).Build();

    // One of those that the body may be, and before anything was told of it.
    [Theory]
    [InlineData(UhitOperation.NotifyValidation, false, true)]
    [InlineData(UhitOperation.DeliverHistoricalUsage, false, true)]
    [InlineData(UhitOperation.NotifyAcknowledgement, false, false)]
    [InlineData(UhitOperation.DeliverHistoricalUsage, true, false)]
    public void OnOperation_OneOfThose_IsTakenBeforeTheHeader(UhitOperation operation, bool isLate, bool isTaken)
    {
        using var sink = Sink(operations: [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage]);
        Assert.Equal(UhitOperation.NotifyValidation, sink.Operation);
        if (isLate)
        {
            sink.OnHeader(Header("R-1"));
        }

        var failure = Record.Exception(() => sink.OnOperation(operation));

        Assert.Equal(isTaken ? null : "bad-operation", (failure as WireFormatException)?.Code);
        Assert.Equal(isTaken ? operation : UhitOperation.NotifyValidation, sink.Operation);
    }

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("operation", true)]
    [InlineData("header", true)]
    [InlineData("validation", true)]
    public void IsTouched_SomethingWasTold_IsSaid(string told, bool isTouched)
    {
        using var sink = Sink();
        switch (told)
        {
            case "operation":
                sink.OnOperation(UhitOperation.NotifyValidation);
                break;
            case "header":
                sink.OnHeader(Header("R-1"));
                break;
            case "validation":
                sink.OnValidation(Validation);
                break;
        }

        Assert.Equal(isTouched, sink.IsTouched);
    }

    // A delivery that names no inquiry is of the one that was asked for; one that names another stays that one's.
    [Theory]
    [InlineData(null, "R-asked", "R-asked")]
    [InlineData("R-1", "R-asked", "R-1")]
    [InlineData("R-1", null, "R-1")]
    public void OnHeader_OfAnAnswer_IsOfWhatWasAskedWhereItNamesNone(string? named, string? asked, string expected)
    {
        MessageHeader? admitted = null;
        using var sink = Sink(asked: asked, admit: (_, header) => admitted = header);

        sink.OnHeader(Header(named));
        sink.OnValidation(Validation);

        Assert.Equal(expected, sink.Finish().Header.RequestId.Value);
        Assert.Equal(expected, admitted!.RequestId.Value);
    }

    [Fact]
    public void Finish_WhatTheFormatTold_IsInTheCallback()
    {
        using var sink = Sink();
        sink.OnForm("second");
        sink.OnHeader(Header("R-1"));
        sink.OnTransaction(TransactionId.Parse("T-1"));
        sink.OnCorrelationId("C-1");
        sink.OnValidation(Validation);
        sink.OnUnknownElements(7);

        var parsed = sink.Finish();

        Assert.Equal(
            ("second", "T-1", "C-1", 7, Validation),
            (parsed.Form, parsed.TransactionId?.Value, parsed.CorrelationId, parsed.UnknownElements, Assert.Single(parsed.Validations)));
        Assert.Null(parsed.Evidence);
        Assert.Equal("second", sink.Form);
    }

    // What is missing is named.
    [Theory]
    [InlineData(UhitOperation.NotifyValidation, "", "Header")]
    [InlineData(UhitOperation.NotifyValidation, "h", "Result")]
    [InlineData(UhitOperation.NotifyValidation, "hv", null)]
    [InlineData(UhitOperation.NotifyAcknowledgement, "h", "Acknowledgement")]
    [InlineData(UhitOperation.NotifyAcknowledgement, "a", "Header")]
    [InlineData(UhitOperation.NotifyAcknowledgement, "ha", null)]
    [InlineData(UhitOperation.FetchUsage, "h", "Content")]
    [InlineData(UhitOperation.FetchUsage, "hv", null)]
    [InlineData(UhitOperation.FetchUsage, "ha", null)]
    [InlineData(UhitOperation.FetchUsage, "hu", null)]
    [InlineData(UhitOperation.DeliverHistoricalUsage, "h", null)]
    [InlineData(UhitOperation.DeliverHistoricalUsage, "u", "Header")]
    [InlineData(UhitOperation.DeliverHistoricalUsage, "hu", null)]
    public void Finish_PartsOfAMessage_AreThereOrNamed(UhitOperation operation, string parts, string? missing)
    {
        using var sink = Sink(operations: [operation]);

        var failure = Record.Exception(() =>
        {
            foreach (var part in parts)
            {
                Tell(sink, part, "R-1");
            }

            sink.Finish();
        }) as WireFormatException;

        Assert.Equal((missing is null ? null : "missing-element", missing), (failure?.Code, failure?.Path));
    }

    // An acknowledgement is of the inquiry that its header names; where only one of the two says it, of that.
    [Theory]
    [InlineData("R-1", "R-1", "R-1")]
    [InlineData("R-1", null, "R-1")]
    [InlineData(null, "R-1", "R-1")]
    [InlineData("R-1", "R-2", null)]
    public void OnAcknowledgement_AndItsHeader_AreOfOneInquiry(string? header, string? acknowledged, string? expected)
    {
        using var sink = Sink(operations: [UhitOperation.NotifyAcknowledgement]);
        sink.OnHeader(Header(header));

        var failure = Record.Exception(() => sink.OnAcknowledgement(Acknowledgement(acknowledged))) as WireFormatException;

        Assert.Equal(expected is null ? "mismatch" : null, failure?.Code);
        if (expected is not null)
        {
            Assert.Equal(expected, sink.Finish().Header.RequestId.Value);
        }
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    public void OnDelivery_PartOfParts_IsOneOfThem(int part, int parts, bool isTaken)
    {
        using var sink = Sink(operations: [UhitOperation.DeliverHistoricalUsage]);
        sink.OnHeader(Header("R-1"));

        // What holds the two numbers may refuse them itself.
        var failure = Record.Exception(() => sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), part, parts)));

        Assert.Equal(isTaken, failure is null);
    }

    // A contract without numbers for its deliveries: each message is one, under its own number or its content.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Finish_DeliveryWithoutANumber_IsOneOfItsOwn(bool hasPart, bool hasMessageId)
    {
        using var sink = Sink(operations: [UhitOperation.DeliverHistoricalUsage]);
        sink.OnHeader(Header("R-1") with { MessageId = hasMessageId ? MessageId.Parse("M-1") : null });
        if (hasPart)
        {
            sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 1, 2));
        }

        var parsed = sink.Finish();

        var expected = hasPart ? "D-1" : hasMessageId ? "M-1" : Convert.ToHexStringLower(parsed.Digest);
        Assert.Equal((expected, 1, hasPart ? 2 : 1), (parsed.Part!.DeliveryId.Value, parsed.Part.PartNumber, parsed.Part.PartCount));
    }

    // By nothing that the contract does not let us go by.
    [Theory]
    [InlineData(CorrelationKinds.TransactionId, "T-1", null, 0)]
    [InlineData(CorrelationKinds.CorrelationId, null, "C-1", 0)]
    [InlineData(CorrelationKinds.EsiId, null, null, 1)]
    public void Finish_NamesNoInquiry_HasTheEvidenceThatTheContractAllows(
        CorrelationKinds kinds, string? transaction, string? correlation, int lines)
    {
        using var sink = Sink(correlation: kinds);
        sink.OnHeader(Header(null));
        sink.OnTransaction(TransactionId.Parse("T-1"));
        sink.OnCorrelationId("C-1");
        sink.OnValidation(Validation);

        var evidence = sink.Finish().Evidence!;

        Assert.Equal(
            (UhitOperation.NotifyValidation, transaction, correlation, lines),
            (evidence.Operation, evidence.TransactionId?.Value, evidence.CorrelationId, evidence.Lines.Count));
    }

    [Fact]
    public void Finish_NamesNoInquiryAndNothingElse_SaysWhatIsMissing()
    {
        using var sink = Sink(correlation: CorrelationKinds.CorrelationId);
        sink.OnHeader(Header(null));
        sink.OnValidation(Validation);

        var failure = Assert.Throws<WireFormatException>(sink.Finish);

        Assert.Equal(("missing-element", "RequestId"), (failure.Code, failure.Path));
    }

    // What it repeats of the question goes before what its data cover, and that of one ESI ID before that of all.
    [Theory]
    [InlineData(false, false, "2025-01")]
    [InlineData(true, false, "2025-03")]
    [InlineData(false, true, "2025-03")]
    public void Finish_DeliveryNamesNoInquiry_ItsDaysAreThoseAskedOrCovered(bool ofAll, bool ofOne, string month)
    {
        using var sink = Sink(operations: [UhitOperation.DeliverHistoricalUsage], correlation: CorrelationKinds.EsiId);
        sink.OnHeader(Header(null));
        if (ofAll)
        {
            sink.OnPeriod(March, null);
        }

        if (ofOne)
        {
            sink.OnPeriod(January, null);
            sink.OnPeriod(March, Esi);
            sink.OnPeriod(January, InquiryBuilder.EsiIdOf(2));
        }

        sink.OnUsage(Usage);

        var lines = sink.Finish().Evidence!.Lines;

        Assert.Equal(ofOne ? 2 : 1, lines.Count);
        Assert.Equal((Esi, month == "2025-03" ? March : January), (lines[0].EsiId, lines[0].Days));
    }

    // As many as the limit says, and not one more.
    [Theory]
    [InlineData("v", nameof(MessageLimits.MaxValidationResults))]
    [InlineData("u", nameof(MessageLimits.MaxUsageLines))]
    [InlineData("p", nameof(MessageLimits.MaxUsageLines))]
    public void Tell_OneMoreThanTheLimit_IsRefusedWithItsName(string part, string limit)
    {
        using var sink = Sink(
            operations: [part == "v" ? UhitOperation.NotifyValidation : UhitOperation.DeliverHistoricalUsage],
            limits: new MessageLimits { MaxValidationResults = 2, MaxUsageLines = 2 });
        sink.OnHeader(Header("R-1"));
        var number = 0;
        void One()
        {
            number++;
            if (part == "p")
            {
                sink.OnPeriod(January, InquiryBuilder.EsiIdOf(number));
            }
            else
            {
                Tell(sink, part[0], "R-1");
            }
        }

        One();
        One();

        Assert.Contains(limit, Assert.ThrowsAny<Exception>(One).ToString(), StringComparison.Ordinal);
    }

    // Where a line brings only one of the two kinds, that is remembered; both together are no bound.
    [Theory]
    [InlineData(RequestedUsage.Billing, RequestedUsage.Billing)]
    [InlineData(RequestedUsage.Interval, RequestedUsage.Interval)]
    [InlineData(RequestedUsage.BillingAndInterval, RequestedUsage.None)]
    public void OnKinds_OfALine_AreKeptWhereTheyAreNotAll(RequestedUsage told, RequestedUsage kept)
    {
        using var sink = Sink(operations: [UhitOperation.DeliverHistoricalUsage]);
        sink.OnHeader(Header("R-1"));
        sink.OnKinds(told);
        sink.OnUsage(Usage);

        Assert.Equal(kept, Assert.Single(sink.Finish().Lines).Kinds);
    }

    // Parts of the content: each makes another message of it, and what is no content makes none.
    [Fact]
    public void Finish_EachPartOfTheContent_ChangesTheDigest()
    {
        static string DigestOf(Action<CallbackSink> tell, CorrelationKinds correlation = CorrelationKinds.RequestId)
        {
            using var sink = Sink(operations: [UhitOperation.DeliverHistoricalUsage], correlation: correlation);
            sink.OnHeader(Header("R-1"));
            tell(sink);
            return Convert.ToHexString(sink.Finish().Digest);
        }

        var plain = DigestOf(_ => { });
        string[] all =
        [
            plain,
            DigestOf(sink => sink.OnTransaction(TransactionId.Parse("T-1"))),
            DigestOf(sink => sink.OnCorrelationId("T-1"), CorrelationKinds.CorrelationId),
            DigestOf(sink => sink.OnPeriod(January, null)),
            DigestOf(sink => sink.OnPeriod(January, Esi)),
            DigestOf(sink => sink.OnDelivery(new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1))),
            DigestOf(sink => sink.OnUsage(Usage)),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(plain, DigestOf(sink => sink.OnCorrelationId("T-1")));
        Assert.Equal(plain, DigestOf(sink => sink.OnUnknownElements(3)));
    }

    private static void Tell(CallbackSink sink, char part, string id)
    {
        switch (part)
        {
            case 'h':
                sink.OnHeader(Header(id));
                break;
            case 'v':
                sink.OnValidation(Validation);
                break;
            case 'a':
                sink.OnAcknowledgement(Acknowledgement(id));
                break;
            default:
                sink.OnUsage(Usage);
                break;
        }
    }

    private static CallbackSink Sink(
        UhitOperation[]? operations = null, CorrelationKinds correlation = CorrelationKinds.RequestId, MessageLimits? limits = null,
        string? asked = null, Action<UhitOperation, MessageHeader>? admit = null) => new(
        operations ?? [UhitOperation.NotifyValidation], correlation, limits ?? MessageLimits.Default, admit ?? ((_, _) => { }), _ => { },
        asked is null ? null : RequestId.Parse(asked));

    private static MessageHeader Header(string? id) => new()
    {
        AuthenticationId = AuthenticationId.Parse("123456789"),
        RequestId = id is null ? default : RequestId.Parse(id),
        MessageId = MessageId.Parse("M-1"),
        SentAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
    };

    private static Acknowledgement Acknowledgement(string? id) => new()
    {
        RequestId = id is null ? default : RequestId.Parse(id),
        ReceivedAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
        Status = AcknowledgementStatus.Accepted,
    };
}
