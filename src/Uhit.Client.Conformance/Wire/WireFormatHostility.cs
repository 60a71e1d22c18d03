using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What every wire format must do with messages that are wrong: refuse them by a <see cref="WireFormatException"/> that repeats no value.</summary>
public abstract class WireFormatHostility
{
    private const string Marker = "ZZsecretZZ";

    private static readonly string[] BadValues =
    [
        Marker, "", " ", "-1", "0", "99999999999999999999", "1e3", "NaN", "INF", "1,000", "0x10", "١٢", "0001-01-01", "9999-12-31", "-2025-01-01", "2025-02-30", "9999-12-31T23:59:59", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2025-11-02T01:15:00+99:00", "2025-11-02", "10089010000000000000010000000000000001", "1008901ABC", "１００８９０１０００００１", new('9', 5000), "true",
    ];

    protected abstract IUhitWireFormat Format { get; }

    protected abstract bool HasMessageIds { get; }

    private WireExchange Exchange => new(Format);

    /// <summary>Every value of every message is replaced by every bad one: it is read, or refused in the one way.</summary>
    [Theory]
    [InlineData(UhitOperation.RequestHistoricalUsage)]
    [InlineData(UhitOperation.NotifyAcknowledgement)]
    [InlineData(UhitOperation.NotifyValidation)]
    [InlineData(UhitOperation.DeliverHistoricalUsage)]
    public void Read_AnyOneValueBad_IsReadOrRefusedWithoutRepeatingIt(UhitOperation operation)
    {
        var envelope = Sample(operation);
        var refused = 0;
        var values = 0;
        XmlVariant.Change(envelope, root => values = Values(root).Count);
        for (var i = 0; i < values; i++)
        {
            foreach (var bad in BadValues)
            {
                var changed = XmlVariant.Change(envelope, root => Values(root)[i](bad));
                refused += IsRefused(operation, changed) ? 1 : 0;
            }
        }

        // A format that refused nothing, or nearly all, would not have looked.
        Assert.InRange(refused, values, values * (BadValues.Length - 1));
    }

    [Theory]
    [InlineData(UhitOperation.RequestHistoricalUsage)]
    [InlineData(UhitOperation.NotifyAcknowledgement)]
    [InlineData(UhitOperation.NotifyValidation)]
    [InlineData(UhitOperation.DeliverHistoricalUsage)]
    public void Read_AnyOneThingMissing_IsReadOrRefused(UhitOperation operation)
    {
        var envelope = Sample(operation);
        var things = 0;
        var refused = 0;
        XmlVariant.Change(envelope, root => things = Things(root).Count);
        for (var i = 0; i < things; i++)
        {
            var changed = XmlVariant.Change(envelope, root =>
            {
                switch (Things(root)[i])
                {
                    case XElement element:
                        element.Remove();
                        break;
                    case XAttribute attribute:
                        attribute.Remove();
                        break;
                }
            });
            refused += IsRefused(operation, changed) ? 1 : 0;
        }

        Assert.InRange(refused, 3, things);
    }

    [Theory]
    [InlineData(UhitOperation.NotifyAcknowledgement)]
    [InlineData(UhitOperation.NotifyValidation)]
    [InlineData(UhitOperation.DeliverHistoricalUsage)]
    public void Read_ContentInAnotherNamespace_IsRefused(UhitOperation operation)
    {
        var changed = XmlVariant.Change(Sample(operation), root =>
        {
            foreach (var element in root.Elements().Last().Elements().First().Descendants())
            {
                element.Name = XName.Get(element.Name.LocalName, "urn:other");
            }
        });
        // A format whose values are attributes of the message's own element may find nothing wrong, but then nothing in it either.
        if (!IsRefused(operation, changed))
        {
            var sink = Exchange.ReadCallback(changed);
            Assert.True(sink.UnknownElements > 0);
            Assert.DoesNotContain("usage|", sink.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("validation|", sink.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_PartBeyondTheCount_IsRefused()
    {
        var envelope = Exchange.Delivery(Samples.Header(HasMessageIds), null, Samples.Part with { PartNumber = 3, PartCount = 2 }, Samples.Autumn());
        Assert.Equal("bad-part", Assert.Throws<WireFormatException>(() => Exchange.ReadCallback(envelope)).Code);
    }

    private static List<Action<string>> Values(XElement root)
    {
        var body = root.Elements().Last();
        return
        [
            .. body.Descendants().Where(e => !e.HasElements && !e.HasAttributes).Select(e => (Action<string>)(value => e.Value = value)),
            .. body.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => (Action<string>)(value => a.Value = value)),
        ];
    }

    private static List<XObject> Things(XElement root)
    {
        var body = root.Elements().Last();
        return [.. body.Elements().First().Descendants(), .. body.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration)];
    }

    private bool IsRefused(UhitOperation operation, byte[] envelope)
    {
        try
        {
            if (operation == UhitOperation.RequestHistoricalUsage)
            {
                Exchange.Read(envelope, Format.ReadInquiry);
            }
            else
            {
                Exchange.ReadCallback(envelope);
            }

            return false;
        }
        catch (WireFormatException refused)
        {
            Assert.DoesNotContain(Marker, refused.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(refused.Code);
            Assert.NotEmpty(refused.Path);
            return true;
        }
    }

    private byte[] Sample(UhitOperation operation)
    {
        var header = Samples.Header(HasMessageIds);
        return operation switch
        {
            UhitOperation.RequestHistoricalUsage => Exchange.Write(writer => Format.WriteInquiry(writer, Samples.Inquiry(HasMessageIds))),
            UhitOperation.NotifyAcknowledgement => Exchange.Write(writer => Format.WriteAcknowledgementNotice(writer, header, Samples.Acknowledgement(HasMessageIds))),
            UhitOperation.NotifyValidation => Exchange.Write(writer => Format.WriteValidation(writer, header, TransactionId.Parse("T1"), [Samples.Validation])),
            _ => Exchange.Delivery(header, TransactionId.Parse("T1"), Samples.Part, Samples.Short()),
        };
    }
}
