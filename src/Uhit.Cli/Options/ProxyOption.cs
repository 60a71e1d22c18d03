using System.CommandLine;

namespace Uhit.Cli.Options;

/// <summary>Through which proxy CNP's service is called.</summary>
internal static class ProxyOption
{
    public static Option<Uri?> Create() => new("--proxy")
    {
        Description = "The HTTP proxy on the way to CNP, such as http://proxy.example:8080. Without it, HTTPS_PROXY and NO_PROXY of the environment hold.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.Host.Length > 0)
            {
                return url;
            }

            // A password may be in it: what was written is not repeated.
            result.AddError("--proxy: what is written there is no http address. Write one such as http://proxy.example:8080.");
            return null;
        },
    };
}
