using Uhit.Client.Inquiries;
using Uhit.Client.Sending;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

public class SplitSubmissionTests
{
    private static readonly InquiryShape OnePeriodOneLine = new() { OnePeriod = true, MaxLines = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_DoesNotFitAndMayNotSplit_IsInvalidAndSaysWhatToDo()
    {
        var harness = Harness(new InquiryShape { OnePeriod = true, MaxLines = 2 }, splits: false);

        var result = await harness.Client.SubmitAsync(TwoPeriods(harness, 3), Token);

        Assert.Equal(SubmitOutcome.Invalid, result.Outcome);
        var error = Assert.Single(result.InvalidFields);
        Assert.Equal((InquiryErrorCode.NotOneRequest, "Lines"), (error.Code, error.Field));
        Assert.Contains("one period for all lines and at most 2 lines", error.Message, StringComparison.Ordinal);
        Assert.Contains("SplitInquiries", error.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Sender.Sent);
    }

    [Fact]
    public async Task Submit_Fits_IsOneInquiryUnderItsOwnReference()
    {
        var harness = Harness(new InquiryShape { OnePeriod = true, OneUsage = true, OneAuthorization = true, MaxLines = 3 }, splits: true);

        var result = await harness.Client.SubmitAsync(
            new InquiryBuilder(harness.Time).AddLines(3).WithClientReference("ours").Build(), Token);

        Assert.Empty(result.Parts);
        Assert.Equal("ours", result.Inquiry!.ClientReference);
    }

    [Fact]
    public async Task Submit_Split_EachPartFitsAndHasAReferenceOfItsOwn()
    {
        var harness = Harness(new InquiryShape { OnePeriod = true, MaxLines = 2 }, splits: true);

        var result = await harness.Client.SubmitAsync(TwoPeriods(harness, 5), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Equal(["ours/1", "ours/2", "ours/3"], result.Parts.Select(part => part.Inquiry!.ClientReference));
        Assert.All(harness.Sender.Sent, sent => Assert.Single(sent.Inquiry.Lines.Select(line => line.Period).Distinct()));
        Assert.Equal([2, 1, 2], harness.Sender.Sent.Select(sent => sent.Inquiry.Lines.Count));
        Assert.Equal(5, harness.Sender.Sent.SelectMany(sent => sent.Inquiry.Lines).Select(line => line.EsiId).Distinct().Count());
        Assert.Null(result.Inquiry);
    }

    [Fact]
    public async Task Submit_AgainInAnotherOrder_SendsNothingTwice()
    {
        var harness = Harness(OnePeriodOneLine, splits: true);
        var inquiry = TwoPeriods(harness, 4);
        await harness.Client.SubmitAsync(inquiry, Token);

        var again = await harness.Client.SubmitAsync(inquiry with { Lines = [.. inquiry.Lines.Reverse()] }, Token);

        Assert.Equal(SubmitOutcome.AlreadySubmitted, again.Outcome);
        Assert.Equal(4, again.Parts.Count);
        Assert.Equal(4, harness.Sender.Sent.Count);
    }

    // A process that dies after the second part, or whose connection fails there.
    [Fact]
    public async Task Submit_AgainAfterItBrokeOff_SendsOnlyWhatIsMissing()
    {
        var harness = Harness(OnePeriodOneLine, splits: true, options => options.MaxRetries = 0);
        var inquiry = TwoPeriods(harness, 4);
        harness.Sender.ThenAccept();
        harness.Sender.ThenAccept();
        harness.Sender.ThenNotSent();
        await Assert.ThrowsAsync<UhitConnectionException>(() => harness.Client.SubmitAsync(inquiry, Token));
        var arrived = harness.Sender.Sent.Take(2).Select(sent => sent.Header.RequestId).ToList();
        harness.Sender.Sent.Clear();

        var again = await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(2, harness.Sender.Sent.Count);
        Assert.Equal(arrived, again.Parts.Take(2).Select(part => part.Inquiry!.RequestId));
        Assert.Equal(
            [SubmitOutcome.AlreadySubmitted, SubmitOutcome.AlreadySubmitted, SubmitOutcome.Accepted, SubmitOutcome.Accepted],
            again.Parts.Select(part => part.Outcome));
    }

    [Theory]
    [InlineData("ours", "under the same ClientReference")]
    [InlineData(null, "submit only the lines of those that are missing")]
    public async Task Submit_APartFails_TheExceptionHasWhatBecameOfThoseBeforeIt(string? reference, string advice)
    {
        var harness = Harness(OnePeriodOneLine, splits: true, options => options.MaxRetries = 0);
        harness.Sender.ThenAccept();
        harness.Sender.ThenUncertain();
        harness.Sender.ThenNotSent();

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(() =>
            harness.Client.SubmitAsync(TwoPeriods(harness, 4) with { ClientReference = reference }, Token));

        Assert.Equal([SubmitOutcome.Accepted, SubmitOutcome.Uncertain], failure.Parts.Select(part => part.Outcome));
        Assert.Equal(
            harness.Sender.Sent.Select(sent => sent.Header.RequestId),
            [.. failure.Parts.Select(part => part.Inquiry!.RequestId), failure.RequestId!.Value]);
        Assert.Contains("split into 4 requests, of which this is number 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.Equal(SendingState.NotSent, failure.Sending);
    }

    [Fact]
    public async Task Submit_APartIsRefused_RepeatedItGoesOnWithTheNext()
    {
        var harness = Harness(OnePeriodOneLine, splits: true, options => options.MaxRetries = 0);
        harness.Sender.ThenAccept();
        harness.Sender.Then(_ =>
            SendReport.Refused(new UhitServiceException("No.", System.Net.HttpStatusCode.InternalServerError, isTransient: false, null)));
        var inquiry = TwoPeriods(harness, 3);
        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => harness.Client.SubmitAsync(inquiry, Token));
        harness.Sender.Sent.Clear();

        var again = await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Single(failure.Parts);
        Assert.Equal(
            [SubmitOutcome.AlreadySubmitted, SubmitOutcome.AlreadySubmitted, SubmitOutcome.Accepted],
            again.Parts.Select(part => part.Outcome));
        Assert.Equal(again.Parts[2].Inquiry!.RequestId, Assert.Single(harness.Sender.Sent).Header.RequestId);
    }

    [Fact]
    public async Task Submit_CancelledBetweenTwoParts_SaysWhatBecameOfThoseBefore()
    {
        using var stopping = new CancellationTokenSource();
        var harness = Harness(OnePeriodOneLine, splits: true);
        harness.Sender.Then(message =>
        {
            stopping.Cancel();
            return SendReport.Answered(harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        var stopped =
            await Assert.ThrowsAsync<UhitCanceledException>(() => harness.Client.SubmitAsync(TwoPeriods(harness, 3), stopping.Token));

        Assert.Equal(SubmitOutcome.Accepted, Assert.Single(stopped.Parts).Outcome);
        Assert.Contains("ClientReference", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NotSplit_TheExceptionHasNoParts()
    {
        var harness = Harness(InquiryShape.Any, splits: true, options => options.MaxRetries = 0);
        harness.Sender.ThenNotSent();

        var failure = await Assert.ThrowsAsync<UhitConnectionException>(() => harness.Client.SubmitAsync(TwoPeriods(harness, 3), Token));

        Assert.Empty(failure.Parts);
        Assert.DoesNotContain("split", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OnePartUncertainOneRejected_TheWholeIsUncertainAndErrorsNameTheUsersLines()
    {
        var harness = Harness(OnePeriodOneLine, splits: true);
        harness.Sender.ThenUncertain();
        harness.Sender.Then(message => SendReport.Answered(harness.Sender.Answer(
            message, AcknowledgementStatus.Rejected, new ReportedError { Code = "A76", Description = "Not found.", LineNumber = 1 })));
        var inquiry = new InquiryBuilder(harness.Time).AddLine(InquiryBuilder.EsiIdOf(2))
            .AddLine(InquiryBuilder.EsiIdOf(1))
            .WithClientReference("ours").Build();

        var result = await harness.Client.SubmitAsync(inquiry, Token);

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        Assert.NotNull(result.Failure);

        // The part with ESI ID 2 is the second one, and the first line of the user's.
        Assert.Equal(1, Assert.Single(result.Errors).LineNumber);
    }

    [Fact]
    public async Task Submit_TheFormatCanNotSayALine_IsInvalidWithTheUsersLineBeforeAnythingIsSent()
    {
        var format = AlteredFormat.With(
            (nameof(SimulatedWireFormat.Shape), _ => OnePeriodOneLine),
            (nameof(SimulatedWireFormat.CheckInquiry), args => ((UsageHistoryInquiry)args[0]!).Lines[0].EsiId == InquiryBuilder.EsiIdOf(1)
                ? [new InquiryError
                {
                    Code = InquiryErrorCode.MissingField,
                    Field = "Lines[0].Authorization.Title",
                    LineNumber = 1,
                    Message = "The contract demands it.",
                }]
                : Array.Empty<InquiryError>()));
        var harness = new ClientHarness(format: format, splits: true);

        var result = await harness.Client.SubmitAsync(
            new InquiryBuilder(harness.Time).AddLine(InquiryBuilder.EsiIdOf(2)).AddLine(InquiryBuilder.EsiIdOf(1)).Build(), Token);

        Assert.Equal(SubmitOutcome.Invalid, result.Outcome);
        var error = Assert.Single(result.InvalidFields);
        Assert.Equal((2, "Lines[1].Authorization.Title"), (error.LineNumber, error.Field));
        Assert.Empty(harness.Sender.Sent);
    }

    // A contract that became stricter says nothing of what was sent before.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Submit_AgainWhereTheContractNowRefusesIt_IsFoundUnderItsReference(int lines)
    {
        var isStrict = false;
        var format = AlteredFormat.With(
            (nameof(SimulatedWireFormat.Shape), _ => OnePeriodOneLine),
            (nameof(SimulatedWireFormat.CheckInquiry), _ => isStrict
                ? [new InquiryError
                {
                    Code = InquiryErrorCode.InvalidText,
                    Field = "Lines[0].Authorization.Telephone",
                    LineNumber = 1,
                    Message = "No.",
                }]
                : Array.Empty<InquiryError>()));
        var harness = new ClientHarness(format: format, splits: true);
        var inquiry = new InquiryBuilder(harness.Time).AddLines(lines).WithClientReference("ours").Build();
        await harness.Client.SubmitAsync(inquiry, Token);
        isStrict = true;

        var again = await harness.Client.SubmitAsync(inquiry, Token);
        var other = await harness.Client.SubmitAsync(inquiry with { ClientReference = "other" }, Token);

        Assert.Equal(SubmitOutcome.AlreadySubmitted, again.Outcome);
        Assert.Equal(lines, harness.Sender.Sent.Count);
        Assert.Equal((SubmitOutcome.Invalid, lines), (other.Outcome, other.InvalidFields.Count));
    }

    [Fact]
    public async Task Submit_NotSentYetAndTheContractNowRefusesIt_IsInvalid()
    {
        var isStrict = false;
        var format = AlteredFormat.With((nameof(SimulatedWireFormat.CheckInquiry), _ => isStrict
            ? [new InquiryError
            {
                Code = InquiryErrorCode.InvalidText,
                Field = "Lines[0].Authorization.Telephone",
                LineNumber = 1,
                Message = "No.",
            }]
            : Array.Empty<InquiryError>()));
        var harness = new ClientHarness(options => options.MaxRetries = 0, format);
        var inquiry = harness.Inquiry().WithClientReference("ours").Build();
        harness.Sender.ThenNotSent();
        await Assert.ThrowsAsync<UhitConnectionException>(() => harness.Client.SubmitAsync(inquiry, Token));
        isStrict = true;

        Assert.Equal(SubmitOutcome.Invalid, (await harness.Client.SubmitAsync(inquiry, Token)).Outcome);
    }

    [Fact]
    public async Task Submit_PartsReferenceWouldBeTooLong_IsInvalid()
    {
        var harness = Harness(OnePeriodOneLine, splits: true);

        var result = await harness.Client.SubmitAsync(
            new InquiryBuilder(harness.Time).AddLines(2)
                .WithClientReference(new string('r', UsageHistoryInquiry.MaxClientReferenceLength)).Build(), Token);

        Assert.Equal(SubmitOutcome.Invalid, result.Outcome);
        Assert.All(result.InvalidFields, error => Assert.Equal("ClientReference", error.Field));
    }

    [Theory]
    [InlineData(false, false, false, null, 1)]
    [InlineData(true, false, false, null, 2)]
    [InlineData(false, true, false, null, 3)]
    [InlineData(false, false, true, null, 2)]
    [InlineData(true, true, true, null, 6)]
    [InlineData(false, false, false, 4, 2)]
    [InlineData(false, false, false, 6, 1)]
    public void Split_EachRuleOfTheShape_GivesItsParts(bool onePeriod, bool oneUsage, bool oneAuthorization, int? maxLines, int parts)
    {
        var builder = new InquiryBuilder(new DateOnly(2026, 6, 15));
        for (var i = 0; i < 6; i++)
        {
            var number = i;
            builder.AddLine(InquiryBuilder.EsiIdOf(i + 1), line => line with
            {
                Period = new UsagePeriod(line.Period.Start.AddDays(number % 2), line.Period.End),
                RequestedUsage = (RequestedUsage)(1 + (number % 3)),
                Authorization = line.Authorization with { CustomerName = number < 3 ? "Sample Customer" : "Other Customer" },
            });
        }

        var shape =
            new InquiryShape { OnePeriod = onePeriod, OneUsage = oneUsage, OneAuthorization = oneAuthorization, MaxLines = maxLines };
        var inquiry = builder.Build();
        Assert.Equal(onePeriod && oneUsage && oneAuthorization ? 6 : parts, InquirySplitter.Split(inquiry, shape).Count);
        Assert.Equal(InquirySplitter.Split(inquiry, shape).Count == 1, InquirySplitter.Refuse(inquiry, shape) is null);
    }

    private static ClientHarness Harness(InquiryShape shape, bool splits, Action<UhitConnectionOptions>? configure = null) =>
        new(configure, AlteredFormat.With((nameof(SimulatedWireFormat.Shape), _ => shape)), splits);

    // Every other line begins a day later.
    private static UsageHistoryInquiry TwoPeriods(ClientHarness harness, int lines)
    {
        var builder = new InquiryBuilder(harness.Time).WithClientReference("ours");
        for (var i = 0; i < lines; i++)
        {
            var later = i % 2;
            builder.AddLine(
                InquiryBuilder.EsiIdOf(i + 1),
                line => line with { Period = new UsagePeriod(line.Period.Start.AddDays(later), line.Period.End) });
        }

        return builder.Build();
    }
}
