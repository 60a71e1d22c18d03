using Uhit.Client.Sending;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

/// <summary>What the parts of an inquiry say of the whole: its outcome, its errors under the
/// user's lines, and how far a call came.</summary>
public sealed class SplitPartsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The worst that a part met, as far as somebody has to act on it.
    [Theory]
    [InlineData("aa", SubmitOutcome.Accepted)]
    [InlineData("ar", SubmitOutcome.Rejected)]
    [InlineData("ra", SubmitOutcome.Rejected)]
    [InlineData("ru", SubmitOutcome.Uncertain)]
    [InlineData("au", SubmitOutcome.Uncertain)]
    [InlineData("ua", SubmitOutcome.Uncertain)]
    [InlineData("rr", SubmitOutcome.Rejected)]
    public async Task Submit_PartsEndDifferently_TheWholeIsTheWorst(string ends, SubmitOutcome outcome)
    {
        var harness = Harness();
        foreach (var end in ends)
        {
            Then(harness, end);
        }

        var result = await harness.Client.SubmitAsync(Inquiry(harness, 2), Token);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(ends.Contains('u', StringComparison.Ordinal), result.Failure is not null);
        Assert.Equal(ends.Count(end => end == 'r'), result.Errors.Count);
    }

    [Fact]
    public async Task Submit_OneSentBeforeTheOtherNow_TheWholeIsAccepted()
    {
        var harness = Harness(retries: 0);
        Then(harness, 'a');
        harness.Sender.ThenNotSent();
        var inquiry = Inquiry(harness, 2);
        await Assert.ThrowsAsync<UhitConnectionException>(() => harness.Client.SubmitAsync(inquiry, Token));

        Assert.Equal(SubmitOutcome.Accepted, (await harness.Client.SubmitAsync(inquiry, Token)).Outcome);
    }

    [Fact]
    public async Task Submit_TwoPartsAreUncertain_TheFirstFailureIsTold()
    {
        var harness = Harness();
        foreach (var words in new[] { "First.", "Second." })
        {
            harness.Sender.Then(_ => SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, words)));
        }

        var result = await harness.Client.SubmitAsync(Inquiry(harness, 2), Token);

        Assert.StartsWith("First.", result.Failure!.Message, StringComparison.Ordinal);
    }

    // A line that CNP names and the part does not have stays as CNP wrote it.
    [Theory]
    [InlineData(null, null)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    public async Task Submit_PartIsRejected_ItsErrorsNameTheUsersLineWhereThereIsOne(int? told, int? expected)
    {
        var harness = Harness();
        Then(harness, 'a');
        harness.Sender.Then(message => SendReport.Answered(harness.Sender.Answer(
            message, AcknowledgementStatus.Rejected, new ReportedError { Code = "A76", Description = "No.", LineNumber = told })));

        var result = await harness.Client.SubmitAsync(Inquiry(harness, 2), Token);

        Assert.Equal(expected, Assert.Single(result.Errors).LineNumber);
    }

    // Each part has one line: what its check says of another is left as it is.
    [Theory]
    [InlineData(null, "ClientReference", null, "ClientReference")]
    [InlineData(0, "Lines[0].Period", 0, "Lines[0].Period")]
    [InlineData(-1, "Lines", -1, "Lines")]
    [InlineData(1, "Lines[0].Period", 3, "Lines[2].Period")]
    [InlineData(2, "Lines[1].Period", 2, "Lines[1].Period")]
    public async Task Submit_TheFormatCanNotSayAPart_TheErrorNamesTheUsersLineWhereThereIsOne(
        int? told, string field, int? expected, string expectedField)
    {
        var format = AlteredFormat.With(
            (nameof(SimulatedWireFormat.Shape), _ => new InquiryShape { MaxLines = 1 }),
            (nameof(SimulatedWireFormat.CheckInquiry), args => ((UsageHistoryInquiry)args[0]!).Lines[0].EsiId == InquiryBuilder.EsiIdOf(3)
                ? [new InquiryError { Code = InquiryErrorCode.MissingField, Field = field, LineNumber = told, Message = "No." }]
                : Array.Empty<InquiryError>()));
        var harness = new ClientHarness(format: format, splits: true);

        var result = await harness.Client.SubmitAsync(new InquiryBuilder(harness.Time).AddLines(3).Build(), Token);

        var error = Assert.Single(result.InvalidFields);
        Assert.Equal((expected, expectedField), (error.LineNumber, error.Field));
    }

    [Fact]
    public async Task Submit_CancelledWhileAPartIsSent_HasThatPartAndThoseBefore()
    {
        using var stopping = new CancellationTokenSource();
        var harness = Harness();
        Then(harness, 'a');
        harness.Sender.Then(_ =>
        {
            stopping.Cancel();
            return SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The caller gave up."));
        });

        var stopped =
            await Assert.ThrowsAsync<UhitCanceledException>(() => harness.Client.SubmitAsync(Inquiry(harness, 3), stopping.Token));

        Assert.Equal(
            (harness.Sender.Sent[1].Header.RequestId, SendingState.Uncertain, stopping.Token),
            (stopped.RequestId, stopped.Sending, stopped.CancellationToken));
        Assert.Equal(harness.Sender.Sent[0].Header.RequestId, Assert.Single(stopped.Parts).Inquiry!.RequestId);
        Assert.Contains("CNP may have the inquiry", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("this is number 2: ", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_CancelledBetweenTwoParts_NamesTheLastThatIsStored()
    {
        using var stopping = new CancellationTokenSource();
        var harness = Harness();
        Then(harness, 'a');
        harness.Sender.Then(message =>
        {
            stopping.Cancel();
            return SendReport.Answered(harness.Sender.Answer(message, AcknowledgementStatus.Accepted));
        });

        var stopped =
            await Assert.ThrowsAsync<UhitCanceledException>(() => harness.Client.SubmitAsync(Inquiry(harness, 3), stopping.Token));

        Assert.Equal(
            (harness.Sender.Sent[1].Header.RequestId, SendingState.Accepted, 2),
            (stopped.RequestId, stopped.Sending, stopped.Parts.Count));
        Assert.Contains("this is number 3: ", stopped.Message, StringComparison.Ordinal);
    }

    // Nothing is stored: there is no inquiry that it could name.
    [Fact]
    public async Task Submit_CancelledBeforeTheFirstPart_IsAPlainCancellation()
    {
        var harness = Harness();

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.Client.SubmitAsync(Inquiry(harness, 2), new CancellationToken(true)));

        Assert.IsNotType<UhitCanceledException>(stopped);
        Assert.Empty(harness.Sender.Sent);
    }

    private static void Then(ClientHarness harness, char end)
    {
        switch (end)
        {
            case 'a':
                harness.Sender.ThenAccept();
                break;
            case 'u':
                harness.Sender.ThenUncertain();
                break;
            default:
                harness.Sender.Then(message => SendReport.Answered(harness.Sender.Answer(
                    message, AcknowledgementStatus.Rejected, new ReportedError { Code = "A76", Description = "Not found." })));
                break;
        }
    }

    private static ClientHarness Harness(int retries = 3) => new(
        options => options.MaxRetries = retries,
        AlteredFormat.With((nameof(SimulatedWireFormat.Shape), _ => new InquiryShape { MaxLines = 1 })),
        splits: true);

    private static UsageHistoryInquiry Inquiry(ClientHarness harness, int lines) =>
        new InquiryBuilder(harness.Time).AddLines(lines).WithClientReference("ours").Build();
}
