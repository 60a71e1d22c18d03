using Uhit.Cli.Commands.Request;
using Uhit.Client;
using Uhit.Client.Testing;

namespace Uhit.Cli.Tests.Commands.Request;

/// <summary>When two inquiries are the same one.</summary>
public sealed class ContentReferenceTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);
    private static readonly AuthenticationId Id = AuthenticationId.Parse("123456789");
    private static readonly UsageHistoryInquiry Inquiry = new InquiryBuilder(TimeProvider.System).AddLines(3).Build();

    [Fact]
    public void Of_SameContent_IsTheSameAndHasTheDay()
    {
        var reference = Of(Inquiry);

        Assert.Equal(reference, Of(Inquiry with { Lines = [.. Inquiry.Lines] }));
        Assert.StartsWith("content-2026-01-05-", reference, StringComparison.Ordinal);
        Assert.InRange(reference.Length, 20, UsageHistoryInquiry.MaxClientReferenceLength);
    }

    [Fact]
    public void Of_OtherOrderOrSpacingOrFormOrEvidence_IsTheSame()
    {
        Assert.Equal(Of(Inquiry), Of(Inquiry with { Lines = [.. Inquiry.Lines.Reverse()] }));
        Assert.Equal(Of(Named("Peña Bakery")), Of(Named("  Pen\u0303a   Bakery ")));
        Assert.Equal(Of(Inquiry), Of(With(line => line with { Authorization = line.Authorization with { EvidenceReference = "scan 7" } })));
        Assert.Equal(Of(Inquiry), Of(Inquiry with { ClientReference = "own" }));
    }

    [Fact]
    public void Of_AnythingThatIsSent_MakesAnother()
    {
        UsageHistoryInquiry[] others =
        [
            Inquiry with { Lines = [.. Inquiry.Lines.Take(2)] },
            With(line => line with { EsiId = InquiryBuilder.EsiIdOf(99) }),
            With(line => line with { RequestedUsage = RequestedUsage.Billing }),
            With(line => line with { Period = new UsagePeriod(line.Period.Start.AddDays(1), line.Period.End) }),
            With(line => line with { Period = new UsagePeriod(line.Period.Start, line.Period.End.AddDays(-1)) }),
            With(line => line with { ServiceAddress = line.ServiceAddress with { Line1 = "2 Other Street" } }),
            With(line => line with { ServiceAddress = line.ServiceAddress with { Line2 = "Suite 3" } }),
            With(line => line with { ServiceAddress = line.ServiceAddress with { City = "Katy" } }),
            With(line => line with { ServiceAddress = line.ServiceAddress with { PostalCode = "77001" } }),
            With(line => line with { Authorization = line.Authorization with { CustomerName = "Other" } }),
            With(line => line with { Authorization = line.Authorization with { AuthorizedBy = "Other" } }),
            With(line => line with { Authorization = line.Authorization with { Title = "Owner" } }),
            With(line => line with { Authorization = line.Authorization with { Company = "Owner" } }),
            With(line => line with { Authorization = line.Authorization with { Telephone = "713-555-0199" } }),
            With(line => line with { Authorization = line.Authorization with { Email = "other@example.com" } }),
            With(line => line with { Authorization = line.Authorization with { AuthorizedRecipient = "Broker" } }),
            With(line =>
                line with { Authorization = line.Authorization with { AuthorizedOn = line.Authorization.AuthorizedOn.AddDays(-1) } }),
            With(line => line with { Authorization = line.Authorization with { ExpiresOn = new DateOnly(2030, 1, 1) } }),
        ];

        Assert.Equal(others.Length + 1, others.Append(Inquiry).Select(Of).Distinct().Count());
    }

    [Fact]
    public void Of_OtherDayOrAskerOrEnvironment_MakesAnother()
    {
        string[] references =
        [
            Of(Inquiry),
            ContentReference.Of(Inquiry, Id, UhitEnvironment.Test, Day.AddDays(1)),
            ContentReference.Of(Inquiry, Id, UhitEnvironment.Test, null),
            ContentReference.Of(Inquiry, Id, UhitEnvironment.Production, Day),
            ContentReference.Of(Inquiry, AuthenticationId.Parse("987654321"), UhitEnvironment.Test, Day),
        ];

        Assert.Equal(references.Length, references.Distinct().Count());
    }

    // A text that ends where the next begins must not run together with it.
    [Fact]
    public void Of_TextMovedFromOneFieldToTheNext_MakesAnother() => Assert.NotEqual(
        Of(With(line => line with { Authorization = line.Authorization with { Title = "Owner", Company = null } })),
        Of(With(line => line with { Authorization = line.Authorization with { Title = null, Company = "Owner" } })));

    private static string Of(UsageHistoryInquiry inquiry) => ContentReference.Of(inquiry, Id, UhitEnvironment.Test, Day);

    private static UsageHistoryInquiry Named(string name) =>
        With(line => line with { Authorization = line.Authorization with { CustomerName = name } });

    private static UsageHistoryInquiry With(Func<InquiryLine, InquiryLine> change) =>
        Inquiry with { Lines = [change(Inquiry.Lines[0]), .. Inquiry.Lines.Skip(1)] };
}
