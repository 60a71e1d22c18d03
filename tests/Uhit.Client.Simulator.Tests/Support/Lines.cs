using System.Globalization;

namespace Uhit.Client.Simulator.Tests.Support;

/// <summary>Lines of inquiries that are in order.</summary>
internal static class Lines
{
    public static EsiId EsiIdOf(int number) => EsiId.Parse("1008901" + number.ToString("D15", CultureInfo.InvariantCulture));

    public static InquiryLine Of(int number, UsagePeriod period, RequestedUsage usage = RequestedUsage.BillingAndInterval) => new()
    {
        EsiId = EsiIdOf(number),
        ServiceAddress = new ServiceAddress { Line1 = $"{number} Bayou St", City = "Houston", State = "TX", PostalCode = "77002" },
        RequestedUsage = usage,
        Period = period,
        Authorization = new CustomerAuthorization
        {
            CustomerName = $"Customer {number}",
            AuthorizedBy = "A. Signer",
            Telephone = "713-555-0100",
            Email = "signer@example.com",
            AuthorizedOn = new DateOnly(2026, 1, 5),
            Obtained = true,
        },
    };
}
