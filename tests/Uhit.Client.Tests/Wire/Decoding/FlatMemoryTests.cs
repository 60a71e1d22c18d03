using System.IO.Compression;
using System.Text;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Decoding;

/// <summary>What is allocated while a large message is read, in every form: no more for a large one than for a small one.</summary>
[Trait("Category", "Load")]
public sealed class FlatMemoryTests
{
    // A debug build allocates at each asynchronous call.
    private const int MaxAllocated = 12 * 1024 * 1024;

    public static TheoryData<string, string?, bool> Forms => new()
    {
        { "text/xml", null, false },
        { "text/xml", "gzip", false },
        { "text/xml; charset=utf-16", "gzip", false },
        { "multipart/related; boundary=zz; type=\"text/xml\"", "gzip", false },
        { "text/xml", null, true },
        { "text/xml", "gzip", true },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_LargeMessage_IsNeverHeld(string contentType, string? contentEncoding, bool isPayload)
    {
        var content = isPayload ? "<p>" + Convert.ToBase64String(Packed.Gzip(Encoding.ASCII.GetBytes(Rows(40)))) + "</p>" : Rows(40);
        var text = $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><m>{content}</m></s:Body></s:Envelope>";
        var bytes = contentType.Contains("utf-16", StringComparison.Ordinal)
            ? Encoding.Unicode.GetBytes(text)
            : Encoding.ASCII.GetBytes(text);
        bytes = contentType.StartsWith("multipart", StringComparison.Ordinal) ? [.. "--zz\r\n\r\n"u8, .. bytes, .. "\r\n--zz--"u8] : bytes;
        bytes = contentEncoding is null ? bytes : Packed.Gzip(bytes, CompressionLevel.Fastest);
        var form = WireForm.Of(contentType, contentEncoding)!;
        var limits = MessageLimits.Default with { MaxPayloadLength = 1L << 40 };
        Read(bytes, form, limits, isPayload);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var length = Read(bytes, form, limits, isPayload);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.InRange(length, 39L * 1024 * 1024, long.MaxValue);
    }

    private static string Rows(int mebibytes)
    {
        var rows = new StringBuilder();
        for (var row = 0; rows.Length < mebibytes * 1024 * 1024; row++)
        {
            rows.Append("<r>").Append(row * 7919L % 1_000_003).Append("</r>");
        }

        return rows.ToString();
    }

    private static long Read(byte[] bytes, WireForm form, MessageLimits limits, bool isPayload)
    {
        long length = 0;
        using var envelope = SoapEnvelope.Open(
            new WireMessage(() => new MemoryStream(bytes, writable: false), form, limits), SoapHeaders.Default, CancellationToken.None);
        if (!isPayload)
        {
            // Values are not asked for: they would be allocated.
            while (envelope.Reader.Read() && envelope.Reader.Depth > 1)
            {
                length += 10;
            }

            return length;
        }

        envelope.Reader.ReadToDescendant("p");
        using var payload = WirePayload.Open(envelope, new WirePayloadForm { Compression = WirePayloadCompression.Gzip });
        var buffer = new byte[64 * 1024];
        for (int read; (read = payload.Bytes.Read(buffer)) > 0;)
        {
            length += read;
        }

        return length;
    }
}
