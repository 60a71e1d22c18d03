using System.Xml;
using Moq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Soap;

public sealed class SoapFaultTests
{
    public static TheoryData<SoapVersion, SoapFaultCode> All => new MatrixTheoryData<SoapVersion, SoapFaultCode>(Enum.GetValues<SoapVersion>(), Enum.GetValues<SoapFaultCode>());

    [Theory]
    [MemberData(nameof(All))]
    public void ReadFault_OfOurOwnWriting_ReadsTheSame(SoapVersion version, SoapFaultCode code)
    {
        var bytes = SoapEnvelopeWriter.FaultToBytes(version, code, "Not so.", writer => writer.WriteElementString("Detail", "urn:d", "x"));
        using var envelope = SoapEnvelope.Open(bytes, XmlLimits.Default);
        Assert.True(envelope.IsFault);

        var fault = envelope.ReadFault(Format(new WireFault("C1", "Text.", null)));
        envelope.ReadToEnd();

        Assert.Equal(new SoapFault(code, null, "Not so.", new WireFault("C1", "Text.", null)), fault);
    }

    [Theory]
    [InlineData("Client", SoapFaultCode.Sender, null)]
    [InlineData("e:Client", SoapFaultCode.Sender, null)]
    [InlineData(" e:Client.Authentication ", SoapFaultCode.Sender, "Authentication")]
    [InlineData("e:Server", SoapFaultCode.Receiver, null)]
    [InlineData("e:VersionMismatch", SoapFaultCode.VersionMismatch, null)]
    [InlineData("x:Overloaded", SoapFaultCode.Receiver, "Overloaded")]
    [InlineData("", SoapFaultCode.Receiver, null)]
    public void ReadFault_Code11_IsUnderstood(string text, SoapFaultCode code, string? subCode)
    {
        var fault = Read(SoapVersion.Soap11, $"<faultcode>{text}</faultcode><faultstring>r</faultstring><faultactor>a</faultactor>");
        Assert.Equal((code, subCode, "r"), (fault.Code, fault.SubCode, fault.Reason));
    }

    [Fact]
    public void ReadFault_SubcodeAndLanguages12_AreUnderstood()
    {
        var fault = Read(
            SoapVersion.Soap12,
            "<e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>m:Late</e:Value><e:Subcode><e:Value>m:Deeper</e:Value></e:Subcode></e:Subcode></e:Code>"
            + "<e:Reason><e:Text xml:lang='de'>Nein</e:Text><e:Text xml:lang='en-US'>No</e:Text></e:Reason><e:Node>n</e:Node><e:Role>r</e:Role>");
        Assert.Equal(new SoapFault(SoapFaultCode.Sender, "Late", "No", null), fault);
    }

    [Fact]
    public void ReadFault_LongReasonWithControlCharacters_IsCleaned()
    {
        var fault = Read(SoapVersion.Soap11, "<faultcode>Client</faultcode><faultstring>a&#13;&#10;&#9;&#x9B;" + new string('x', 5000) + "</faultstring>");
        Assert.Equal("a   <U+009B>" + new string('x', 487) + "…", fault.Reason);
        Assert.DoesNotContain("xxx", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<detail/>")]
    [InlineData("<detail><a><b/></a><c/></detail>")]
    [InlineData("<other><a/></other>")]
    public void ReadFault_DetailNotOfTheContract_IsLeftOut(string detail)
    {
        Assert.Null(Read(SoapVersion.Soap11, "<faultcode>Client</faultcode><faultstring>r</faultstring>" + detail).Detail);
    }

    [Fact]
    public void ReadFault_DetailThatCannotBeTranslated_IsLeftOut()
    {
        var format = new Mock<IUhitWireFormat>();
        format.Setup(f => f.ReadFaultDetail(It.IsAny<XmlReader>())).Throws(new WireFormatException("bad-value", "Fault/Code"));
        var fault = Read(SoapVersion.Soap11, "<faultcode>Client</faultcode><faultstring>r</faultstring><detail><a/></detail>", format.Object);
        Assert.Null(fault.Detail);
        Assert.Equal("r", fault.Reason);
    }

    [Fact]
    public void ReadFault_BodyIsNoFault_Throws()
    {
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(SoapVersion.Soap11, "<Fault/>"));
        Assert.Throws<InvalidOperationException>(() => envelope.ReadFault(Format(null)));
    }

    private static SoapFault Read(SoapVersion version, string content, IUhitWireFormat? format = null)
    {
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(version, $"<e:Fault>{content}</e:Fault>"));
        var fault = envelope.ReadFault(format ?? Format(null));
        envelope.ReadToEnd();
        return fault;
    }

    private static IUhitWireFormat Format(WireFault? detail)
    {
        var format = new Mock<IUhitWireFormat>();
        format.Setup(f => f.ReadFaultDetail(It.IsAny<XmlReader>())).Returns<XmlReader>(reader => reader.NodeType == XmlNodeType.Element ? detail : throw new InvalidOperationException());
        return format.Object;
    }
}
