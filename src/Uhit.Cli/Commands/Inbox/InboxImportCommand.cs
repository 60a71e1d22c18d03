using System.CommandLine;
using System.CommandLine.Parsing;
using Uhit.Cli.Input;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox import</c>.</summary>
internal sealed class InboxImportCommand : ToolVerb
{
    private const int MostNumbersShown = 5;

    private readonly StoreArguments _inbox = new();

    private readonly Option<FileInfo> _input = OptionKinds.ExistingFile(
        "--input", "The inquiry as it was sent: .json or .csv, one line per ESI ID, as for 'uhit request'.");

    private readonly Option<RequestId> _requestId = new("--request-id")
    {
        Description = "The number under which it was sent: unmatched callbacks name it.",
        HelpName = "REQUEST-ID",
        Required = true,
        CustomParser = result => RequestIdOf(result),
    };

    private readonly Option<DateTimeOffset> _sentAt = new("--sent-at")
    {
        Description = "When it was sent, with its offset: 2026-01-05T10:00:00-06:00, or Z for UTC.",
        HelpName = "TIME",
        Required = true,
        CustomParser = result =>
        {
            if (SentTime.TryParse(result.Tokens[0].Value, out var time, out var whyNot))
            {
                return time;
            }

            result.AddError($"--sent-at: '{result.Tokens[0].Value}' {whyNot}");
            return default;
        },
    };

    private readonly Option<TransactionId?> _transactionId = new("--transaction-id")
    {
        CustomParser = result => OptionKinds.Read<TransactionId>(
            result, TransactionId.TryParse, "--transaction-id: that is no number of CNP's; it has 1 to 64 characters."),
        Description =
            "CNP's own number for it, where CNP gave one: then CNP has it. Without it that is uncertain until a callback says so.",
        HelpName = "ID",
    };

    public InboxImportCommand()
        : base(
            "import",
            "Stores an inquiry that was sent elsewhere, or was lost with a restored backup, and gives it the callbacks that came for it.")
    {
        _inbox.AddTo(this);
        Add(_input);
        Add(_requestId);
        Add(_sentAt);
        Add(_transactionId);
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit inbox import --store uhit.db --input inquiry.csv --request-id R-1 --sent-at 2026-01-05T10:00:00-06:00"];

    internal static RequestId RequestIdOf(ArgumentResult result) => OptionKinds.Read<RequestId>(
        result, RequestId.TryParse,
        "--request-id: a RequestId has 1 to 64 characters; 'uhit inbox list --store FILE' shows those of unmatched callbacks.");

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var file = await InquiryFile.ReadAsync(parsed.GetRequiredValue(_input), output, cancellationToken).ConfigureAwait(false);
        var (inquiry, errors) = InquiryReading.ReadSent(file);
        if (inquiry is null || errors.Count > 0)
        {
            InquiryErrors.Show(output, errors, file);
            return ExitCodes.Failed;
        }

        var requestId = parsed.GetRequiredValue(_requestId);
        var session = await _inbox.OpenAsync(parsed, needsIdentity: true, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var result = await session.Client.ImportInquiryAsync(
                inquiry, requestId, parsed.GetRequiredValue(_sentAt), transactionId: parsed.GetValue(_transactionId),
                cancellationToken: cancellationToken).ConfigureAwait(false);
            output.Report(
                $"Inquiry "
                    + $"[bold]{requestId}[/] {(result.WasAdded ? "was imported" : "was there already")}; "
                    + $"{Count.Of(result.Adopted, "callback was", "callbacks were")} adopted. Sending: {result.Inquiry.Sending}.",
                new ImportedLine(
                    requestId.Value, result.WasAdded, result.Adopted, result.NotReadable, result.Inquiry.Sending,
                    result.Inquiry.IsComplete));
            if (result.Adopted == 0 && result.NotReadable == 0 && result.Inquiry.Lines.All(line => line.State == LineState.Waiting))
            {
                await HintAsync(output, session.Inbox, requestId, cancellationToken).ConfigureAwait(false);
            }

            if (result.NotReadable > 0)
            {
                output.Warn(
                    $"{Count.Of(result.NotReadable, "callback", "callbacks")} could not be adopted because the stored bytes can't be read: "
                        + "unmatched as before.");
            }

            return result.NotReadable == 0 ? ExitCodes.Done : ExitCodes.Failed;
        }
    }

    // A number that was mistyped leaves an inquiry for which nothing ever comes. It may be right
    // all the same: the callbacks may be still to come.
    private static async Task HintAsync(
        ToolOutput output, IUsageHistoryInbox inbox, RequestId imported, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var entry in inbox.ListAsync(InboxRoom.Unmatched, cancellationToken).ConfigureAwait(false))
        {
            if (entry.RequestId is { } named && named != imported)
            {
                counts[named.Value] = counts.GetValueOrDefault(named.Value) + 1;
            }
        }

        if (counts.Count > 0)
        {
            var shown = string.Join(", ", counts.Take(MostNumbersShown).Select(pair => $"{pair.Key} ({pair.Value})"));
            var more = counts.Count > MostNumbersShown ? $" and {counts.Count - MostNumbersShown} more" : string.Empty;
            output.Warn(
                $"No unmatched callback names {imported}. Those that are stored name: {shown}{more}; 'uhit inbox list' shows them. "
                + "If the number was mistyped, import again under the right one: this inquiry stays in the store, waits for callbacks and "
                + "becomes overdue.");
        }
    }
}
