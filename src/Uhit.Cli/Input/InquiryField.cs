using Uhit.Cli.Errors;
using Uhit.Client;

namespace Uhit.Cli.Input;

/// <summary>A field of a line of input: its name as a CSV column, and its path in JSON.</summary>
internal sealed record InquiryField(string Name, string JsonPath)
{
    public static IReadOnlyList<InquiryField> All { get; } =
    [
        new("EsiId", "esiId"),
        new("AddressLine1", "serviceAddress.line1"),
        new("AddressLine2", "serviceAddress.line2"),
        new("City", "serviceAddress.city"),
        new("State", "serviceAddress.state"),
        new("PostalCode", "serviceAddress.postalCode"),
        new("RequestedUsage", "requestedUsage"),
        new("StartDate", "startDate"),
        new("EndDate", "endDate"),
        new("CustomerName", "authorization.customerName"),
        new("AuthorizedBy", "authorization.authorizedBy"),
        new("Title", "authorization.title"),
        new("Company", "authorization.company"),
        new("Telephone", "authorization.telephone"),
        new("Email", "authorization.email"),
        new("AuthorizedRecipient", "authorization.authorizedRecipient"),
        new("AuthorizedOn", "authorization.authorizedOn"),
        new("ExpiresOn", "authorization.expiresOn"),
        new("AuthorizationObtained", "authorization.obtained"),
        new("EvidenceReference", "authorization.evidenceReference"),
    ];

    /// <summary>Finds the field of a CSV column: case, blanks, dashes and underscores do not matter.</summary>
    public static InquiryField? OfColumn(string column)
    {
        var name = string.Concat(column.Where(char.IsLetterOrDigit));
        name = name.Equals("Obtained", StringComparison.OrdinalIgnoreCase) ? "AuthorizationObtained" : name;
        return All.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Finds the field of a JSON path, nested or flat.</summary>
    public static InquiryField? OfPath(string path) =>
        All.FirstOrDefault(field => field.JsonPath.Equals(path, StringComparison.OrdinalIgnoreCase)) ?? OfColumn(path);

    /// <summary>Finds the field of an error; <see langword="null"/> where it is of more than one, or of the whole.</summary>
    public static InquiryField? OfError(InquiryError error) => OfPath(PathOf(error));

    /// <summary>The fields of an error, as the input names them.</summary>
    public static string NameOf(InquiryError error, Func<InquiryField, string> nameOf) =>
        OfError(error) is { } one ? nameOf(one)
        : IsOfPeriod(error) ? string.Join(", ", All.Where(field => IsMeant(field, error)).Select(nameOf))
        : PathOf(error);

    /// <summary>Whether an error is of the first and last day together.</summary>
    public static bool IsOfPeriod(InquiryError error) => PathOf(error) == nameof(InquiryLine.Period);

    /// <summary>Says which field a name that is not known was meant to be, or which there are.</summary>
    public static string Meant(string written, Func<InquiryField, string> nameOf, string kind)
    {
        var near = Spelling.Nearest(written, All.Select(nameOf));
        near = near.Count > 0 ? near : [.. Spelling.Nearest(Last(written), All.Select(field => Last(nameOf(field))))
            .SelectMany(last => All.Select(nameOf).Where(name => Last(name) == last))];
        return near.Count > 0
            ? $"Did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?"
            : $"The {kind} are: {string.Join(", ", All.Select(nameOf))}";
    }

    // What lies in the future is the last day.
    private static bool IsMeant(InquiryField field, InquiryError error) =>
        field.Name == "EndDate" || (field.Name == "StartDate" && error.Code != InquiryErrorCode.PeriodInFuture);

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string PathOf(InquiryError error) => error.Field.Split("].", 2)[^1];
}
