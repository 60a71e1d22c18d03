using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Http;
using Uhit.Client.Sending;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Tests.Http;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending;

/// <summary>The forms in which an inquiry goes out, over real mutual TLS.</summary>
public sealed class TransferTests : IDisposable
{
    private const string Customer = "Café Łódź & Söhne 𝛼";

    private readonly TransportFixture _fixture = new();

    public static TheoryData<string, bool, WirePackaging, SoapVersion> Forms()
    {
        var data = new TheoryData<string, bool, WirePackaging, SoapVersion>();
        foreach (var version in Enum.GetValues<SoapVersion>())
        {
            foreach (var encoding in new[] { "utf-8", "utf-16", "iso-8859-1" })
            {
                foreach (var packaging in Enum.GetValues<WirePackaging>())
                {
                    data.Add(encoding, true, packaging, version);
                    data.Add(encoding, false, packaging, version);
                }
            }
        }

        return data;
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Send_InEveryForm_ArrivesAsItWasWritten(string encoding, bool gzip, WirePackaging packaging, SoapVersion version)
    {
        var transfer = new WireTransfer { Encoding = Encoding.GetEncoding(encoding), Gzip = gzip, Packaging = packaging };
        var format = AlteredFormat.With(
            (nameof(SimulatedWireFormat.Transfer), _ => transfer), (nameof(SimulatedWireFormat.SoapVersion), _ => version));
        string? sentEncoding = null;
        InquiryMessage? arrived = null;
        await using var server = await InquiryServer.StartAsync(
            _fixture.Certificates.Cnp, _fixture.Certificates.Authority, SslProtocols.Tls13, async (context, body) =>
            {
                sentEncoding = context.Request.Headers.ContentEncoding;
                arrived = Answers.Read(Document(context.Request.ContentType, context.Request.Headers.ContentEncoding, body), format);
                context.Response.ContentType = SoapEnvelopeWriter.ContentType(version, null);
                await context.Response.WriteAsync(Answers.Accepted(arrived.Header, format));
            });
        var source = new SwitchingSource(_fixture.Certificates.ThirdParty);
        _fixture.Source = source;
        var transport = _fixture.Transport();
        await using var sender = new InquirySender(
            server.Address, format, transport, new ConnectionGate(server.Address, transport, source, false));
        var message = Message();

        var report = await sender.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(SendReportOutcome.Answered, report.Outcome);
        Assert.Equal(gzip ? "gzip" : string.Empty, sentEncoding ?? string.Empty);
        Assert.Equal(Customer, arrived!.Inquiry.Lines[0].Authorization.CustomerName);
        Assert.Equal(message.Header, arrived.Header);
        AssertContentType(
            server.Requests.Single().ContentType!, encoding, packaging, version, format.GetAction(UhitOperation.RequestHistoricalUsage));
    }

    [Fact]
    public void Encoding_AnotherThanTheThree_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new WireTransfer { Encoding = Encoding.UTF32 });
        Assert.Throws<ArgumentException>(() => new WireTransfer { Encoding = Encoding.BigEndianUnicode });
        Assert.Throws<ArgumentException>(() => new WireTransfer { Encoding = null! });
    }

    private static void AssertContentType(string type, string encoding, WirePackaging packaging, SoapVersion version, string action)
    {
        Assert.StartsWith(
            packaging == WirePackaging.Document ? version == SoapVersion.Soap12 ? "application/soap+xml" : "text/xml" : "multipart/related",
            type,
            StringComparison.Ordinal);
        Assert.Equal(packaging == WirePackaging.Mtom, type.Contains("application/xop+xml", StringComparison.Ordinal));
        Assert.Equal(version == SoapVersion.Soap12, type.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        if (packaging == WirePackaging.Document)
        {
            Assert.Contains(encoding, type, StringComparison.Ordinal);
        }
    }

    private static byte[] Document(string? contentType, string? contentEncoding, byte[] body) =>
        SplitStream.ReadAll(WireForm.Of(contentType, contentEncoding)!.OpenDocument(new MemoryStream(body), MessageLimits.Default));

    private static InquiryMessage Message() => new(
        new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("123456789"),
            RequestId = RequestId.Parse("R-1"),
            MessageId = MessageId.Parse("M-1"),
            SentAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
        },
        new InquiryBuilder(new DateOnly(2026, 6, 15)).AddLine(InquiryBuilder.EsiIdOf(1), line => line with
        {
            Authorization = line.Authorization with { CustomerName = Customer },
        }).Build());
}
