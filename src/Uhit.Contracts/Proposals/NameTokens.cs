namespace Uhit.Contracts.Proposals;

/// <summary>Names without what differs from house to house: case, underscores, prefixes of types.</summary>
internal static class NameTokens
{
    public static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
