using System.CommandLine;
using System.CommandLine.Parsing;
using Uhit.Client;

namespace Uhit.Cli.Options;

/// <summary>Test or Production.</summary>
internal static class EnvironmentOptions
{
    private const string Name = "--environment";

    public static Option<UhitEnvironment> Create() => new(Name)
    {
        Description = "Test or Production: stamped on all that is stored and shown.",
        HelpName = "Test|Production",
        DefaultValueFactory = _ => UhitEnvironment.Test,
        CustomParser = result => Parse(result) ?? default,
    };

    /// <summary>For verbs that work on a store which says it itself, once it has an inquiry.</summary>
    public static Option<UhitEnvironment?> CreateForAStore() => new(Name)
    {
        Description = "Test or Production; needed only where the store has no inquiry yet.",
        HelpName = "Test|Production",
        CustomParser = Parse,
    };

    /// <summary>The named client of an environment: receiver and requester of one store use the same name.</summary>
    public static string ClientName(UhitEnvironment environment) => environment.ToString();

    private static UhitEnvironment? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.TryParse<UhitEnvironment>(text, ignoreCase: true, out var environment)
            && environment is UhitEnvironment.Test or UhitEnvironment.Production
            && !char.IsAsciiDigit(text[0]))
        {
            return environment;
        }

        result.AddError($"{Name}: '{text}' is neither Test nor Production.");
        return null;
    }
}
