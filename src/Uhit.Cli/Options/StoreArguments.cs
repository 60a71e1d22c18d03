using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Client;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Options;

/// <summary>The store whose rooms are meant, and whose it is: its inquiries say so, and options where it has none.</summary>
internal sealed class StoreArguments
{
    private readonly Option<ToolStore> _store = StoreOption.Create(mustExist: true);

    private readonly Option<string?> _client = StoreOption.Client();

    private readonly Option<UhitEnvironment?> _environment = EnvironmentOptions.CreateForAStore();

    private readonly Option<string?> _authenticationId = new("--authentication-id")
    {
        Description = "Who you are to CNP; needed only where the store has no inquiry yet.",
        HelpName = "ID",
    };

    private readonly ContractOption _contract = new();

    public void AddTo(Command command)
    {
        command.Add(_store);
        command.Add(_client);
        command.Add(_environment);
        command.Add(_authenticationId);
        _contract.AddTo(command);
    }

    /// <summary>Opens the rooms.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="needsIdentity">Whether what is done depends on the Authentication ID.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ClientSession> OpenAsync(ParseResult parsed, bool needsIdentity, CancellationToken cancellationToken)
    {
        var store = parsed.GetRequiredValue(_store);
        var fallback = EnvironmentOptions.ClientName(parsed.GetValue(_environment) ?? UhitEnvironment.Test);
        var identity = await store.IdentityAsync(parsed.GetValue(_client), fallback, cancellationToken).ConfigureAwait(false);
        var environment = parsed.GetValue(_environment) ?? identity.Environment ?? UhitEnvironment.Test;
        var authenticationId = IdOf(parsed.GetValue(_authenticationId)) ?? identity.AuthenticationId;
        if (needsIdentity && authenticationId is null)
        {
            throw new ToolException("The store has no inquiry that says who you are to CNP: add --authentication-id ID, and --environment.")
            {
                IsWrongUse = true,
            };
        }

        return ClientSession.Open(
            identity.Client,
            options =>
            {
                options.Environment = environment;
                options.AuthenticationId = authenticationId ?? "inbox";
                options.IsRetailElectricProvider = false;
            },
            _contract.WithoutSecrets(parsed),
            store,
            ToolLog.Of(parsed));
    }

    // Dashes may be typed in a DUNS number; over the wire it goes without.
    private static string? IdOf(string? text) => DunsNumber.TryParse(text, out var duns) ? duns.ToAuthenticationId().Value : text;
}
