using System.CommandLine;
using System.CommandLine.Parsing;
using Uhit.Cli.Hosting;
using Uhit.Client;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Options;

/// <summary>Who the Third Party is, in which environment, where its inquiries are stored, and which contract is
/// spoken: the same for the receiver and for requests.</summary>
internal sealed class ThirdPartyArguments
{
    private readonly Option<AuthenticationId> _authenticationId = AuthenticationIdOptions.Create();

    private readonly Option<AuthenticationId> _replaces = AuthenticationIdOptions.CreateReplaced();

    private readonly Option<string> _kind = new("--third-party-kind")
    {
        Description = "rep: a Retail Electric Provider, whose ID is a DUNS number. other: any other Third Party.",
        DefaultValueFactory = _ => "rep",
    };

    private readonly Option<UhitEnvironment> _environment = EnvironmentOptions.Create();

    private readonly Option<ToolStore> _store = StoreOption.Create(mustExist: false);

    private readonly ContractOption _contract = new();

    public ThirdPartyArguments() => OptionKinds.Among(_kind, "rep", "other");

    public void AddTo(Command command)
    {
        command.Add(_authenticationId);
        command.Add(_replaces);
        command.Add(_kind);
        command.Add(_environment);
        command.Add(_store);
        _contract.AddTo(command);
        command.Validators.Add(result =>
        {
            // Options with errors of their own have no value to look at.
            if (!result.Errors.Any() && result.GetResult(_authenticationId) is { Tokens: [var token] }
                && !IsOther(result) && !DunsNumber.TryParse(token.Value, out _))
            {
                result.AddError(
                    "--authentication-id: a REP's ID is a DUNS number (9 digits) or DUNS+4 (13 digits). For any other Third Party add "
                        + "--third-party-kind other.");
            }
        });
    }

    public UhitEnvironment Environment(ParseResult parsed) => parsed.GetValue(_environment);

    public string ClientName(ParseResult parsed) => EnvironmentOptions.ClientName(Environment(parsed));

    public ToolContract Contract(ParseResult parsed) => _contract.Of(parsed);

    public ToolStore Store(ParseResult parsed) => parsed.GetRequiredValue(_store);

    /// <summary>The Authentication ID as it goes over the wire: a DUNS number without the dashes that may be typed.</summary>
    public AuthenticationId AuthenticationId(ParseResult parsed)
    {
        var id = parsed.GetRequiredValue(_authenticationId);
        return IsRep(parsed) && DunsNumber.TryParse(id.Value, out var duns)
            ? duns.ToAuthenticationId()
            : id;
    }

    /// <summary>The rules that the client will apply, for an inquiry that does not become one.</summary>
    public InquiryRules Rules(ParseResult parsed) => new() { IsRetailElectricProvider = IsRep(parsed) };

    public void Apply(ParseResult parsed, UhitClientOptions options)
    {
        options.Environment = Environment(parsed);
        options.AuthenticationId = AuthenticationId(parsed).Value;
        options.ReplacesAuthenticationId = parsed.GetResult(_replaces) is null ? null : parsed.GetValue(_replaces).Value;
        options.IsRetailElectricProvider = IsRep(parsed);
    }

    // The default of an option is not filled in yet when validators run.
    private bool IsOther(CommandResult result) => result.GetResult(_kind) is { Tokens: [{ Value: "other" }] };

    private bool IsRep(ParseResult parsed) => parsed.GetValue(_kind) == "rep";
}
