using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Cli.Inquiries;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Status;

/// <summary><c>uhit status</c>: where the inquiries of a store stand, or one of them.</summary>
internal sealed class StatusCommand : ToolVerb
{
    private readonly Option<ToolStore> _store = StoreOption.Create(mustExist: true);

    private readonly Option<string?> _client = StoreOption.Client();

    private readonly ContractOption _contract = new();

    private readonly Argument<string?> _requestId = new("REQUEST-ID")
    {
        Description = "The inquiry to show with its lines; without it all inquiries are listed, newest first.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _open = new("--open") { Description = "List only inquiries for which something is still waited for." };

    public StatusCommand()
        : base("status", "Shows where inquiries stand.")
    {
        Add(_requestId);
        Add(_store);
        Add(_client);
        _contract.AddTo(this);
        Add(_open);
    }

    public override IReadOnlyList<string> Examples => ["uhit status --store uhit.db", "uhit status --store uhit.db --open --json"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var identity = await parsed.GetRequiredValue(_store).IdentityAsync(
            parsed.GetValue(_client), EnvironmentOptions.ClientName(UhitEnvironment.Test), cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(parsed, identity, cancellationToken).ConfigureAwait(false);
        foreach (var inquiry in found)
        {
            output.Json(SnapshotLine.Of(inquiry));
        }

        return Show(parsed, output, found, parsed.GetValue(_requestId));
    }

    private async Task<List<InquirySnapshot>> FindAsync(
        ParseResult parsed, ToolStore.Identity identity, CancellationToken cancellationToken)
    {
        var session = ClientSession.Open(
            identity.Client,
            options =>
            {
                options.Environment = identity.Environment ?? UhitEnvironment.Test;

                // Where nothing is stored, nobody has asked.
                options.AuthenticationId = identity.AuthenticationId ?? "status";
                options.IsRetailElectricProvider = false;
            },
            _contract.WithoutSecrets(parsed),
            parsed.GetRequiredValue(_store),
            ToolLog.Of(parsed));
        await using (session.ConfigureAwait(false))
        {
            if (parsed.GetValue(_requestId) is { } text)
            {
                var one = RequestId.TryParse(text, out var id)
                    ? await session.Client.FindAsync(id, cancellationToken).ConfigureAwait(false)
                    : null;
                return one is null ? [] : [one];
            }

            var query = InquiryQuery.All with { IsFinished = parsed.GetValue(_open) ? false : null };
            return await session.Client.ListAsync(query, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static int Show(ParseResult parsed, ToolOutput output, List<InquirySnapshot> found, string? requestId)
    {
        if (requestId is null)
        {
            output.Line($"{Count.Of(found.Count, "inquiry", "inquiries")}.");
            if (found.Count > 0)
            {
                output.Draw(SnapshotView.List(found));
            }

            return ExitCodes.Done;
        }

        if (found.Count == 0)
        {
            throw NextSteps.Unknown(parsed, requestId);
        }

        found.ForEach(inquiry => SnapshotView.Show(output, inquiry));
        return ExitCodes.Done;
    }
}
