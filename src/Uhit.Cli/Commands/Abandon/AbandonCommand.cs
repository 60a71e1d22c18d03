using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Abandon;

/// <summary><c>uhit abandon</c>: gives an inquiry up for which nothing is to be waited for any more.</summary>
internal sealed class AbandonCommand : ToolVerb
{
    private readonly StoreArguments _store = new();

    private readonly Argument<RequestId> _requestId = new("REQUEST-ID")
    {
        Description = "The inquiry; 'uhit status --store FILE --open' lists those for which something is waited for.",
        CustomParser = result => OptionKinds.Read<RequestId>(
            result, RequestId.TryParse, "REQUEST-ID: a RequestId has 1 to 64 characters; 'uhit status --store FILE' lists them."),
    };

    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why, for whoever looks at it later: stored, and shown by 'uhit status'.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "given up by 'uhit abandon'",
    };

    private readonly Option<bool> _yes = Confirmation.Option();

    public AbandonCommand()
        : base(
            "abandon", "Gives an inquiry up: nothing is waited for any more, and it is not sent again. CNP is not told; what comes all the "
                + "same is stored.")
    {
        Add(_requestId);
        _store.AddTo(this);
        Add(_reason);
        Add(_yes);
        _reason.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
            {
                result.AddError("--reason: write why, or leave it out.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit abandon --store uhit.db 019caf10318073319e8898e355ea52fb --reason \"asked under the wrong Authentication ID\""];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var id = parsed.GetRequiredValue(_requestId);
        var session = await _store.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var found = await session.Client.FindAsync(id, cancellationToken).ConfigureAwait(false)
                ?? throw NextSteps.Unknown(parsed, id.Value);
            if (found.IsFinished)
            {
                throw new ToolException(
                    $"Nothing is waited for any more: the inquiry {id} is {(found.IsComplete ? "complete" : found.Sending.ToString())}. It "
                        + "stays as it is.");
            }

            Confirmation.Require(
                output, parsed.GetValue(_yes),
                $"Abandon the inquiry {id} ({found.Sending}, {Count.Of(found.Lines.Count, "line", "lines")})? CNP is not told; what comes "
                    + "all the same is stored.");
            await session.Client.AbandonAsync(id, parsed.GetRequiredValue(_reason), cancellationToken).ConfigureAwait(false);
            output.Report(
                $"The inquiry [bold]{id}[/] was abandoned.", new AbandonedLine(id.Value, found.Sending, parsed.GetRequiredValue(_reason)));
            return ExitCodes.Done;
        }
    }

    private sealed record AbandonedLine(string RequestId, SendingState Was, string Reason) : JsonLine("abandoned");
}
