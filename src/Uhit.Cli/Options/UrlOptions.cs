using System.CommandLine;

namespace Uhit.Cli.Options;

/// <summary>Options that are addresses.</summary>
internal static class UrlOptions
{
    /// <summary>The path of the inquiry service, where the address has none.</summary>
    public const string InquiryPath = "/uhit/inquiry";

    /// <summary>The path of the callbacks, where the address has none.</summary>
    public const string CallbackPath = "/uhit/callback";

    /// <summary>An address that is called.</summary>
    public static Option<Uri> ToCall(string name, string description, string example)
    {
        var option = Https(name, description, example);
        option.Validators.Add(result =>
        {
            if (Value(result) is { Port: 0 })
            {
                result.AddError($"{name}: port 0 cannot be called. Write an address such as {example}.");
            }
        });
        return option;
    }

    /// <summary>An address that is listened on.</summary>
    public static Option<Uri> ToListen(string path)
    {
        const string Example = "https://localhost:9443";
        var option = Https("--listen", $"Where to listen (port 0 takes a free one). Without a path it is {path}.", Example);
        option.Validators.Add(result =>
        {
            if (Value(result) is not { } url)
            {
                return;
            }

            if (url.AbsolutePath.AsSpan().ContainsAny("%{}*?") || url.AbsolutePath.Contains("//", StringComparison.Ordinal))
            {
                result.AddError(
                    $"--listen: '{url.AbsolutePath}' is no plain path. Write letters, digits, '/', '.', '-' and '_' only, such "
                        + $"as {Example}{path}.");
            }
            else if (!ListenAddress.TryParse(url, path, out _))
            {
                result.AddError(
                    $"--listen: '{url.Host}' is no address of this machine to listen on. Write localhost, an IP address, or 0.0.0.0 for "
                        + "all.");
            }
        });
        return option;
    }

    /// <summary>An address that is told to others.</summary>
    public static Option<Uri?> Public(string name, string description, string example) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result => Parse(name, result, example),
    };

    /// <summary>Through which proxy CNP's service is called.</summary>
    public static Option<Uri?> Proxy() => new("--proxy")
    {
        Description = "The HTTP proxy on the way to CNP, such as http://proxy.example:8080. Without it, HTTPS_PROXY and NO_PROXY of the "
            + "environment hold.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url)
                && url.Scheme == Uri.UriSchemeHttp
                && url.Host.Length > 0)
            {
                return url;
            }

            // A password may be in it: what was written is not repeated.
            result.AddError("--proxy: what is written there is no http address. Write one such as http://proxy.example:8080.");
            return null;
        },
    };

    private static Option<Uri> Https(string name, string description, string example) => new(name)
    {
        Description = description,
        HelpName = "URL",
        Required = true,
        CustomParser = result => Parse(name, result, example),
    };

    private static Uri? Parse(string name, System.CommandLine.Parsing.ArgumentResult result, string example)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url)
            && url.Scheme == Uri.UriSchemeHttps
            && url.Query.Length == 0)
        {
            return url;
        }

        if (url is { Query.Length: > 0 } && url.Scheme == Uri.UriSchemeHttps)
        {
            result.AddError($"{name}: an address has no query. Leave out what begins with '?', as in {example}.");
            return null;
        }

        result.AddError($"{name}: '{result.Tokens[0].Value}' is no https address. Write one such as {example}.");
        return null;
    }

    private static Uri? Value(System.CommandLine.Parsing.OptionResult result) =>
        result.Tokens.Count == 1 && Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) ? url : null;
}
