using System.Collections.Frozen;

namespace Uhit.Client.Inquiries;

/// <summary>Which codes are known: TX SET's and the reference contract's own names.</summary>
internal static class ErrorCategories
{
    private static readonly FrozenDictionary<string, ErrorCategory> Known = new Dictionary<string, ErrorCategory>(
        StringComparer.OrdinalIgnoreCase)
    {
        ["A76"] = ErrorCategory.NotFound,
        ["A78"] = ErrorCategory.Duplicate,
        ["NotFound"] = ErrorCategory.NotFound,
        ["NotInTerritory"] = ErrorCategory.NotInTerritory,
        ["NotAuthorized"] = ErrorCategory.NotAuthorized,
        ["NameMismatch"] = ErrorCategory.NameMismatch,
        ["Duplicate"] = ErrorCategory.Duplicate,
        ["InvalidPeriod"] = ErrorCategory.InvalidPeriod,
        ["MissingField"] = ErrorCategory.MissingField,
        ["InvalidEmail"] = ErrorCategory.InvalidEmail,
        ["NoData"] = ErrorCategory.NoData,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static ErrorCategory Of(string code) => Known.GetValueOrDefault(code, ErrorCategory.Unknown);
}
