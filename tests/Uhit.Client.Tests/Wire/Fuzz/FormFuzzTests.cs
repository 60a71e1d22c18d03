using System.Text;
using Microsoft.Extensions.Logging;
using Uhit.Client.Receiving;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Wire.Support;

namespace Uhit.Client.Tests.Wire.Fuzz;

/// <summary>Damaged callbacks in other forms than plain UTF-8, files inside them included: each is answered
/// in bounded time, and none is our trouble.</summary>
public sealed class FormFuzzTests
{
    private const string Multipart =
        "multipart/related; type=\"application/xop+xml\"; start-info=\"text/xml\"; boundary=zz; start=\"<root>\"";

    private static readonly int[] Statuses = [200, 400, 413, 415, 500];

    [Fact]
    public async Task Handle_DamagedForms_AreAnsweredTruly()
    {
        var mutator = new MessageMutator(FuzzRun.Seed);
        using var fixture = await ReceiverFixture.CreateAsync(format: CsvPayloadFormat.Create(), maxBodyBytes: 8 * 1024 * 1024);
        (string Type, string? Encoding, byte[] Body)[] whole =
        [
            ("text/xml", "gzip", Packed.Gzip(CallbackMessages.Delivery(CallbackMessages.Header("D-1")))),
            ("text/xml; charset=utf-16", null, [
                0xFF,
                0xFE,
                .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(CallbackMessages.Validation(CallbackMessages.Header("V-1")))),
            ]),
            ("text/xml; charset=iso-8859-1", null, CallbackMessages.Validation(CallbackMessages.Header("V-2"))),
            (Multipart, null, Mtom("<i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:file'/>")),
            (Multipart, "gzip", Packed.Gzip(Mtom(Convert.ToBase64String(File())))),
        ];
        var accepted = 0;
        for (var number = 0; number < FuzzRun.Cases / 2; number++)
        {
            var (type, encoding, body) = whole[mutator.Next(whole.Length)];
            var damaged = mutator.Next(20) == 0 ? body : mutator.Damage(body);
            await FuzzRun.CaseAsync(number, damaged, async () => accepted += await SendAsync(fixture, damaged, type, encoding) ? 1 : 0);
        }

        Assert.InRange(accepted, 1, FuzzRun.Cases);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1208 || record.Level == LogLevel.Critical);
    }

    private static byte[] File() => Packed.Gzip("L,1,1008901023817000000001,\r\nB,2026-01-01,2026-02-01,12.5\r\n"u8);

    private static byte[] Mtom(string file) =>
    [
        .. Encoding.ASCII.GetBytes(
            "--zz\r\nContent-ID: <root>\r\n\r\n<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
                + "<d:Data xmlns:d='urn:test:payload' "
                + $"head='{CallbackMessages.ThirdParty}|{CallbackMessages.Asked}|D-2|2026-06-15T12:00:00Z||X-1|1|1'><d:File>{file}</d:File>"
                + "</d:Data></s:Body></s:Envelope>\r\n--zz\r\nContent-ID: <file>\r\n\r\n"),
        .. File(),
        .. "\r\n--zz--\r\n"u8,
    ];

    private static async Task<bool> SendAsync(ReceiverFixture fixture, byte[] body, string contentType, string? contentEncoding)
    {
        var plain = fixture.Post(body);
        var response = await fixture.Receiver.HandleAsync(
            new CallbackRequest
            {
                Method = "POST",
                ContentType = contentType,
                ContentEncoding = contentEncoding,
                ContentLength = body.Length,
                Body = SplitStream.Random(body, body.Length),
                PeerCertificate = plain.PeerCertificate,
            },
            TestContext.Current.CancellationToken);
        Assert.Contains(response.StatusCode, Statuses);
        return Encoding.UTF8.GetString(response.Body.Span).Contains("Accepted", StringComparison.Ordinal);
    }
}
