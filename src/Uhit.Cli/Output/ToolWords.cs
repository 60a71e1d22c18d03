using System.Text.RegularExpressions;
using Uhit.Cli.Options;

namespace Uhit.Cli.Output;

/// <summary>What the library says, with the tool's options in place of the library's settings:
/// the user of the tool sets nothing else.</summary>
internal static partial class ToolWords
{
    private const string Password = $"the environment variable {CertificateArguments.PasswordVariable}";

    private const string Again = "To ask once more write --input FILE --again in place of --resend.";

    /// <summary>The same message in the tool's words.</summary>
    /// <param name="message">What the library says.</param>
    /// <param name="isCheck">Whether <c>uhit check</c> shows it, which then needs no naming.</param>
    public static string Of(string message, bool isCheck = false)
    {
        var said = message
            .Replace(" Fault of this exception has CNP's reason.", string.Empty, StringComparison.Ordinal)
            .Replace("Check the setting Endpoint.", "Check --endpoint.", StringComparison.Ordinal)
            .Replace(
                "This inquiry was abandoned: submit it as a new one.", $"This inquiry was abandoned. {Again}", StringComparison.Ordinal)
            .Replace("it can't be sent. Submit it as a new one.", $"it can't be sent. {Again}", StringComparison.Ordinal)
            .Replace(
                "Correct PasswordVariable or Password, or set neither if it has none.",
                $"Correct {Password}, or unset it if it has none.",
                StringComparison.Ordinal)
            .Replace("Set PasswordVariable or Password.", $"Set {Password} to its password.", StringComparison.Ordinal)
            .Replace(
                "Set it back until they are finished or abandoned",
                "Set it back until they are finished, or give them up by 'uhit abandon' ('uhit status --open' lists them)",
                StringComparison.Ordinal)
            .Replace("(Connection:AttemptTimeout)", "(--answer-timeout)", StringComparison.Ordinal)
            .Replace("(Connection:TotalTimeout)", "(--answer-timeout, and 90 seconds for more tries)", StringComparison.Ordinal)
            .Replace("If the connection check fails", "If 'uhit check' fails", StringComparison.Ordinal)
            .Replace(" Run the connection check.", isCheck ? string.Empty : " Run 'uhit check'.", StringComparison.Ordinal)
            .Replace(" or set Connection:UseEnvironmentProxy to false,", string.Empty, StringComparison.Ordinal)
            .Replace("Connection:Proxy", "--proxy", StringComparison.Ordinal)
            .Replace("set AllowUnlikelyEsiIds", "add --allow-unlikely-esi-ids", StringComparison.Ordinal)
            .Replace("PostgreSqlStoreOptions.ConnectionString", "--store", StringComparison.Ordinal)
            .Replace("SqliteStoreOptions.Path", "--store", StringComparison.Ordinal);
        said = InConfiguration().Replace(said, found => OptionOf(found.Groups[1].Captures[^1].Value) ?? found.Value);
        return Alone().Replace(said, found => OptionOf(found.Groups[1].Value) ?? found.Value);
    }

    private static string? OptionOf(string setting) => setting switch
    {
        "PfxFile" or "PemFile" or "Certificate" => "--certificate",
        "KeyFile" => "--key",
        "Password" or "PasswordVariable" => Password,
        "RootFiles" or "ServerTrust" => "--trust",
        "Peers" or "DistinguishedName" or "PinnedKeys" => "--allow",
        "Environment" => "--environment",
        "AuthenticationId" => "--authentication-id",
        "ReplacesAuthenticationId" => "--replaces-authentication-id",
        "IsRetailElectricProvider" => "--third-party-kind",
        "Endpoint" => "--endpoint",
        _ => null,
    };

    // As it stands in a configuration file: "Uhit:Test:Peers[CNP].RootFiles". The colon that ends it has a space after it.
    [GeneratedRegex(@"\bUhit:[^\s:]+(?:[:.]([A-Za-z]\w*)(?:\[[^\]]*\])?)+")]
    private static partial Regex InConfiguration();

    // By its name alone, and not in the path of a file.
    [GeneratedRegex(@"(?<![/\\'\w])(?:Peers\[[^\]]*\]\.)?(RootFiles|PfxFile|PemFile|KeyFile)\b")]
    private static partial Regex Alone();
}
