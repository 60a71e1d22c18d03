using System.Text.RegularExpressions;

namespace Uhit.Cli.Output;

/// <summary>Takes passwords out of what was written on the command line before it is shown again: what is shown lands in logs.</summary>
internal static partial class Secrets
{
    /// <summary>The same text without the user information of addresses, and without the passwords of connection strings.</summary>
    public static string Without(string text) => ConnectionPassword().Replace(UserInformation().Replace(text, string.Empty), string.Empty);

    // Up to the last @ before the path begins: a password may have one itself.
    [GeneratedRegex("""(?<=://)[^/?#\s'"]*@""")]
    private static partial Regex UserInformation();

    // As Npgsql reads them: its names in any case, a value in quotes with quotes doubled in it, or up to the next semicolon.
    [GeneratedRegex("""\b(?:ssl[ ]*)?(?:password|pwd|psw)\s*=\s*(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^;]*);?""", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionPassword();
}
