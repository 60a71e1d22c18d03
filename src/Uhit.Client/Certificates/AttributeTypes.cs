using System.Collections.Frozen;

namespace Uhit.Client.Certificates;

/// <summary>Short names of the attribute types of a name, and their OIDs (RFC 4514 section 3, RFC
/// 4519, and what OpenSSL and Windows print).</summary>
internal static class AttributeTypes
{
    public const string CommonName = "2.5.4.3";
    public const string Country = "2.5.4.6";
    public const string Organization = "2.5.4.10";
    public const string Email = "1.2.840.113549.1.9.1";
    public const string DomainComponent = "0.9.2342.19200300.100.1.25";

    private static readonly (string Oid, string[] Names)[] Known =
    [
        (CommonName, ["CN", "commonName"]),
        ("2.5.4.4", ["SN", "surname"]),
        ("2.5.4.5", ["SERIALNUMBER", "serialNumber"]),
        (Country, ["C", "countryName"]),
        ("2.5.4.7", ["L", "localityName"]),
        ("2.5.4.8", ["ST", "S", "stateOrProvinceName"]),
        ("2.5.4.9", ["STREET", "streetAddress"]),
        (Organization, ["O", "organizationName"]),
        ("2.5.4.11", ["OU", "organizationalUnitName"]),
        ("2.5.4.12", ["T", "title"]),
        ("2.5.4.15", ["businessCategory"]),
        ("2.5.4.17", ["postalCode"]),
        ("2.5.4.42", ["GN", "givenName"]),
        ("2.5.4.43", ["initials"]),
        ("2.5.4.46", ["dnQualifier"]),
        ("2.5.4.97", ["organizationIdentifier"]),
        (DomainComponent, ["DC", "domainComponent"]),
        ("0.9.2342.19200300.100.1.1", ["UID", "userId"]),
        (Email, ["emailAddress", "E"]),
        ("1.3.6.1.4.1.311.60.2.1.1", ["jurisdictionL"]),
        ("1.3.6.1.4.1.311.60.2.1.2", ["jurisdictionST"]),
        ("1.3.6.1.4.1.311.60.2.1.3", ["jurisdictionC"]),
    ];

    private static readonly FrozenDictionary<string, string> ByName =
        Known.SelectMany(k => k.Names.Select(n => (Name: n, k.Oid)))
            .DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(p => p.Name, p => p.Oid, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> ByOid = Known.ToFrozenDictionary(k => k.Oid, k => k.Names[0]);

    public static string NameOf(string oid) => ByOid.GetValueOrDefault(oid, oid);

    /// <summary>Whether an attribute stands nearer to the root of the directory than a common name does:
    /// country, state, locality, organization, domain.</summary>
    public static bool IsAboveCommonName(string oid) => oid is Country or "2.5.4.8" or "2.5.4.7" or Organization or DomainComponent;

    /// <summary>OID of a short name, a dotted OID, or <c>OID.1.2.3</c>; null when it is none of them.</summary>
    public static string? OidOf(string type)
    {
        if (ByName.TryGetValue(type, out var oid))
        {
            return oid;
        }

        if (type.StartsWith("OID.", StringComparison.OrdinalIgnoreCase))
        {
            type = type[4..];
        }

        return IsDottedOid(type) ? type : null;
    }

    private static bool IsDottedOid(string text)
    {
        var parts = text.Split('.');
        return parts.Length >= 2
            && Array.TrueForAll(parts, p => p.Length is > 0 and < 19 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'))
            && (parts[0] is "0" or "1"
                ? long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) < 40
                : parts[0] == "2");
    }
}
