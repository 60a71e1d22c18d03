using System.Globalization;

namespace Uhit.Client.Testing;

/// <summary>Makes inquiries that break no rule, out of synthetic data, for tests.</summary>
/// <remarks>Not thread-safe. The same calls give the same inquiry.</remarks>
public sealed class InquiryBuilder
{
    private readonly DateOnly _today;
    private readonly List<InquiryLine> _lines = [];
    private string? _clientReference;

    /// <summary>Begins an inquiry.</summary>
    /// <param name="today">The day on which it will be submitted, in Central Prevailing Time: its periods end the day before.</param>
    public InquiryBuilder(DateOnly today) => _today = today;

    /// <summary>Begins an inquiry that will be submitted today.</summary>
    /// <param name="timeProvider">The clock.</param>
    public InquiryBuilder(TimeProvider timeProvider)
        : this(CentralTime.DateOf((timeProvider ?? throw new ArgumentNullException(nameof(timeProvider))).GetUtcNow()))
    {
    }

    /// <summary>A synthetic ESI ID of CNP's territory.</summary>
    /// <param name="number">Which: the last digits.</param>
    public static EsiId EsiIdOf(int number) => EsiId.Parse("1008901" + number.ToString("D15", CultureInfo.InvariantCulture));

    /// <summary>Sets the user's own key.</summary>
    /// <param name="clientReference">The key.</param>
    public InquiryBuilder WithClientReference(string clientReference)
    {
        _clientReference = clientReference;
        return this;
    }

    /// <summary>Adds a line for an ESI ID: a year of both kinds of usage, unless changed.</summary>
    /// <param name="esiId">The ESI ID.</param>
    /// <param name="change">Changes the line; <see langword="null"/> leaves it as it is.</param>
    public InquiryBuilder AddLine(EsiId esiId, Func<InquiryLine, InquiryLine>? change = null)
    {
        var line = new InquiryLine
        {
            EsiId = esiId,
            ServiceAddress = new ServiceAddress { Line1 = "1 Sample Street", City = "Houston", State = "TX", PostalCode = "77002" },
            RequestedUsage = RequestedUsage.BillingAndInterval,
            Period = UsagePeriod.YearEnding(_today.AddDays(-1)),
            Authorization = new CustomerAuthorization
            {
                CustomerName = "Sample Customer",
                AuthorizedBy = "Sam Sample",
                Telephone = "713-555-0100",
                Email = "sam@customer.example",
                AuthorizedOn = _today.AddDays(-7),
                Obtained = true,
            },
        };
        _lines.Add(change is null ? line : change(line));
        return this;
    }

    /// <summary>Adds lines for synthetic ESI IDs.</summary>
    /// <param name="count">How many.</param>
    public InquiryBuilder AddLines(int count)
    {
        for (var i = 0; i < count; i++)
        {
            AddLine(EsiIdOf(_lines.Count + 1));
        }

        return this;
    }

    /// <summary>Makes the inquiry.</summary>
    public UsageHistoryInquiry Build() => new() { ClientReference = _clientReference, Lines = [.. _lines] };
}
