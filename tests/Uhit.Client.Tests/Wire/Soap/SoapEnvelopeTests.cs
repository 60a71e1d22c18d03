using System.Text;
using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Soap;

public sealed class SoapEnvelopeTests
{
    private const string OneHeader = "<e:Header><h xmlns='urn:h' {0}/></e:Header>";

    [Theory]
    [InlineData(SoapVersion.Soap11)]
    [InlineData(SoapVersion.Soap12)]
    public void Open_Message_IsOnTheBodysFirstElement(SoapVersion version)
    {
        using var envelope = SoapFixture.Open("<?xml version='1.0'?>\n<!-- c -->"
            + SoapFixture.Envelope(version, "\n<!-- c --> <x:A xmlns:x='urn:x'><x:B>1</x:B></x:A> ", "<e:Header/>"));
        Assert.Equal(version, envelope.SoapVersion);
        Assert.Equal(new XmlQualifiedName("A", "urn:x"), envelope.BodyName);
        Assert.False(envelope.IsFault);
        Assert.Equal("A", envelope.Reader.LocalName);
        Assert.Same(envelope.Reader, envelope.Reader);
        envelope.Reader.Skip();
        envelope.ReadToEnd();
    }

    // As WSDLs of several parts have it. What the format has read is its own matter; what nobody reads is refused.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void ReadToEnd_BodyOfSeveralElements_TakesWhatTheFormatHasRead(int reads, bool isTaken)
    {
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(SoapVersion.Soap11, "<A>1</A>\n<B x='2'/> <!-- --> <C><D/></C>"));
        for (var read = 0; read < reads; read++)
        {
            envelope.Reader.MoveToContent();
            Assert.Equal("ABC"[read].ToString(), envelope.Reader.LocalName);
            envelope.Reader.Skip();
        }

        var failure = Record.Exception(envelope.ReadToEnd);

        Assert.Equal(isTaken, failure is null);
        Assert.True(failure is null or SoapMessageException { Code: SoapFaultCode.Sender }, $"{failure}");
    }

    [Fact]
    public void OpenUtf8_OpenMessage_GivesTheWholeEnvelopeAgain()
    {
        var xml = SoapFixture.Envelope(SoapVersion.Soap11, "<A/>");
        using var envelope = SoapFixture.Open(xml);
        using var text = new StreamReader(envelope.OpenUtf8());
        Assert.Equal(xml, text.ReadToEnd());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ReadToEnd_WhereverTheFormatStopped_AcceptsAWholeMessage(int reads)
    {
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(SoapVersion.Soap11, "<A><B>1</B></A>"));
        for (var i = 0; i < reads; i++)
        {
            envelope.Reader.Read();
        }

        envelope.ReadToEnd();
        Assert.True(envelope.Reader.EOF);
    }

    public static TheoryData<string, string> Refused
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "<a/>", nameof(SoapFaultCode.Sender) },
                { "<Envelope/>", nameof(SoapFaultCode.VersionMismatch) },
                { "<e:Envelope xmlns:e='urn:x'><e:Body><a/></e:Body></e:Envelope>", nameof(SoapFaultCode.VersionMismatch) },
                { "<e:Envelope xmlns:e='http://www.w3.org/2001/12/soap-envelope'><e:Body><a/></e:Body></e:Envelope>",
                    nameof(SoapFaultCode.VersionMismatch) },
            };
            foreach (var ns in new[] { SoapFixture.Ns11, SoapFixture.Ns12 })
            {
                var other = ns == SoapFixture.Ns11 ? SoapFixture.Ns12 : SoapFixture.Ns11;
                string[] contents =
                [
                    "", " ", "<e:Header/>", "<e:Body/>", "<e:Body></e:Body>", "<e:Body> <!-- --> </e:Body>", "<e:Body>text</e:Body>",
                    "<e:Body>text<a/></e:Body>", "<e:Body><a/>text</e:Body>",
                    "<e:Body><a/><b/></e:Body>", "<e:Body><a/><a/></e:Body>", "<e:Body><a/></e:Body><e:Body><a/></e:Body>",
                    "<e:Body><a/></e:Body><e:Header/>", "<e:Body><a/></e:Body><x/>",
                    "<e:Body><a/></e:Body>text", "text<e:Body><a/></e:Body>", "<e:Header/><e:Header/><e:Body><a/></e:Body>",
                    "<x/><e:Body><a/></e:Body>", "<Body><a/></Body>",
                    $"<b:Body xmlns:b='{other}'><a/></b:Body>", "<e:Header>text</e:Header><e:Body><a/></e:Body>",
                    "<e:Body><a><item href='#1'/></a><multiRef id='1'><item href='#1'/></multiRef></e:Body>",
                    "<e:Header>" + string.Concat(Enumerable.Repeat("<h xmlns='urn:h'/>", 65)) + "</e:Header><e:Body><a/></e:Body>",
                ];
                foreach (var content in contents)
                {
                    data.Add($"<e:Envelope xmlns:e='{ns}'>{content}</e:Envelope>", nameof(SoapFaultCode.Sender));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_NoMessageThatCanBeTaken_IsRefusedWithTheCode(string xml, string code)
    {
        Assert.Equal(code, Assert.Throws<SoapMessageException>(() => SoapFixture.ReadWhole(xml)).Code.ToString());
    }

    [Theory]
    [InlineData("<e:Body><a/></e:Body></e:Envelope><x/>")]
    [InlineData("<e:Body><a/></e:Body></e:Envelope>x")]
    [InlineData("<e:Body><a/></e:Body>")]
    [InlineData("<e:Body><a/>")]
    [InlineData("<e:Body>")]
    [InlineData("<e:Header>")]
    [InlineData("")]
    public void Read_CutOffOrTooLong_IsAnXmlException(string content)
    {
        Assert.ThrowsAny<XmlException>(() => SoapFixture.ReadWhole($"<e:Envelope xmlns:e='{SoapFixture.Ns11}'>{content}"));
    }

    [Theory]
    [InlineData(SoapVersion.Soap11, "e:mustUnderstand='1'", nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(SoapVersion.Soap11, "e:mustUnderstand='1' e:actor=''", nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(
        SoapVersion.Soap11, "e:mustUnderstand='1' e:actor='http://schemas.xmlsoap.org/soap/actor/next'",
        nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(SoapVersion.Soap11, "e:mustUnderstand='1' e:actor='urn:another'", null)]
    [InlineData(SoapVersion.Soap11, "e:mustUnderstand='0'", null)]
    [InlineData(SoapVersion.Soap11, "mustUnderstand='1'", null)]
    [InlineData(SoapVersion.Soap11, "e:mustUnderstand='true'", nameof(SoapFaultCode.Sender))]
    [InlineData(SoapVersion.Soap11, "e:mustUnderstand='2'", nameof(SoapFaultCode.Sender))]
    [InlineData(SoapVersion.Soap12, "e:mustUnderstand='1'", nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(SoapVersion.Soap12, "e:mustUnderstand='true'", nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(SoapVersion.Soap12, "e:mustUnderstand=' true '", nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(
        SoapVersion.Soap12, "e:mustUnderstand='true' e:role='http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver'",
        nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(
        SoapVersion.Soap12, "e:mustUnderstand='true' e:role='http://www.w3.org/2003/05/soap-envelope/role/next'",
        nameof(SoapFaultCode.MustUnderstand))]
    [InlineData(SoapVersion.Soap12, "e:mustUnderstand='true' e:role='http://www.w3.org/2003/05/soap-envelope/role/none'", null)]
    [InlineData(SoapVersion.Soap12, "e:mustUnderstand='false'", null)]
    [InlineData(SoapVersion.Soap12, "e:mustUnderstand='2'", nameof(SoapFaultCode.Sender))]
    [InlineData(SoapVersion.Soap12, "", null)]
    public void Open_HeaderBlock_IsRefusedOnlyWhereItMustBeUnderstoodByUs(SoapVersion version, string attributes, string? code)
    {
        var xml = SoapFixture.Envelope(version, "<a/>", OneHeader.Replace("{0}", attributes, StringComparison.Ordinal));
        var refused = Record.Exception(() => SoapFixture.ReadWhole(xml));
        Assert.Equal(code, (refused as SoapMessageException)?.Code.ToString());
        Assert.True(code is not null || refused is null);
    }

    [Fact]
    public void Open_SecurityHeader_IsRefused()
    {
        var header = "<e:Header><w:Security xmlns:w='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd' "
            + "e:mustUnderstand='1'><a><b/></a></w:Security></e:Header>";
        Assert.Equal(
            SoapFaultCode.MustUnderstand, Assert.Throws<SoapMessageException>(() =>
                SoapFixture.ReadWhole(SoapFixture.Envelope(SoapVersion.Soap11, "<a/>", header))).Code);
    }

    [Fact]
    public void Open_AddressingHeaders_AreSkipped()
    {
        const string Header =
            "<e:Header><w:ReplyTo xmlns:w='http://www.w3.org/2005/08/addressing'><w:Address>http://127.0.0.1:1/</w:Address></w:ReplyTo>"
                + "<w:To xmlns:w='http://www.w3.org/2005/08/addressing'>x</w:To></e:Header>";
        SoapFixture.ReadWhole(SoapFixture.Envelope(SoapVersion.Soap12, "<a/>", Header));
    }

    [Fact]
    public void Open_Throws_ClosesTheStream()
    {
        using var stream = new MemoryStream("<a/>"u8.ToArray());
        Assert.Throws<SoapMessageException>(() => SoapEnvelope.Open(() => stream, MessageLimits.Default));
        Assert.False(stream.CanRead);
        using var hostile = new MemoryStream("<!DOCTYPE a><a/>"u8.ToArray());
        Assert.Throws<XmlGuardException>(() => SoapEnvelope.Open(() => hostile, MessageLimits.Default));
        Assert.False(hostile.CanRead);
    }

    [Fact]
    public void Open_SliceOfMemory_ReadsThatSlice()
    {
        var xml = Encoding.UTF8.GetBytes("xx" + SoapFixture.Envelope(SoapVersion.Soap12, "<a/>") + "xx");
        using var envelope = SoapEnvelope.Open(xml.AsMemory(2, xml.Length - 4), MessageLimits.Default);
        envelope.ReadToEnd();
        Assert.Equal("a", envelope.BodyName.Name);
    }
}
