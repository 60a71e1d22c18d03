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
}
