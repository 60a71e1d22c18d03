using System.Globalization;
using Uhit.Client;

namespace Uhit.Cli.Input;

/// <summary>An inquiry about ESI IDs that do not exist, for customers that do not exist.</summary>
internal static class ExampleInquiry
{
    public static UsageHistoryInquiry Create(int esiIds, DateOnly today) => new()
    {
        ClientReference = "demo",
        Lines = [.. Enumerable.Range(1, esiIds).Select(number => Line(number, today))],
    };

    private static InquiryLine Line(int number, DateOnly today) => new()
    {
        EsiId = EsiId.Parse("1008901" + number.ToString("D15", CultureInfo.InvariantCulture)),
        ServiceAddress = new ServiceAddress { Line1 = $"{number} Example Street", City = "Houston", State = "TX", PostalCode = "77002" },
        RequestedUsage = RequestedUsage.BillingAndInterval,
        Period = UsagePeriod.YearEnding(today.AddDays(-1)),
        Authorization = new CustomerAuthorization
        {
            CustomerName = $"Example Customer {number}",
            AuthorizedBy = "Pat Example",
            Telephone = "713-555-0100",
            Email = "pat@customer.example",
            AuthorizedOn = today.AddDays(-7),
            Obtained = true,
        },
    };
}
