using System.Xml;
using Moq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Soap;

public sealed class SoapFaultTests
{
    public static TheoryData<SoapVersion, string> All =>
        new MatrixTheoryData<SoapVersion, string>(Enum.GetValues<SoapVersion>(), Enum.GetNames<SoapFaultCode>());

    [Theory]
    [MemberData(nameof(All))]
    public void ReadFault_OfOurOwnWriting_ReadsTheSame(SoapVersion version, string codeName)
    {
        var code = Enum.Parse<SoapFaultCode>(codeName);
        var bytes = SoapEnvelopeWriter.FaultToBytes(version, code, "Not so.", writer => writer.WriteElementString("Detail", "urn:d", "x"));
        using var envelope = SoapEnvelope.Open(bytes, MessageLimits.Default);
        Assert.True(envelope.IsFault);

        var fault = envelope.ReadFault(Format(new WireFault { Code = "C1", Description = "Text." }));
        envelope.ReadToEnd();

        Assert.Equal(
            new SoapFault { Code = code, Reason = "Not so.", Detail = new WireFault { Code = "C1", Description = "Text." } }, fault);
    }

    [Theory]
    [InlineData("Client", nameof(SoapFaultCode.Sender), null)]
    [InlineData("e:Client", nameof(SoapFaultCode.Sender), null)]
    [InlineData(" e:Client.Authentication ", nameof(SoapFaultCode.Sender), "Authentication")]
    [InlineData("e:Server", nameof(SoapFaultCode.Receiver), null)]
    [InlineData("e:VersionMismatch", nameof(SoapFaultCode.VersionMismatch), null)]
    [InlineData("x:Overloaded", nameof(SoapFaultCode.Receiver), "Overloaded")]
    [InlineData("wsse:FailedAuthentication", nameof(SoapFaultCode.Sender), "FailedAuthentication")]
    [InlineData("wsse:InvalidSecurity", nameof(SoapFaultCode.Sender), "InvalidSecurity")]
    [InlineData("", nameof(SoapFaultCode.Receiver), null)]
    public void ReadFault_Code11_IsUnderstood(string text, string code, string? subCode)
    {
        var fault = Read(SoapVersion.Soap11, $"<faultcode>{text}</faultcode><faultstring>r</faultstring><faultactor>a</faultactor>");
        Assert.Equal((code, subCode, "r"), (fault.Code.ToString(), fault.SubCode, fault.Reason));
    }

    [Fact]
    public void ReadFault_SubcodeAndLanguages12_AreUnderstood()
    {
        var fault = Read(
            SoapVersion.Soap12,
            "<e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>m:Late</e:Value><e:Subcode><e:Value>m:Deeper</e:Value></e:Subcode>"
            + "</e:Subcode></e:Code>"
            + "<e:Reason><e:Text xml:lang='de'>Nein</e:Text><e:Text xml:lang='en-US'>No</e:Text></e:Reason><e:Node>n</e:Node>"
            + "<e:Role>r</e:Role>");
        Assert.Equal(new SoapFault { Code = SoapFaultCode.Sender, SubCode = "Late", Reason = "No" }, fault);
    }

    // As an old JAX-WS writes it.
    [Fact]
    public void ReadFault_ReasonBeforeCode12_IsUnderstood() => Assert.Equal(
        new SoapFault { Code = SoapFaultCode.MustUnderstand, Reason = "No" },
        Read(
            SoapVersion.Soap12,
            "<e:Reason><e:Text xml:lang='en-US'>No</e:Text></e:Reason><e:Code><e:Value>e:MustUnderstand</e:Value></e:Code>"));

    [Fact]
    public void ReadFault_LongReasonWithControlCharacters_IsCleaned()
    {
        var fault = Read(
            SoapVersion.Soap11,
            "<faultcode>Client</faultcode><faultstring>a&#13;&#10;&#9;&#x9B;&#x202E;&#x200B;b" + new string('x', 5000) + "</faultstring>");
        Assert.Equal("a <U+009B><U+202E><U+200B>b" + new string('x', 472) + "…", fault.Reason);
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
        var format = new Mock<SimulatedWireFormat>();
        format.Setup(f => f.ReadFaultDetail(It.IsAny<XmlReader>())).Throws(new WireFormatException("bad-value", "Fault/Code"));
        var fault = Read(
            SoapVersion.Soap11, "<faultcode>Client</faultcode><faultstring>r</faultstring><detail><a/></detail>", format.Object);
        Assert.Null(fault.Detail);
        Assert.Equal("r", fault.Reason);
    }

    // Each of them kept the reader busy for ever.
    [Theory]
    [InlineData(SoapVersion.Soap11, "<faultcode>e:Client</faultcode><faultstring>x</faultstring><detail><a></detail>")]
    [InlineData(SoapVersion.Soap11, "<faultcode>e:Client</faultcode><faultstring>x</faultstring><detail><p>a<br></p></detail>")]
    [InlineData(SoapVersion.Soap11, "<faultcode>e:Client</faultcode><faultstring>x</faultstring><detail><a>&nbsp;</a></detail>")]
    [InlineData(SoapVersion.Soap11, "<faultcode>e:Client</faultcode><faultstring>x</faultstring><detail><a b=c/></detail>")]
    [InlineData(SoapVersion.Soap11, "<faultcode>e:Client</faultcode><faultstring>x</faultstring><detail><a><b></a></b></detail>")]
    [InlineData(SoapVersion.Soap11, "<faultcode>e:Client</faultcode><faultstring>x</faultstring><faultactor><a></faultactor>")]
    [InlineData(
        SoapVersion.Soap12, "<e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text>x</e:Text></e:Reason><e:Detail><a></e:Detail>")]
    [InlineData(SoapVersion.Soap12, "<e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text>x</e:Text></e:Reason><e:Detail><a>")]
    public async Task ReadFault_NotWellFormed_ThrowsAndKeepsWhatWasRead(SoapVersion version, string content)
    {
        var xml = SoapFixture.Envelope(version, $"<e:Fault>{content}</e:Fault>");
        var reading = Task.Run(() =>
        {
            using var envelope = SoapFixture.Open(xml);
            using var again = SoapFixture.Open(xml);
            Assert.Throws<XmlException>(() => envelope.ReadFault(Format(null)));
            var fault = again.ReadFault(Format(new WireFault { Code = "C1", Description = "Text." }), out var broken);
            Assert.NotNull(broken);
            Assert.Equal((SoapFaultCode.Sender, "x", null), (fault.Code, fault.Reason, fault.Detail));
        });
        await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("<detail>Authentication ID not authorised</detail>", "Authentication ID not authorised")]
    [InlineData(
        "<detail><m:E xmlns:m='urn:m'><m:Code>17</m:Code><m:Text>Not  known\n</m:Text></m:E></detail>", "Code: 17; Text: Not known")]
    [InlineData("<detail>a<b>c</b>d&#x202E;e</detail>", "a; b: c; d<U+202E>e")]
    [InlineData("<detail> <a/> </detail>", null)]
    public void ReadFault_DetailOfOthers_IsKeptAsText(string detail, string? text) =>
        Assert.Equal(text, Read(SoapVersion.Soap11, "<faultcode>Client</faultcode><faultstring>r</faultstring>" + detail).DetailText);

    [Fact]
    public void ReadFault_LongDetail_IsCut()
    {
        var detail = "<detail>" + string.Concat(Enumerable.Repeat("<a>" + new string('x', 900) + "</a>", 50)) + "</detail>";
        Assert.Equal(
            2000, Read(SoapVersion.Soap11, "<faultcode>Client</faultcode><faultstring>r</faultstring>" + detail).DetailText!.Length);
    }

    // SOAP 1.1 does not qualify these names, and some senders put text or markup where none belongs.
    [Theory]
    [InlineData("<e:faultcode>e:Client</e:faultcode><e:faultstring>r</e:faultstring>")]
    [InlineData("text<faultcode>e:Client</faultcode>text<faultstring>r</faultstring>")]
    [InlineData("<faultstring><b>r</b></faultstring><faultcode><!-- a -->e:Client</faultcode>")]
    public void ReadFault_UntidyFault_IsReadAllTheSame(string content)
    {
        var fault = Read(SoapVersion.Soap11, content);
        Assert.Equal((SoapFaultCode.Sender, "r"), (fault.Code, fault.Reason));
    }

    [Fact]
    public void ReadFault_BodyIsNoFault_Throws()
    {
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(SoapVersion.Soap11, "<Fault/>"));
        Assert.Throws<InvalidOperationException>(() => envelope.ReadFault(Format(null)));
    }

    private static SoapFault Read(SoapVersion version, string content, SimulatedWireFormat? format = null)
    {
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(version, $"<e:Fault>{content}</e:Fault>"));
        var fault = envelope.ReadFault(format ?? Format(null));
        envelope.ReadToEnd();
        return fault;
    }

    private static SimulatedWireFormat Format(WireFault? detail)
    {
        var format = new Mock<SimulatedWireFormat>();
        format.Setup(f => f.ReadFaultDetail(It.IsAny<XmlReader>()))
            .Returns<XmlReader>(reader => reader.NodeType == XmlNodeType.Element ? detail : throw new InvalidOperationException());
        return format.Object;
    }
}
