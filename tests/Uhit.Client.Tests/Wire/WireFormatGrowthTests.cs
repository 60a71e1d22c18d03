using System.Reflection;
using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire;

/// <summary>A format that was written for one version works with the next: what a later version adds is virtual.</summary>
public sealed class WireFormatGrowthTests
{
    private readonly Least _format = new();

    [Fact]
    public void AbstractMembers_StayThese()
    {
        // One more would break every format that there is.
        Assert.Equal(
            [
                "FindOperation", "GetAction", "ReadCallback", "ReadFaultDetail", "ReadInquiryAnswer", "WriteCallbackAnswer",
                "WriteFaultDetail", "WriteInquiry", "get_Id", "get_SoapVersion",
            ],
            AbstractOf(typeof(UhitWireFormat)));
        Assert.Equal(
            [
                "ReadCallbackAnswer", "ReadInquiry", "WriteAcknowledgementNotice", "WriteDelivery", "WriteInquiryAnswer",
                "WriteValidation",
            ],
            AbstractOf(typeof(SimulatedWireFormat)));
    }

    [Fact]
    public void Defaults_OfAFormatThatOverridesNothing_AreTheSimplestContract()
    {
        Assert.Equal([UhitOperation.NotifyValidation], _format.FindOperations("Verdicts", string.Empty));
        Assert.Empty(_format.FindOperations("Other", string.Empty));
        Assert.Equal(
            (true, true, false),
            (_format.IsAction(UhitOperation.NotifyValidation, "act"), _format.IsAction(UhitOperation.NotifyValidation, null),
                _format.IsAction(UhitOperation.NotifyValidation, "other")));
        Assert.Equal((CorrelationKinds.RequestId, string.Empty), (_format.Correlation, Assert.Single(_format.CallbackPaths)));
        Assert.Equal(
            (null, true, 0L), (_format.GetEmptyAnswerStatus(default), _format.CarriesOurNumbers, _format.MaxPayloadBytes));
        Assert.Equal(InquiryShape.Any, _format.Shape);
        Assert.Equal((WireTransfer.Plain, null), (_format.Transfer, _format.Polling));
        Assert.Empty(_format.ContractFiles);
        Assert.Empty(_format.SecretNames);
        Assert.Empty(_format.GetAnswerContent(UhitOperation.RequestHistoricalUsage));
        Assert.Same(_format, _format.WithSecrets(WireSecrets.None.Get));
        Assert.False(_format.UnderstandsHeader("Security", string.Empty));
    }

    [Fact]
    public void Reference_AndAFolder_AreFormatsOfBothSides()
    {
        Assert.Equal("reference-v1", SimulatedWireFormat.Reference.Id);
        Assert.NotEmpty(SimulatedWireFormat.Reference.InquiryContractFiles);
        var folder = SimulatedWireFormat.Load(Path.Combine(Repository.Root, "tests", "Contracts", "reference"));
        Assert.NotSame(SimulatedWireFormat.Reference, folder);
        Assert.NotEmpty(folder.InquiryContractFiles);
        Assert.ThrowsAny<UhitConfigurationException>(() => SimulatedWireFormat.Load(Path.Combine(Repository.Root, "no such folder")));
    }

    private static IEnumerable<string> AbstractOf(Type type) => type
        .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(method => method.IsAbstract).Select(method => method.Name).Order(StringComparer.Ordinal);

    private sealed class Least : UhitWireFormat
    {
        public override string Id => "least";

        public override SoapVersion SoapVersion => SoapVersion.Soap11;

        public override string GetAction(UhitOperation operation) => "act";

        public override UhitOperation? FindOperation(string localName, string namespaceUri) =>
            localName == "Verdicts" ? UhitOperation.NotifyValidation : null;

        public override void WriteInquiry(XmlWriter writer, InquiryMessage message)
        {
        }

        public override Acknowledgement ReadInquiryAnswer(WireBody body) => throw new NotSupportedException();

        public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink)
        {
        }

        public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement)
        {
        }

        public override void WriteFaultDetail(XmlWriter writer, WireFault fault)
        {
        }

        public override WireFault? ReadFaultDetail(XmlReader reader) => null;
    }
}
