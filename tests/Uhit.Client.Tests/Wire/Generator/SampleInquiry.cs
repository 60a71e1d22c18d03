using Uhit.Client.Wire.Reference.Generated;
using Generated = Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>An inquiry of two lines: all that may be there, and only what must be.</summary>
internal static class SampleInquiry
{
    public static readonly RequestHistoricalUsage Message = new()
    {
        Header = Samples.Header,
        Line =
        [
            new Generated.InquiryLine
            {
                LineNumber = 1,
                EsiId = "1008901000000000000001",
                ServiceAddress = Samples.Address,
                UsageRequested = UsageRequested.BillingAndInterval,
                StartDate = new DateOnly(2025, 3, 1),
                EndDate = new DateOnly(2026, 2, 28),
                Authorization = new Generated.CustomerAuthorization
                {
                    CustomerName = "Example Bakery",
                    AuthorizedBy = "Ana Example",
                    Title = "Owner",
                    Company = "Example Bakery LLC",
                    Telephone = "713-555-0100",
                    Email = "ana@example.com",
                    AuthorizedRecipient = "Example Energy",
                    AuthorizedOn = new DateOnly(2026, 1, 15),
                    ExpiresOn = new DateOnly(2027, 1, 14),
                    CustomerAuthorizationObtained = true,
                },
            },
            new Generated.InquiryLine
            {
                LineNumber = 2,
                EsiId = "10089010000000001",
                ServiceAddress = new Address { Line1 = "2 Main Street", City = "Houston", State = "TX", PostalCode = "77002" },
                UsageRequested = UsageRequested.Billing,
                StartDate = new DateOnly(2026, 1, 1),
                EndDate = new DateOnly(2026, 1, 3),
                Authorization = new Generated.CustomerAuthorization
                {
                    CustomerName = "Müller 𝔅",
                    AuthorizedBy = "Bo Example",
                    Telephone = "713-555-0101",
                    Email = "bo@example.com",
                    AuthorizedOn = new DateOnly(2026, 1, 15),
                    CustomerAuthorizationObtained = false,
                },
            },
        ],
    };
}
