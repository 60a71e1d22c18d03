using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Uhit.Client.Tests.Inquiries;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A message of every kind, written in a hundred ways, and with one value changed at a time.</summary>
internal static partial class ManyCopies
{
    private static readonly ReferenceWireFormat Format = ReferenceWireFormat.Instance;

    /// <summary>One callback of each operation, with every element that the contract has.</summary>
    public static IReadOnlyList<(UhitOperation Operation, byte[] Bytes)> All { get; } =
    [
        (
            UhitOperation.NotifyAcknowledgement,
            Write(writer => Format.WriteAcknowledgementNotice(writer, CallbackMessages.Header("A-1"), new Acknowledgement
            {
                RequestId = CallbackMessages.Asked,
                MessageId = MessageId.Parse("Q-1"),
                TransactionId = TransactionId.Parse("T-1"),
                ReceivedAt = InquirySamples.Now,
                Status = AcknowledgementStatus.Rejected,
                Errors = [Error(null), Error(2)],
            }))),
        (
            UhitOperation.NotifyValidation,
            Write(writer => Format.WriteValidation(
                writer,
                CallbackMessages.Header("V-1"),
                TransactionId.Parse("T-1"),
                CallbackMessages.EsiIds.Select((esiId, i) => new LineValidation
                {
                    LineNumber = i + 1,
                    EsiId = esiId,
                    Status = ValidationStatus.Failed,
                    Reasons = [Error(i + 1)],
                })))),
        (UhitOperation.DeliverHistoricalUsage, Write(writer => Format.WriteDelivery(
            writer, CallbackMessages.Header("D-1"), TransactionId.Parse("T-1"), new DeliveryPart(DeliveryId.Parse("D-1"), 2, 3),
            CallbackMessages.Histories(readings: 6).Select(Filled)))),
    ];

    /// <summary>The same message, written otherwise: any of seven ways together, so there are 127.</summary>
    /// <param name="message">As the sender wrote it first.</param>
    /// <param name="ways">Which ways, as bits.</param>
    public static byte[] Rewritten(byte[] message, int ways)
    {
        var root = XDocument.Parse(Encoding.UTF8.GetString(message), LoadOptions.PreserveWhitespace).Root!;
        if ((ways & 1) != 0)
        {
            root = WithOtherPrefixes(root);
        }

        foreach (var parent in root.DescendantsAndSelf().Where(element => element.HasElements).ToList())
        {
            if ((ways & 2) != 0)
            {
                parent.AddFirst(new XComment(" here "));
                parent.Add(new XComment(" and there "));
            }

            if ((ways & 4) != 0)
            {
                foreach (var child in parent.Elements().ToList())
                {
                    child.AddBeforeSelf(new XText("\r\n\t  "));
                }
            }
        }

        var text = root.ToString(SaveOptions.DisableFormatting);
        if ((ways & 16) != 0)
        {
            text = EsiIdOf().Replace(text, "$1<![CDATA[$2]]></");
        }

        if ((ways & 8) != 0)
        {
            text = TextOf().Replace(
                text,
                match => string.Create(CultureInfo.InvariantCulture, $">&#x{(int)match.Groups[1].Value[0]:X};{match.Groups[2].Value}</"));
        }

        if ((ways & 32) != 0)
        {
            // Trailing zeros, and attributes in single quotes.
            text = AttributeOf().Replace(QuantityOf().Replace(text, "$1$2.${3}000</"), "='$1'");
        }

        if ((ways & 64) != 0)
        {
            return [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n")];
        }

        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The message with one value changed, for each of its values but MessageId, SentAt and the
    /// Authentication ID, which say other things.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Changed(byte[] message)
    {
        var original = XDocument.Parse(Encoding.UTF8.GetString(message), LoadOptions.PreserveWhitespace).Root!;
        var count = Leaves(original).Count;
        for (var i = 0; i < count; i++)
        {
            var copy = new XElement(original);
            var leaf = Leaves(copy)[i];
            var (was, other) = (leaf.Value, Other(leaf.Name.LocalName, leaf.Value));

            // An acknowledgement names its inquiry twice, and the two must agree.
            foreach (var same in leaf.Name.LocalName is "RequestId"
                ? copy.Descendants(leaf.Name).Where(element => element.Value == was).ToList()
                : [leaf])
            {
                same.Value = other;
            }

            yield return (
                $"{leaf.Parent!.Name.LocalName}/{leaf.Name.LocalName} {i}",
                Encoding.UTF8.GetBytes(copy.ToString(SaveOptions.DisableFormatting)));
        }
    }

    private static List<XElement> Leaves(XElement root) => [.. root.Elements().Last().Descendants().Where(element =>
        !element.HasElements
        && element.Name.LocalName is not ("AuthenticationId" or "SentAt")
        && !(element.Name.LocalName is "MessageId" && element.Parent!.Name.LocalName is "Header")
        && !(element.Name.LocalName is "RequestId" && element.Parent!.Name.LocalName is "Acknowledgement"))];

    private static string Other(string name, string value) => name switch
    {
        "PartNumber" => "1",
        "Status" when value is "Rejected" => "Accepted",
        "EsiId" => value[..^1] + (char)(value[^1] == '9' ? '0' : value[^1] + 1),
        "EndTime" or "ReceivedAt" => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture)
            .AddDays(1)
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        "StartDate" or "EndDate" =>
            DateOnly.Parse(value, CultureInfo.InvariantCulture).AddDays(1).ToString("O", CultureInfo.InvariantCulture),
        "IntervalMinutes" => "30",
        "Channel" => "EnergyReceived",
        "Unit" => "kW",
        _ when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) =>
            (number + 1).ToString(CultureInfo.InvariantCulture),
        _ => value + "x",
    };

    private static XElement WithOtherPrefixes(XElement root)
    {
        var copy = new XElement(root);
        copy.DescendantsAndSelf().Attributes()
            .Where(attribute => attribute.IsNamespaceDeclaration).ToList()
            .ForEach(declaration => declaration.Remove());
        var names = copy.DescendantsAndSelf().Select(element => element.Name.NamespaceName).Distinct().Reverse().ToList();
        copy.Add(names.Select((name, i) => new XAttribute(XNamespace.Xmlns + ("q" + i), name)));
        return copy;
    }

    private static ReportedError Error(int? line) => new() { Code = "A76", Description = "Not found.", LineNumber = line };

    private static UsageHistory Filled(UsageHistory history) => history with
    {
        CustomerName = "Sample Customer",
        ServiceAddress =
            new ServiceAddress { Line1 = "1 Sample Street", Line2 = "Unit 2", City = "Houston", State = "TX", PostalCode = "77002" },
        LoadProfile = "BUSMEDLF_COAST",
        RateClass = "SECONDARY",
        MeterReadCycle = "07",
        ErcotRegion = "COAST",
        NoData = Error(history.LineNumber),
        BillingPeriods =
        [
            .. history.BillingPeriods.Select(period => period with
            {
                MeterNumber = "M1",
                MeterType = MeterType.Advanced,
                ReadType = ReadType.Actual,
                MeteredDemand = 10.5m,
                BilledDemand = 11.5m,
                MeteredApparentDemand = 12.5m,
                BilledApparentDemand = 13.5m,
                PowerFactor = 0.5m,
                Multiplier = 1.5m,
            }),
        ],
    };

    private static byte[] Write(Action<System.Xml.XmlWriter> body) => SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, body);

    [GeneratedRegex(">([0-9A-Za-z])([^<>&]*)</")]
    private static partial Regex TextOf();

    [GeneratedRegex("(<[^<>]*EsiId>)([0-9]+)</")]
    private static partial Regex EsiIdOf();

    [GeneratedRegex("(<[^<>]*(?:Quantity|Usage|Demand|Multiplier)>)([0-9]+)\\.([0-9]+)</")]
    private static partial Regex QuantityOf();

    [GeneratedRegex("=\"([^\"']*)\"")]
    private static partial Regex AttributeOf();
}
