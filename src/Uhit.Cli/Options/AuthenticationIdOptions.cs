using System.CommandLine;
using Uhit.Client;

namespace Uhit.Cli.Options;

/// <summary>Who the Third Party is to CNP.</summary>
internal static class AuthenticationIdOptions
{
    public static Option<AuthenticationId> Create()
    {
        var option = Named(
            "--authentication-id", "Who you are to CNP (guide 1.6): a REP's DUNS or DUNS+4 number, or the identifier that was agreed.");
        option.Required = true;
        return option;
    }

    public static Option<AuthenticationId> CreateReplaced() => Named(
        "--replaces-authentication-id", "The ID under which the store was used before, where that was mistyped or is no longer yours: "
            + "without it another ID than the store's is refused.");

    private static Option<AuthenticationId> Named(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ID",
        CustomParser = result => OptionKinds.Read<AuthenticationId>(
            result, AuthenticationId.TryParse,
            $"{name}: 1 to 80 characters without control characters are expected, such as a DUNS number."),
    };
}
