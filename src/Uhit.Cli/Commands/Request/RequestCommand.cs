using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Cli.Input;
using Uhit.Cli.Inquiries;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;

namespace Uhit.Cli.Commands.Request;

/// <summary><c>uhit request</c>: sends an inquiry, and waits for the data where that is wanted.</summary>
internal sealed class RequestCommand : ToolVerb
{
    private readonly Option<Uri> _endpoint = UrlOptions.ToCall(
        "--endpoint", "The address of CNP's inquiry service.", "https://localhost:9444/uhit/inquiry");

    private readonly CertificateArguments _certificates = new();

    private readonly Option<Uri?> _proxy = UrlOptions.Proxy();

    private readonly ThirdPartyArguments _thirdParty = new();

    private readonly Option<FileInfo> _input = OptionKinds.ExistingFile(
        "--input", "The inquiry: .json or .csv, one line per ESI ID. docs/reference/inquiry-files.md shows both.", required: false);

    private readonly Option<RequestId?> _resend = new("--resend")
    {
        Description = "In place of --input: send an inquiry of the store again under its own number, one that did not leave or whose "
            + "arrival is uncertain.",
        HelpName = "REQUEST-ID",
        CustomParser = result => OptionKinds.Read<RequestId>(
            result, RequestId.TryParse, "--resend: a RequestId has 1 to 64 characters; 'uhit status --store FILE' lists them."),
    };

    private readonly ReferenceArguments _reference = new();

    private readonly AnswerTimeout _answerTimeout = new();

    private readonly Option<bool> _allowUnlikely = new("--allow-unlikely-esi-ids")
    {
        Description = "Send ESI IDs too that a spreadsheet has probably cut: with seven zeros at the end, or not of 22 digits.",
    };

    private readonly Option<bool> _wait =
        new("--wait") { Description = "Wait for the data, which 'uhit listen' on the same store receives, and show what came." };

    private readonly Option<TimeSpan?> _timeout = DurationOptions.Create(
        "--timeout", "How long --wait waits at most, such as 90s or 72h; without it as long as it takes.");

    public RequestCommand()
        : base("request", "Sends an inquiry for the usage history of one or more ESI IDs.")
    {
        Add(_endpoint);
        _certificates.AddTo(this);
        Add(_proxy);
        _thirdParty.AddTo(this);
        Add(_input);
        Add(_resend);
        _reference.AddTo(this);
        _answerTimeout.AddTo(this);
        Add(_allowUnlikely);
        Add(_wait);
        Add(_timeout);
        Validators.Add(result =>
        {
            if ((result.GetResult(_input) is null) == (result.GetResult(_resend) is null))
            {
                result.AddError("Write either --input FILE with a new inquiry, or --resend REQUEST-ID.");
            }

            if (result.GetResult(_resend) is not null && _reference.IsGiven(result))
            {
                result.AddError(
                    "--resend sends an inquiry under its own number: --reference, --reference-day and --again are for a new one, with "
                        + "--input FILE.");
            }

            if (result.GetResult(_timeout) is not null && result.GetResult(_wait) is null)
            {
                result.AddError("--timeout is for --wait: add --wait, or leave it out.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit request --endpoint https://localhost:9444/uhit/inquiry --certificate ./certificates/third-party.pem --trust "
            + "./certificates/ca.pem \\",
        "     --authentication-id 123456789 --store uhit.db --input inquiry.csv --wait",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var resend = parsed.GetValue(_resend);
        UsageHistoryInquiry? inquiry = null;
        if (resend is null)
        {
            var file = await InquiryFile.ReadAsync(parsed.GetRequiredValue(_input), output, cancellationToken).ConfigureAwait(false);
            var rules = _thirdParty.Rules(parsed) with { AllowUnlikelyEsiIds = parsed.GetValue(_allowUnlikely) };
            (inquiry, var errors) = InquiryReading.Read(file, _reference.Text(parsed), _thirdParty.AuthenticationId(parsed), rules);
            if (errors.Count > 0)
            {
                Submission.Show(output, new SubmitResult { Outcome = SubmitOutcome.Invalid, InvalidFields = errors }, file: file);
                return ExitCodes.Failed;
            }

            inquiry = _reference.Complete(
                parsed, inquiry, _thirdParty.AuthenticationId(parsed), _thirdParty.Environment(parsed), TimeProvider.System);
        }

        var session = ClientSession.Open(
            _thirdParty.ClientName(parsed), options => Configure(parsed, options), _thirdParty.Contract(parsed), _thirdParty.Store(parsed),
            ToolLog.Of(parsed));
        await using (session.ConfigureAwait(false))
        {
            var stored = await StoredAsync(session.Client, inquiry, resend, cancellationToken).ConfigureAwait(false);
            if (resend is { } id && stored is null)
            {
                throw NextSteps.Unknown(parsed, id.Value);
            }

            if (stored is null or { Sending: SendingState.Draft or SendingState.NotSent }
                || (resend is not null && stored.Sending == SendingState.Uncertain))
            {
                output.Line(
                    $"[bold]{_thirdParty.Environment(parsed)}[/]: asking {Secrets.Without(parsed.GetRequiredValue(_endpoint).ToString())} "
                        + $"for {Count.Of((stored?.Lines.Count ?? inquiry?.Lines.Count)!.Value, "ESI ID", "ESI IDs")}");
            }

            var result = inquiry is null
                ? await session.Client.ResendAsync(resend!.Value, cancellationToken).ConfigureAwait(false)
                : await session.Client.SubmitAsync(inquiry, cancellationToken).ConfigureAwait(false);
            if (result.Parts.Count > 0)
            {
                output.Line(
                    $"The contract takes less than this in one request: it is {Count.Of(result.Parts.Count, "request", "requests")}, each "
                        + $"with a number of its own.");
            }

            var exitCode = ExitCodes.Done;
            var waiting = new List<(SubmitResult Result, bool IsNextShown)>();
            foreach (var one in result.Parts.Count > 0 ? result.Parts : [result])
            {
                var next = Submission.IsOpen(one)
                    ? NextSteps.After(parsed, one.Inquiry!.RequestId, one.Inquiry.Sending, one.Failure?.Message)
                    : null;
                var goesOn = Submission.Show(output, one, next, isResend: resend is not null);
                if (parsed.GetValue(CommonOptions.Details))
                {
                    FaultItem.Write(output.Errors, one.Failure);
                }

                if (goesOn && parsed.GetValue(_wait))
                {
                    waiting.Add((one, next is not null));
                }
                else
                {
                    exitCode = Math.Max(exitCode, Submission.ExitCode(one));
                }
            }

            foreach (var (one, isNextShown) in waiting)
            {
                exitCode = Math.Max(
                    exitCode, await WaitAsync(parsed, output, session, one.Inquiry!, isNextShown, cancellationToken).ConfigureAwait(false));
            }

            return exitCode;
        }
    }

    private void Configure(ParseResult parsed, UhitClientOptions options)
    {
        _thirdParty.Apply(parsed, options);
        options.Endpoint = parsed.GetRequiredValue(_endpoint);
        options.Connection.Proxy = parsed.GetValue(_proxy);
        options.AllowUnlikelyEsiIds = parsed.GetValue(_allowUnlikely);
        options.SplitInquiries = true;
        _certificates.Apply(parsed, options.Certificate);
        _certificates.Apply(parsed, options.ServerTrust);
        _answerTimeout.Apply(parsed, options);
        options.Polling.Interval = DurationOptions.PollingInterval;
    }

    // What is stored already under the same number or reference: then nothing may be asked.
    private static async Task<InquirySnapshot?> StoredAsync(
        IUsageHistoryClient client, UsageHistoryInquiry? inquiry, RequestId? resend, CancellationToken cancellationToken) =>
        resend is { } id
            ? await client.FindAsync(id, cancellationToken).ConfigureAwait(false)
            : await client.ListAsync(new InquiryQuery { ClientReference = inquiry!.ClientReference, Limit = 1 }, cancellationToken)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private async Task<int> WaitAsync(
        ParseResult parsed, ToolOutput output, ClientSession session, InquirySnapshot submitted, bool isNextShown,
        CancellationToken cancellationToken)
    {
        try
        {
            var ended = await WaitAsync(parsed, output, session, submitted.RequestId, cancellationToken).ConfigureAwait(false);
            return await ShowAsync(output, session.Client, ended, NextSteps.StoreOf(parsed), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever it is: what was sent goes on, and its number is what the user needs.
            throw new StoredInquiryException(submitted.RequestId, submitted.Sending, exception)
            {
                IsNextShown = isNextShown && !output.IsJson,
            };
        }
    }

    private async Task<InquirySnapshot> WaitAsync(
        ParseResult parsed, ToolOutput output, ClientSession session, RequestId id, CancellationToken cancellationToken)
    {
        var timeout = parsed.GetValue(_timeout);
        using var limit = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
        var polling = session.Client.KeepPollingAsync(answered.Token);
        try
        {
            return await new InquiryWatch(session.Client, output, TimeProvider.System).WaitAsync(id, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ToolException(
                $"The inquiry {id} is not complete after {parsed.GetResult(_timeout)!.Tokens[0].Value} (--timeout). Nothing is lost: as "
                    + "long as 'uhit listen' runs more can come.");
        }
        finally
        {
            await answered.CancelAsync().ConfigureAwait(false);
            await polling.ConfigureAwait(false);
        }
    }

    private static async Task<int> ShowAsync(
        ToolOutput output, IUsageHistoryClient client, InquirySnapshot ended, string store, CancellationToken cancellationToken)
    {
        output.Json(SnapshotLine.Of(ended));
        if (ended.Sending is SendingState.Rejected or SendingState.Abandoned)
        {
            SnapshotView.Show(output, ended);
            return ExitCodes.Failed;
        }

        var results = await InquiryResults.ReadAsync(client, [ended], cancellationToken).ConfigureAwait(false);
        results.Show(output, store);
        LoadPicture.Show(output, results.Shape, "All ESI IDs together");
        return results.IsAllDelivered ? ExitCodes.Done : ExitCodes.Failed;
    }
}
