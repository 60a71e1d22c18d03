using System.IO.Compression;
using System.Text;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Decoding;

/// <summary>Payloads in messages, opened as a wire format opens them.</summary>
public sealed class WirePayloadTests
{
    private const string Csv = "end,kwh\r\n2026-01-01T00:15,1.5\r2026-01-01T00:30,2.25\n\n2026-01-01T00:45,ä";
    private const string Xop = "xmlns:x=\"http://www.w3.org/2004/08/xop/include\"";

    private static readonly string[] Lines = ["end,kwh", "2026-01-01T00:15,1.5", "2026-01-01T00:30,2.25", "", "2026-01-01T00:45,ä"];

    public static TheoryData<string, WirePayloadCompression, string?> Forms
    {
        get
        {
            var forms = new TheoryData<string, WirePayloadCompression, string?>();
            foreach (var encoding in (string[])["base64", "hex", "text"])
            {
                foreach (var compression in Enum.GetValues<WirePayloadCompression>())
                {
                    if (encoding != "text" || compression == WirePayloadCompression.None)
                    {
                        forms.Add(encoding, compression, null);
                        if (encoding != "text")
                        {
                            forms.Add(encoding, compression, "windows-1252");
                        }
                    }
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ReadLines_EveryForm_AreTheLines(string encoding, WirePayloadCompression compression, string? charset)
    {
        var form = new WirePayloadForm { Compression = compression, Charset = charset };
        using var envelope = Open($"<m><p>{Written(WireFormTests.Bytes(Csv, charset ?? "utf-8"), encoding, form)}</p><next/></m>");
        envelope.Reader.ReadToDescendant("p");
        using (var payload = OpenAs(encoding, envelope, form))
        {
            // A parser of XML makes one line end of each.
            Assert.Equal(Lines, payload.ReadLines());
        }

        Assert.Equal("next", envelope.Reader.LocalName);
        envelope.Reader.Skip();
        envelope.ReadToEnd();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void OpenXml_EveryForm_IsTheDocument(string encoding, WirePayloadCompression compression, string? charset)
    {
        var form = new WirePayloadForm { Compression = compression };
        var document = charset is null ? "<u>ä€</u>" : $"<?xml version=\"1.0\" encoding=\"{charset}\"?><u>ä€</u>";
        using var envelope = Open($"<m>\n <p>\n{Written(WireFormTests.Bytes(document, charset ?? "utf-8"), encoding, form)}</p>\n</m>");
        envelope.Reader.ReadToDescendant("p");
        using (var payload = OpenAs(encoding, envelope, form))
        {
            // White space before it is no part of what is not text.
            using var reader = encoding == "text" ? null : payload.OpenXml();
            if (reader is not null)
            {
                reader.MoveToContent();
                Assert.Equal("ä€", reader.ReadElementContentAsString());
                Assert.False(reader.Read());
            }
        }

        envelope.ReadToEnd();
    }

    [Fact]
    public void OpenXml_CData_IsTheDocument()
    {
        using var envelope = Open("<m><p><![CDATA[<u>a&amp;]]>b<![CDATA[</u>]]></p></m>");
        envelope.Reader.ReadToDescendant("p");
        using var payload = WirePayload.OpenText(envelope, new WirePayloadForm());
        using var reader = payload.OpenXml();
        reader.MoveToContent();

        Assert.Equal("a&b", reader.ReadElementContentAsString());
    }

    [Theory]
    [InlineData("<p><x:Include href=\"cid:usage@cnp\"/></p>")]
    [InlineData("<p>\n  <x:Include href=\"cid:usage%40cnp\"></x:Include>\n</p>")]
    [InlineData("<p href=\"cid:usage@cnp\"/>")]
    public void Open_Reference_IsTheAttachment(string element)
    {
        var message = Parts($"<m {Xop}>{element}<next/></m>", "usage@cnp", Packed.Gzip(Encoding.UTF8.GetBytes(Csv)));
        using var envelope = SoapEnvelope.Open(message, SoapHeaders.Default, TestContext.Current.CancellationToken);
        envelope.Reader.ReadToDescendant("p");
        using (var payload = WirePayload.Open(envelope, new WirePayloadForm { Compression = WirePayloadCompression.Gzip }))
        {
            Assert.Equal(Lines, payload.ReadLines());
        }

        Assert.Equal("next", envelope.Reader.LocalName);
        using var again = WirePayload.OpenAttachment(
            envelope, "<usage@cnp>", new WirePayloadForm { Compression = WirePayloadCompression.Gzip });
        Assert.Equal(Lines, again.ReadLines());
        Assert.Null(envelope.OpenAttachment("other"));
    }

    [Fact]
    public void OpenAttachment_ManyInAnyOrder_AreFound()
    {
        var contents = Enumerable.Range(0, 40)
            .Select(n => Encoding.ASCII.GetBytes(new string((char)('a' + n % 26), n % 7 == 0 ? 200_000 + n : n * 10))).ToArray();
        var body = new MemoryStream();
        body.Write("--zz\r\nContent-Type: text/xml\r\n\r\n"u8);
        body.Write(Encoding.UTF8.GetBytes(Envelope("<m/>")));
        for (var n = 0; n < contents.Length; n++)
        {
            body.Write(Encoding.ASCII.GetBytes($"\r\n--zz\r\nContent-ID: <p{n}>\r\n\r\n"));
            body.Write(contents[n]);
        }

        body.Write("\r\n--zz--"u8);
        var message = new WireMessage(
            () => SplitStream.Random(body.ToArray(), 1), WireForm.Of("multipart/related; boundary=zz", null)!, MessageLimits.Default);
        using var envelope = SoapEnvelope.Open(message, SoapHeaders.Default, TestContext.Current.CancellationToken);
        var random = new Random(1);

        foreach (var n in Enumerable.Range(0, contents.Length).Concat(Enumerable.Range(0, contents.Length).OrderBy(_ => random.Next())))
        {
            Assert.Equal(contents[n], SplitStream.ReadAll(envelope.OpenAttachment($"cid:p{n}")!));
        }

        // Large ones, against the order again and again.
        var failure = Assert.Throws<WireFormatException>(() =>
        {
            for (var n = 0; n < 100; n++)
            {
                SplitStream.ReadAll(envelope.OpenAttachment(n % 2 == 0 ? "p35" : "p7")!);
            }
        });
        Assert.Equal("payload-not-taken", failure.Code);
    }

    public static TheoryData<string, string, WirePayloadCompression, string> Broken => new()
    {
        { "QUJ*", "base64", WirePayloadCompression.None, "payload-damaged" },
        { "QUJDQ", "base64", WirePayloadCompression.None, "payload-cut-off" },
        { Convert.ToBase64String(Packed.Gzip("abcdef"u8)[..^3]), "base64", WirePayloadCompression.Gzip,
            "payload-cut-off" },
        { Convert.ToBase64String(Packed.Gzip(Packed.Gzip("abcdef"u8))), "base64", WirePayloadCompression.Gzip,
            "bad-payload" },
        { Convert.ToBase64String(Packed.Zip(true, CompressionLevel.Fastest, ("a", "1"u8.ToArray()), ("b", "2"u8.ToArray()))),
            "base64", WirePayloadCompression.Zip, "payload-not-taken" },
        { Convert.ToBase64String(Packed.Gzip(Encoding.ASCII.GetBytes(new string('\n', 20 * 1024 * 1024)), CompressionLevel.SmallestSize)),
            "base64", WirePayloadCompression.Gzip, "payload-too-large" },
        { "4G", "hex", WirePayloadCompression.None, "payload-damaged" },
        { "a<b/>c", "text", WirePayloadCompression.None, "element-in-value" },
        { "a<!-- -->c", "text", WirePayloadCompression.None, "comment-in-value" },
        { "<x:Include href=\"cid:none\"/>", "base64", WirePayloadCompression.None, "payload-missing" },
        { "<x:Include href=\"http://cnp.example/usage\"/>", "base64", WirePayloadCompression.None, "payload-not-taken" },
        { "<x:Include href=\"file:///etc/passwd\"/>", "base64", WirePayloadCompression.None, "payload-not-taken" },
        { "<Include href=\"cid:none\"/>", "base64", WirePayloadCompression.None, "element-in-value" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Open_Broken_IsToldAsAPayloads(string content, string encoding, WirePayloadCompression compression, string code)
    {
        using var envelope = Open($"<m {Xop}><p>{content}</p></m>", 1_000_000);
        envelope.Reader.ReadToDescendant("p");

        var failure = Assert.Throws<WireFormatException>(() =>
        {
            using var payload = OpenAs(encoding, envelope, new WirePayloadForm { Compression = compression });
            payload.ReadLines().Count();
        });

        Assert.Equal((code, "p"), (failure.Code, failure.Path));
        envelope.ReadToEnd();
    }

    // The BCL's exception would say that the message is not well-formed.
    [Theory]
    [InlineData("<u>")]
    [InlineData("<u></v>")]
    [InlineData("<!DOCTYPE u><u/>")]
    [InlineData("")]
    [InlineData("<u>&e;</u>")]
    public void OpenXml_NotWellFormed_IsToldAsAPayloads(string document)
    {
        using var envelope = Open($"<m><p>{Convert.ToBase64String(Encoding.UTF8.GetBytes(document))}</p></m>");
        envelope.Reader.ReadToDescendant("p");

        Assert.Throws<WireFormatException>(() =>
        {
            using var payload = WirePayload.Open(envelope, new WirePayloadForm());
            using var reader = payload.OpenXml();
            while (reader.Read())
            {
                _ = reader.Value;
            }
        });
        envelope.ReadToEnd();
    }

    [Fact]
    public void ReadLines_LineBeyondTheLimit_IsRefused()
    {
        using var envelope = Open(
            $"<m><p>{Convert.ToBase64String(Packed.Gzip(new string('x', 70_000).Select(c => (byte)c).ToArray()))}</p></m>");
        envelope.Reader.ReadToDescendant("p");
        using var payload = WirePayload.Open(envelope, new WirePayloadForm { Compression = WirePayloadCompression.Gzip });

        Assert.Equal("value-too-long", Assert.Throws<WireFormatException>(() => payload.ReadLines().Count()).Code);
    }

    [Fact]
    public void Bytes_BeyondMaxBytes_AreRefused()
    {
        using var envelope = Open($"<m><p>{Convert.ToBase64String(new byte[1001])}</p></m>");
        envelope.Reader.ReadToDescendant("p");
        using var payload = WirePayload.Open(envelope, new WirePayloadForm { MaxBytes = 1000 });

        Assert.Equal("payload-too-large", Assert.Throws<WireFormatException>(() => SplitStream.ReadAll(payload.Bytes)).Code);
    }

    [Fact]
    public void Open_EmptyElement_IsEmptyAndLeft()
    {
        using var envelope = Open("<m><p/><p></p><next/></m>");
        envelope.Reader.ReadToDescendant("p");
        for (var element = 0; element < 2; element++)
        {
            using var payload = WirePayload.Open(envelope, new WirePayloadForm());
            Assert.Empty(payload.ReadLines());
        }

        Assert.Equal("next", envelope.Reader.LocalName);
    }

    // Half read, then left alone.
    [Fact]
    public void Dispose_NotReadToItsEnd_LeavesTheElement()
    {
        using var envelope = Open($"<m><p>{Convert.ToBase64String(new byte[30_000])}</p><next/></m>");
        envelope.Reader.ReadToDescendant("p");
        using (var payload = WirePayload.Open(envelope, new WirePayloadForm()))
        {
            payload.Bytes.ReadExactly(new byte[10]);
        }

        Assert.Equal("next", envelope.Reader.LocalName);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(100_000, false)]
    [InlineData(200_000, true)]
    public void Reader_LongText_PassesOnlyWhereTheFormatSaysSo(long max, bool isTaken)
    {
        var text = Convert.ToBase64String(new byte[120_000]);
        var failure = Record.Exception(() =>
        {
            using var envelope = Open($"<m><p>{text}</p><q>{text}</q></m>", max);
            envelope.Reader.ReadToDescendant("p");
            using (var payload = WirePayload.Open(envelope, new WirePayloadForm()))
            {
                Assert.Equal(120_000, SplitStream.ReadAll(payload.Bytes).Length);
            }

            // As a value it is not.
            envelope.Reader.Read();
            Assert.Equal("MaxTextLength", Assert.Throws<XmlGuardException>(() => envelope.Reader.Value).Limit);
        });

        Assert.Equal(isTaken, failure is null);
        Assert.True(failure is null or XmlGuardException, $"{failure}");
    }

    // A reader collects white space until it sees what follows.
    [Theory]
    [InlineData(60_000, true)]
    [InlineData(1_000_000, false)]
    public void Reader_LongWhiteSpace_IsNotHeld(int length, bool isTaken)
    {
        var failure = Record.Exception(() =>
        {
            using var envelope = Open($"<m><p>{new string(' ', length)}QUJD</p></m>", 10_000_000);
            envelope.Reader.ReadToDescendant("p");
            using var payload = WirePayload.Open(envelope, new WirePayloadForm());
            Assert.Equal("ABC"u8.ToArray(), SplitStream.ReadAll(payload.Bytes));
        });

        Assert.Equal(isTaken, failure is null);
    }

    [Fact]
    public void Reader_ValuesWhereLongTextMayBe_AreWhatTheyWere()
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, 30)
            .Select(n => new string((char)('a' + n % 26), random.Next(0, n % 5 == 0 ? 60_000 : 10_000))).ToArray();
        using var envelope = Open("<m>" + string.Concat(texts.Select(text => $"<t a='1'>{text}</t>")) + "</m>", 1_000_000);
        envelope.Reader.Read();
        foreach (var text in texts)
        {
            Assert.Equal("1", envelope.Reader.GetAttribute("a"));
            Assert.Equal(text, envelope.Reader.ReadElementContentAsString());
        }

        envelope.ReadToEnd();
    }

    private static WirePayload OpenAs(string encoding, WireBody body, WirePayloadForm form) => encoding switch
    {
        "hex" => WirePayload.OpenHex(body, form),
        "text" => WirePayload.OpenText(body, form),
        _ => WirePayload.Open(body, form),
    };

    private static string Written(byte[] bytes, string encoding, WirePayloadForm form)
    {
        var packed = form.Compression switch
        {
            WirePayloadCompression.Gzip => Packed.Gzip(bytes),
            WirePayloadCompression.Zip => Packed.Zip(true, CompressionLevel.Fastest, ("usage.csv", bytes)),
            WirePayloadCompression.Deflate => Packed.Deflate(bytes, isZlib: true),
            _ => bytes,
        };
        return encoding switch
        {
            "base64" => Convert.ToBase64String(packed, Base64FormattingOptions.InsertLineBreaks),
            "hex" => Convert.ToHexString(packed),
            _ => Encoding.UTF8.GetString(packed)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace("\r", "&#13;", StringComparison.Ordinal),
        };
    }

    private static string Envelope(string content) =>
        $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{content}</s:Body></s:Envelope>";

    private static SoapEnvelope Open(string content, long maxPayload = 0)
    {
        var bytes = Encoding.UTF8.GetBytes(Envelope(content));
        return SoapEnvelope.Open(
            () => SplitStream.Random(bytes, 7), MessageLimits.Default with { MaxPayloadLength = maxPayload > 0 ? maxPayload : 0 });
    }

    private static WireMessage Parts(string content, string id, byte[] part)
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(
                "--zz\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\n\r\n\0\r\n--zz\r\nContent-Type: application/xop+xml\r\n"
                    + $"Content-ID: <root>\r\n\r\n{Envelope(content)}"),
            .. Encoding.ASCII.GetBytes($"\r\n--zz\r\nContent-ID: <{id}>\r\nContent-Transfer-Encoding: binary\r\n\r\n"),
            .. part,
            .. "\r\n--zz--\r\n"u8,
        ];
        return new WireMessage(
            () => SplitStream.Random(bytes, 3),
            WireForm.Of("multipart/related; boundary=zz; start=\"<root>\"; type=\"application/xop+xml\"", null)!,
            MessageLimits.Default);
    }
}
