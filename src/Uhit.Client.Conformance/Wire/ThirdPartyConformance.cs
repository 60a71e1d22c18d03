using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What the half of a Third Party must do, as far as it shows without a message of CNP's: see
/// <see cref="SampleConformance"/> for those.</summary>
public abstract partial class ThirdPartyConformance : WireConformance
{
    private WireExchange Exchange => new(Format);

    /// <summary>The id is stored with every message, so it must not change.</summary>
    [Fact]
    public void Id_IsATextAndAlwaysTheSame()
    {
        Assert.False(string.IsNullOrWhiteSpace(Format.Id), "The format has no Id.");
        Assert.Equal(Format.Id, Format.Id);
    }

    /// <summary>Two operations may share an action: the body tells them apart then.</summary>
    [Fact]
    public void GetAction_OfEachOperation_IsAlwaysTheSame() =>
        Assert.All<UhitOperation>([UhitOperation.RequestHistoricalUsage, .. Callbacks], operation =>
        {
            var action = Format.GetAction(operation);
            Assert.NotNull(action);
            Assert.Equal(action, Format.GetAction(operation));
        });

    [Fact]
    public void FindOperation_UnknownNameOrNamespace_IsNone()
    {
        var soap = Format.SoapVersion == SoapVersion.Soap11
            ? "http://schemas.xmlsoap.org/soap/envelope/"
            : "http://www.w3.org/2003/05/soap-envelope";
        Assert.Empty(Format.FindOperations("Envelope", soap));
        Assert.Empty(Format.FindOperations("Fault", soap));
        Assert.Empty(Format.FindOperations(string.Empty, string.Empty));
        Assert.Empty(Format.FindOperations("NobodysElement", "urn:nobody:conformance"));
    }

    /// <summary>A contract need not be shown; one that is, is whole.</summary>
    [Fact]
    public void ContractFiles_WhereThereAreSome_StartWithTheWsdlAndHoldAllThatTheyNameBesideThem()
    {
        var files = Format.ContractFiles;
        if (files.Count == 0)
        {
            return;
        }

        Assert.EndsWith(".wsdl", files[0].Name, StringComparison.OrdinalIgnoreCase);
        var names = files.Select(file => file.Name).ToArray();
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        var named = files.SelectMany(file => Location().Matches(Encoding.UTF8.GetString(file.Content.Span)))
            .Select(match => match.Groups[1].Value)
            .Where(name => !name.Contains("://", StringComparison.Ordinal));
        Assert.Subset(names.ToHashSet(StringComparer.Ordinal), named.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void WriteInquiry_SameMessageTwice_GivesTheSameBytesAsTheSchemaWantsThem()
    {
        var message = Carried(FixedMessages.Inquiry());
        var envelope = Exchange.Write(writer => Format.WriteInquiry(writer, message));
        Assert.Equal(envelope, Exchange.Write(writer => Format.WriteInquiry(writer, message)));
        Assert.Empty(new SchemaCheck(Format).Errors(envelope));
    }

    [Fact]
    public void WriteCallbackAnswer_AcceptedAndRejected_AreOneElementEachAndDiffer() => Assert.All(
        Callbacks.Where(operation => Format.GetEmptyAnswerStatus(operation) is null),
        operation =>
        {
            var rejected = Carried(FixedMessages.Acknowledgement(), operation);
            var accepted = rejected with { Status = AcknowledgementStatus.Accepted, Errors = [] };
            var envelopes = new[] { accepted, rejected }
                .Select(answer => Exchange.Write(writer => Format.WriteCallbackAnswer(writer, operation, answer))).ToArray();
            Assert.NotEqual(envelopes[0], envelopes[1]);
            var schema = new SchemaCheck(Format);
            Assert.All(envelopes, envelope =>
            {
                Assert.Single(CanonicalXml.BodyOf(envelope));
                Assert.Empty(schema.Errors(envelope));
            });
        });

    [Fact]
    public void FaultDetail_ThatWasWritten_IsRead()
    {
        var fault =
            new WireFault { Code = "not-understood", Description = "The message can't be read.", MessageId = MessageId.Parse("M1") };
        var bytes = SoapEnvelopeWriter.FaultToBytes(
            Format.SoapVersion, SoapFaultCode.Sender, "No.", writer => Format.WriteFaultDetail(writer, Carried(fault) ?? fault));
        using var envelope = SoapEnvelope.Open(bytes, MessageLimits.Default);
        Assert.Equal(Carried(fault), envelope.ReadFault(Format).Detail);
        envelope.ReadToEnd();
    }

    [Fact]
    public void FaultDetail_OfSomebodyElse_IsNone()
    {
        using var reader = XmlReader.Create(
            new StringReader("<NobodysDetail xmlns='urn:nobody:conformance'><Code>1</Code></NobodysDetail>"));
        reader.MoveToContent();
        Assert.Null(Format.ReadFaultDetail(reader));
    }

    [GeneratedRegex("(?:schemaLocation|location)=\"([^\"]+\\.(?:xsd|wsdl))\"")]
    private static partial Regex Location();
}
