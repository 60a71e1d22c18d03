using System.Text;
using System.Xml;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>Compiles templates from texts, and writes with them.</summary>
internal static class TemplateFixture
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    public static Dictionary<string, CodeTable> Codes { get; } = new()
    {
        ["status"] = new CodeTable("status", new Dictionary<string, string> { ["A"] = "Validated", ["R"] = "Failed" }, null),
        ["kinds"] = new CodeTable(
            "kinds", new Dictionary<string, string> { ["1"] = "Billing", ["2"] = "Interval", ["3"] = "BillingAndInterval" }, null),
        ["half"] = new CodeTable("half", new Dictionary<string, string> { ["1"] = "Billing" }, null),
        ["yes"] = new CodeTable("yes", new Dictionary<string, string> { ["J"] = "true", ["N"] = "false" }, null),
    };

    public static TemplateSettings Settings(MessageKind kind) => new()
    {
        Kind = kind,
        Zone = CentralTime.Zone,
        Codes = Codes,
        Secrets = ["cnp-password"],
    };

    public static CompiledTemplate? Compile(MessageKind kind, string xml, out List<string> problems, bool writesSamples = false)
    {
        var found = new List<ContractProblem>();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        var root = TemplateParser.Parse("t.xml", content, found);
        var template = root is null || found.Count > 0
            ? null
            : CompiledTemplate.Compile("t.xml", root, Settings(kind) with { WritesSamples = writesSamples }, found);
        problems = [.. found.Select(problem => $"{problem.File}({problem.Line},{problem.Column}): {problem.Message}")];
        return template;
    }

    public static List<string> Problems(MessageKind kind, string xml)
    {
        Assert.Null(Compile(kind, xml, out var problems));
        return problems;
    }

    public static string Write(MessageKind kind, string xml, object item, bool writesSamples = false)
    {
        var template = Compile(kind, xml, out var problems, writesSamples);
        Assert.Empty(problems);
        return Write(template!, item);
    }

    public static string Write(CompiledTemplate template, object item)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(
            text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment }))
        {
            template.Write(writer, item, Context());
        }

        return text.ToString();
    }

    public static WriteContext Context() =>
        new(new FakeTimeProvider(Now), new WireSecrets([new("cnp-password", "userpassword")]).Get);

    public static InquiryMessage Request(int lines = 1, Func<InquiryLine, InquiryLine>? change = null) => new(
        new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("957877905"),
            RequestId = RequestId.Parse("R1"),
            MessageId = MessageId.Parse("M1"),
            SentAt = new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(-6)),
        },
        new UsageHistoryInquiry { Lines = [.. Enumerable.Range(1, lines).Select(n => (change ?? (line => line))(Line(n)))] });

    public static InquiryLine Line(int number) => new()
    {
        EsiId = EsiId.Parse($"100890100000000000000{number}"),
        ServiceAddress = new ServiceAddress { Line1 = "1 Example St", City = "Houston", State = "TX", PostalCode = "77002" },
        RequestedUsage = RequestedUsage.BillingAndInterval,
        Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
        Authorization = new CustomerAuthorization
        {
            CustomerName = "Example <Bakery> & Sons",
            AuthorizedBy = "A. Baker",
            Telephone = "(713) 555-0100",
            Email = "baker@example.com",
            AuthorizedOn = new DateOnly(2025, 12, 1),
            Obtained = true,
        },
    };
}
