namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>The names inside a line of an inquiry. What is kept as evidence only has none.</summary>
internal static class InquiryLineValues
{
    public static ValueScope<InquiryLine> Scope() => new ValueScope<InquiryLine>("line")
        .Framed("lineNumber", ValueKind.Integer, frame => frame.Number)
        .Text("esiId", item => item.EsiId.Value)
        .Text("serviceAddress.line1", item => item.ServiceAddress.Line1)
        .OptionalText("serviceAddress.line2", item => item.ServiceAddress.Line2)
        .Text("serviceAddress.city", item => item.ServiceAddress.City)
        .Text("serviceAddress.state", item => item.ServiceAddress.State)
        .Text("serviceAddress.postalCode", item => item.ServiceAddress.PostalCode)
        .Closed(
            "requestedUsage",
            item => item.RequestedUsage.ToString(),
            nameof(RequestedUsage.Billing),
            nameof(RequestedUsage.Interval),
            nameof(RequestedUsage.BillingAndInterval))
        .Add("requestedUsage.billing", ValueKind.Boolean, item => item.RequestedUsage.HasFlag(RequestedUsage.Billing))
        .Add("requestedUsage.interval", ValueKind.Boolean, item => item.RequestedUsage.HasFlag(RequestedUsage.Interval))
        .Add("period.start", ValueKind.Date, item => item.Period.Start)
        .Add("period.end", ValueKind.Date, item => item.Period.End)
        .Add("period.days", ValueKind.Integer, item => item.Period.Days)
        .Text("authorization.customerName", item => item.Authorization.CustomerName)
        .Text("authorization.authorizedBy", item => item.Authorization.AuthorizedBy)
        .OptionalText("authorization.title", item => item.Authorization.Title)
        .OptionalText("authorization.company", item => item.Authorization.Company)
        .Text("authorization.telephone", item => item.Authorization.Telephone)
        .Text("authorization.email", item => item.Authorization.Email)
        .OptionalText("authorization.authorizedRecipient", item => item.Authorization.AuthorizedRecipient)
        .Add("authorization.authorizedOn", ValueKind.Date, item => item.Authorization.AuthorizedOn)
        .Optional("authorization.expiresOn", ValueKind.Date, item => item.Authorization.ExpiresOn)
        .Add("authorization.obtained", ValueKind.Boolean, item => item.Authorization.Obtained);
}
