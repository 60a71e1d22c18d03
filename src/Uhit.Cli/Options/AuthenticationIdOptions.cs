using System.CommandLine;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Options;

/// <summary>Who the Third Party is to CNP.</summary>
internal static class AuthenticationIdOptions
{
    public static Option<AuthenticationId> Create() => new("--authentication-id")
    {
        Description = "Who you are to CNP (guide 1.6): a REP's DUNS or DUNS+4 number, or the identifier that was agreed.",
        HelpName = "ID",
        Required = true,
        CustomParser = result =>
        {
            if (AuthenticationId.TryParse(result.Tokens[0].Value, out var id))
            {
                return id;
            }

            result.AddError("--authentication-id: 1 to 80 characters without control characters are expected, such as a DUNS number.");
            return default;
        },
    };
}
