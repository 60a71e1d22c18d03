using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Soap;

public sealed class SoapEnvelopeWriterTests
{
    [Fact]
    public void ToBytes_Message11_IsExactlyThis()
    {
        var bytes = SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => writer.WriteElementString("A", "urn:a", "ä <\r\n>"));
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                + "<A xmlns=\"urn:a\">ä &lt;&#xD;\n&gt;</A></s:Body></s:Envelope>",
            SoapFixture.Text(bytes));
    }

    [Fact]
    public void FaultToBytes_Fault12_IsExactlyThis()
    {
        var bytes = SoapEnvelopeWriter.FaultToBytes(SoapVersion.Soap12, SoapFaultCode.Sender, "No.", null);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><s:Fault>"
            + "<s:Code><s:Value>s:Sender</s:Value></s:Code>"
            + "<s:Reason><s:Text xml:lang=\"en\">No.</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>",
            SoapFixture.Text(bytes));
    }

    [Fact]
    public void FaultToBytes_Fault11_IsExactlyThis()
    {
        var bytes = SoapEnvelopeWriter.FaultToBytes(
            SoapVersion.Soap11, SoapFaultCode.Receiver, "No.", writer => writer.WriteElementString("D", "urn:d", "1"));
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
            + "<faultcode>s:Server</faultcode>"
            + "<faultstring>No.</faultstring><detail><D xmlns=\"urn:d\">1</D></detail></s:Fault></s:Body></s:Envelope>",
            SoapFixture.Text(bytes));
    }

    [Fact]
    public void Write_Stream_IsLeftOpen()
    {
        using var stream = new MemoryStream();
        SoapEnvelopeWriter.Write(stream, SoapVersion.Soap12, writer => writer.WriteElementString("A", "urn:a", "1"));
        Assert.True(stream.CanWrite);
        using var envelope = SoapEnvelope.Open(stream.ToArray(), MessageLimits.Default);
        envelope.ReadToEnd();
    }
}
