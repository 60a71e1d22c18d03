using System.Text.Json;

namespace Uhit.Client.Store.Json;

/// <summary>How what is asked is stored. Names and forms never change.</summary>
internal static class InquiryJson
{
    public static void Write(Utf8JsonWriter writer, UsageHistoryInquiry inquiry)
    {
        writer.Text("clientReference", inquiry.ClientReference);
        writer.List("lines", inquiry.Lines, Write);
    }

    public static UsageHistoryInquiry Read(JsonElement element)
    {
        _ = element.GetProperty("lines");
        return new() { ClientReference = element.TextOrNull("clientReference"), Lines = element.List("lines", ReadLine) };
    }

    private static void Write(Utf8JsonWriter writer, InquiryLine line)
    {
        writer.Id("esiId", line.EsiId.Value);
        writer.Object("serviceAddress", line.ServiceAddress, Write);
        writer.Kinds("requestedUsage", line.RequestedUsage);
        writer.WriteStartObject("period");
        writer.Date("start", line.Period.Start);
        writer.Date("end", line.Period.End);
        writer.WriteEndObject();
        writer.Object("authorization", line.Authorization, Write);
    }

    private static InquiryLine ReadLine(JsonElement element) => new()
    {
        EsiId = element.Id("esiId", EsiId.Parse),
        ServiceAddress = ReadAddress(element.GetProperty("serviceAddress")),
        RequestedUsage = element.Kinds("requestedUsage"),
        Period = Period(element.GetProperty("period").Date("start"), element.GetProperty("period").Date("end")),
        Authorization = ReadAuthorization(element.GetProperty("authorization")),
    };

    // The rules refuse a reversed period before it is stored: one that is there all the same must not make its inquiry unreadable.
    private static UsagePeriod Period(DateOnly start, DateOnly end) =>
        UsagePeriod.TryCreate(start, end, out var period) ? period : new UsagePeriod(end, start);

    private static void Write(Utf8JsonWriter writer, ServiceAddress address)
    {
        writer.WriteString("line1", address.Line1);
        writer.Text("line2", address.Line2);
        writer.WriteString("city", address.City);
        writer.WriteString("state", address.State);
        writer.WriteString("postalCode", address.PostalCode);
    }

    private static ServiceAddress ReadAddress(JsonElement element) => new()
    {
        Line1 = element.Text("line1"),
        Line2 = element.TextOrNull("line2"),
        City = element.Text("city"),
        State = element.Text("state"),
        PostalCode = element.Text("postalCode"),
    };

    private static void Write(Utf8JsonWriter writer, CustomerAuthorization authorization)
    {
        writer.WriteString("customerName", authorization.CustomerName);
        writer.WriteString("authorizedBy", authorization.AuthorizedBy);
        writer.Text("title", authorization.Title);
        writer.Text("company", authorization.Company);
        writer.WriteString("telephone", authorization.Telephone);
        writer.WriteString("email", authorization.Email);
        writer.Text("authorizedRecipient", authorization.AuthorizedRecipient);
        writer.Date("authorizedOn", authorization.AuthorizedOn);
        writer.Date("expiresOn", authorization.ExpiresOn);
        writer.WriteBoolean("obtained", authorization.Obtained);
        writer.Text("evidenceReference", authorization.EvidenceReference);
    }

    private static CustomerAuthorization ReadAuthorization(JsonElement element) => new()
    {
        CustomerName = element.Text("customerName"),
        AuthorizedBy = element.Text("authorizedBy"),
        Title = element.TextOrNull("title"),
        Company = element.TextOrNull("company"),
        Telephone = element.Text("telephone"),
        Email = element.Text("email"),
        AuthorizedRecipient = element.TextOrNull("authorizedRecipient"),
        AuthorizedOn = element.Date("authorizedOn"),
        ExpiresOn = element.DateOrNull("expiresOn"),
        Obtained = element.Flag("obtained"),
        EvidenceReference = element.TextOrNull("evidenceReference"),
    };
}
