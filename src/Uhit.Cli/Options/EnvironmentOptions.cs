using System.CommandLine;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Options;

/// <summary>Test or Production.</summary>
internal static class EnvironmentOptions
{
    public static Option<UhitEnvironment> Create() => new("--environment")
    {
        Description = "Test or Production: stamped on all that is stored and shown.",
        HelpName = "Test|Production",
        DefaultValueFactory = _ => UhitEnvironment.Test,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Enum.TryParse<UhitEnvironment>(text, ignoreCase: true, out var environment) && environment is UhitEnvironment.Test or UhitEnvironment.Production
                && !char.IsAsciiDigit(text[0]))
            {
                return environment;
            }

            result.AddError($"--environment: '{text}' is neither Test nor Production.");
            return default;
        },
    };

    /// <summary>The named client of an environment: listener and requester of one store use the same name.</summary>
    public static string ClientName(UhitEnvironment environment) => environment.ToString();
}
