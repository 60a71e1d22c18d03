using System.Text;
using System.Xml;
using Uhit.Client.Tests.Decompression;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Decoding;

/// <summary>The document in what came, in every form that is read.</summary>
public sealed class WireFormTests
{
    private const string Letter = "<a>Peña – Bäckerei €</a>";

    public static TheoryData<string?, string, string?, string?> Encodings => new()
    {
        // Content type, encoding of the bytes (with + for its mark), declared encoding, what is read; null where it is refused.
        { "text/xml", "utf-8", null, Letter },
        { "text/xml", "utf-8+", null, Letter },
        { "text/xml", "utf-8", "utf-8", Letter },
        { "text/xml", "utf-8", "UTF8", null },
        { "text/xml", "utf-16+", "utf-16", Letter },
        { "text/xml", "utf-16BE+", null, Letter },
        { "text/xml", "utf-16BE", "UTF-16", Letter },
        { "text/xml; charset=utf-16le", "utf-16", null, Letter },
        { "text/xml", "windows-1252", "windows-1252", Letter },
        { "text/xml; charset=windows-1252", "windows-1252", null, Letter },
        { "text/xml; charset=ISO-8859-1", "windows-1252", null, Letter },
        { "text/xml; charset=us-ascii", "utf-8", null, Letter },

        // RFC 7303: the mark says most, then the charset, then the declaration.
        { "text/xml; charset=iso-8859-1", "utf-8+", null, Letter },
        { "text/xml; charset=utf-8", "utf-16+", "utf-8", Letter },
        { "text/xml; charset=utf-8", "utf-8", "iso-8859-1", Letter },
        { "text/xml; charset=windows-1252", "windows-1252", "utf-8", Letter },
        { "text/xml; charset=windows-1252", "utf-8", null, "<a>PeÃ±a â€“ BÃ¤ckerei â‚¬</a>" },

        // What can't be that, is not.
        { "text/xml; charset=utf-8", "windows-1252", null, null },
        { "text/xml; charset=us-ascii", "windows-1252", null, null },
        { "text/xml; charset=utf-8", "windows-1252", "windows-1252", null },
        { "text/xml; charset=utf-16be", "utf-16+", null, Letter },
        { "text/xml", "utf-32", null, null },
        { "text/xml", "utf-32+", null, null },
        { "text/xml", "utf-8", "utf-7", null },
        { "text/xml", "utf-8", "ibm037", null },
        { "text/xml; charset=utf-8", "utf-8", "klingon", null },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void OpenDocument_AnyEncoding_IsUtf8OrRefused(string? contentType, string encoding, string? declared, string? expected)
    {
        var bytes = Bytes((declared is null ? string.Empty : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>") + Letter, encoding);
        foreach (var stream in new Stream[] { new MemoryStream(bytes), SplitStream.Of(bytes, 1), SplitStream.Random(bytes, 3) })
        {
            if (expected is null)
            {
                var failure = Record.Exception(() => Text(WireForm.Of(contentType, null)!.OpenDocument(stream, MessageLimits.Default)));
                Assert.True(failure is SoapMessageException or XmlException, $"{failure}");
                Assert.DoesNotContain("Peña", failure.Message, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(expected, Text(WireForm.Of(contentType, null)!.OpenDocument(stream, MessageLimits.Default)));
            }
        }
    }

    // An odd byte at the end, and half a surrogate pair.
    [Theory]
    [InlineData("<a/> ", 1)]
    [InlineData("<a>\uD83D\uDE00</a>", 10)]
    public void OpenDocument_CutUtf16_IsRefused(string text, int cut)
    {
        var bytes = Encoding.Unicode.GetBytes(text)[..^cut];

        Assert.Throws<SoapMessageException>(() =>
            SplitStream.ReadAll(WireForm.Plain.OpenDocument(SplitStream.Of(bytes, 3), MessageLimits.Default)));
    }

    // One zero among bytes of ASCII makes no UTF-16 of them.
    [Theory]
    [InlineData("<\0?xml version='1.0' encoding='utf-8'?><a/>")]
    [InlineData("\0<?xml version='1.0' encoding='utf-16'?><a/>")]
    [InlineData("<\0")]
    [InlineData("<?xml version='1.0' encoding='utf-16'")]
    [InlineData("\u00FF\u00FE<")]
    public void OpenDocument_Nonsense_IsRefused(string latin1)
    {
        var failure = Record.Exception(() =>
            Text(WireForm.Plain.OpenDocument(new MemoryStream(Encoding.Latin1.GetBytes(latin1)), MessageLimits.Default)));

        Assert.True(failure is SoapMessageException or XmlException, $"{failure}");
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("identity, gzip")]
    public void Of_OtherCompressions_AreNotTaken(string contentEncoding) => Assert.Null(WireForm.Of("text/xml", contentEncoding));

    public static TheoryData<string, string> Multiparts => new()
    {
        { "multipart/related; boundary=b1; type=\"text/xml\"",
            "--b1\r\nContent-Type: text/xml\r\n\r\n{0}\r\n--b1\r\nContent-ID: <p>\r\n\r\nxyz\r\n--b1--\r\n" },
        { "multipart/related; boundary=\"b 1\"; start=\"<r@x>\"",
            "ignored\r\n--b 1\r\nContent-ID: <p>\r\n\r\n--b 1x\r\n--b 1 \t\r\nContent-Type: application/xop+xml; charset=utf-8\r\n"
                + "Content-Id: <r@x>\r\n\r\n{0}\r\n--b 1--epilogue" },
        { "multipart/related; boundary=b1", "--b1\n\n{0}\n--b1--\n" },
        { "multipart/related; boundary=b1",
            "--b1\r\nContent-Transfer-Encoding: BASE64\r\nContent-Type: text/xml;\r\n charset=utf-8\r\n\r\n{1}\r\n--b1--" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Transfer-Encoding: binary\r\n\r\n{0}" },
        { "multipart/related; boundary=b1; start=\"<r>\"", "--b1\r\n\r\n\r\n--b1\r\n\r\n\n--b1\r\nContent-ID: r\r\n\r\n{0}\r\n--b1--" },
    };

    [Theory]
    [MemberData(nameof(Multiparts))]
    public async Task OpenDocument_SeveralParts_IsTheRootPart(string contentType, string body)
    {
        var document = Letter + "<!--\r\n--b1x\r\n--b 1y-->";
        var bytes = Encoding.UTF8.GetBytes(body.Replace("{0}", document, StringComparison.Ordinal)
            .Replace(
                "{1}",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(document), Base64FormattingOptions.InsertLineBreaks),
                StringComparison.Ordinal));
        var form = WireForm.Of(contentType, null)!;
        for (var seed = 0; seed < 50; seed++)
        {
            Assert.Equal(
                document, Encoding.UTF8
                    .GetString(SplitStream.ReadAll(form.OpenDocument(SplitStream.Random(bytes, seed), MessageLimits.Default), seed + 1)));

            await using var toEnd = form.OpenDocument(SplitStream.Random(bytes, seed), MessageLimits.Default, toEnd: true);
            using var all = new MemoryStream();
            await toEnd.CopyToAsync(all, TestContext.Current.CancellationToken);
            Assert.Equal(document, Encoding.UTF8.GetString(all.ToArray()));
        }
    }

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "multipart/related; boundary=b1", "--b2\r\n\r\n<a/>\r\n--b2--", "none that is the root" },
        { "multipart/related; boundary=b1", new string('x', 100_000) + "\r\n--b1\r\n\r\n<a/>\r\n--b1--", "no part where one is expected" },
        { "multipart/related; boundary=b1; start=\"<r>\"", "--b1\r\nContent-ID: <s>\r\n\r\n<a/>\r\n--b1--", "none that is the root" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<a/>\r\n--b1--",
            "transfer encoding that is not known" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Transfer-Encoding: base64\r\n\r\nPGEvP\r\n--b1--", "base64 text is cut off" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Transfer-Encoding: base64\r\n\r\nPGE*\r\n--b1--", "base64 text is damaged" },
        { "multipart/related; boundary=b1", "--b1\r\nContent-Type: text/xml", "cut off" },
        { "multipart/related; boundary=b1", "--b1\r\nX: " + new string('x', 20_000) + "\r\n\r\n<a/>\r\n--b1--", "HeaderOfPart" },
        { "multipart/related; boundary=b1", "--b1\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 5000)) + "\r\n<a/>\r\n--b1--",
            "HeaderOfPart" },
        { "multipart/related; boundary=b1",
            "--b1\r\n\r\n<a/>" + string.Concat(Enumerable.Repeat("\r\n--b1\r\n\r\n", 10_000)) + "\r\n--b1--", "MaxParts" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void OpenDocument_HostileParts_AreRefused(string contentType, string body, string words)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        foreach (var stream in new Stream[] { new MemoryStream(bytes), SplitStream.Random(bytes, 5) })
        {
            var failure = Record.Exception(() =>
                SplitStream.ReadAll(WireForm.Of(contentType, null)!.OpenDocument(stream, MessageLimits.Default, toEnd: true)));
            Assert.True(failure is SoapMessageException or XmlGuardException, $"{failure}");
            Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        }
    }

    // Every encoding, compression and packaging, in random pieces: always the same document.
    [Fact]
    public void OpenDocument_RandomFormsInRandomPieces_AreThePlainDocument()
    {
        string[] encodings = ["utf-8", "utf-8+", "utf-16", "utf-16+", "utf-16BE", "utf-16BE+", "windows-1252", "iso-8859-15"];
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var encoding = encodings[random.Next(encodings.Length)];
            var name = encoding.TrimEnd('+');
            var content = $"<a n='{seed}'>" + string.Concat(Enumerable.Range(0, random.Next(3000)).Select(_ => "aé€\n<b/>"[random.Next(4)]))
                + "</a>";
            var isDeclared = random.Next(2) == 0 || !name.StartsWith("utf", StringComparison.Ordinal);
            var bytes = Bytes(
                (isDeclared ? $"<?xml version='1.0' encoding='{(name == "utf-16BE" ? "utf-16" : name)}'?>" : string.Empty) + content,
                encoding);
            var type = "text/xml";
            if (random.Next(2) == 0)
            {
                var before = random.Next(2) == 0 ? "--zz\r\nContent-ID: <p>\r\n\r\nnoise\r\n" : string.Empty;
                bytes =
                [
                    .. Encoding.ASCII.GetBytes(before + "--zz\r\nContent-Type: text/xml\r\nContent-ID: <root>\r\n\r\n"),
                    .. bytes,
                    .. "\r\n--zz--\r\n"u8,
                ];
                type = "multipart/related; boundary=zz; type=\"text/xml\"; start=\"<root>\"";
            }

            var isPacked = random.Next(2) == 0;
            var stream = SplitStream.Random(isPacked ? Packed.Gzip(bytes) : bytes, seed);
            var read = Text(WireForm.Of(type, isPacked ? "gzip" : null)!.OpenDocument(stream, MessageLimits.Default));
            Assert.True(content == read, $"seed {seed}, {encoding}, {type}, packed {isPacked}");
        }
    }

    private static string Text(Stream document)
    {
        using var reader = GuardedXml.CreateReader(document, MessageLimits.Default, TestContext.Current.CancellationToken);
        reader.MoveToContent();
        return reader.ReadOuterXml().Replace("\"", "'", StringComparison.Ordinal).Replace("<b />", "<b/>", StringComparison.Ordinal);
    }

    internal static byte[] Bytes(string text, string encoding)
    {
        var name = encoding.TrimEnd('+');
        var known = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        return [.. encoding.EndsWith('+') ? known.GetPreamble() : [], .. known.GetBytes(text)];
    }
}
