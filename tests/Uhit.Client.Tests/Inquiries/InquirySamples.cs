namespace Uhit.Client.Tests.Inquiries;

/// <summary>An inquiry that keeps every rule, on 7 January 2026.</summary>
internal static class InquirySamples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 7, 12, 0, 0, TimeSpan.FromHours(-6));

    public static readonly EsiId EsiId = EsiId.Parse("1008901000000000000001");

    public static UsageHistoryInquiry Inquiry(params InquiryLine[] lines) => new() { Lines = lines.Length == 0 ? [Line()] : lines };

    public static InquiryLine Line(EsiId? esiId = null) => new()
    {
        EsiId = esiId ?? EsiId,
        ServiceAddress = new ServiceAddress { Line1 = "1 Synthetic St", City = "Houston", State = "TX", PostalCode = "77002" },
        RequestedUsage = RequestedUsage.BillingAndInterval,
        Period = UsagePeriod.YearEnding(new DateOnly(2025, 12, 31)),
        Authorization = new CustomerAuthorization
        {
            CustomerName = "Synthetic Customer",
            AuthorizedBy = "Pat Example",
            Telephone = "(713) 555-0100",
            Email = "pat@example.com",
            AuthorizedOn = new DateOnly(2026, 1, 2),
            Obtained = true,
        },
    };
}
