using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Soap;

public sealed class SoapHeadersTests
{
    [Theory]
    [InlineData("text/xml", SoapVersion.Soap11, null)]
    [InlineData("text/xml; charset=utf-8", SoapVersion.Soap11, null)]
    [InlineData("TEXT/XML;charset=\"UTF-8\"", SoapVersion.Soap11, null)]
    [InlineData("text/xml; action=\"urn:a\"", SoapVersion.Soap11, null)]
    [InlineData("application/soap+xml", SoapVersion.Soap12, null)]
    [InlineData("application/soap+xml; charset=utf-8; action=\"urn:a/b\"", SoapVersion.Soap12, "urn:a/b")]
    [InlineData("application/soap+xml; charset=utf-8; action=urn:a/b:c#d", SoapVersion.Soap12, "urn:a/b:c#d")]
    [InlineData("application/soap+xml;action=http://tempuri.org/IService/Op", SoapVersion.Soap12, "http://tempuri.org/IService/Op")]
    [InlineData("application/soap+xml; action=\"urn:a;b=c\\\"d\"; charset=UTF8", SoapVersion.Soap12, "urn:a;b=c\"d")]
    [InlineData("text/xml; charset=utf8;", SoapVersion.Soap11, null)]
    [InlineData("text/xml; charset=us-ascii", SoapVersion.Soap11, null)]
    [InlineData("text/xml; charset=utf-16", SoapVersion.Soap11, null)]
    [InlineData("text/xml; charset=ISO-8859-1", SoapVersion.Soap11, null)]
    [InlineData("application/soap+xml; charset=windows-1252; action=\"urn:a\"", SoapVersion.Soap12, "urn:a")]
    [InlineData("multipart/related; boundary=b; type=\"text/xml\"", SoapVersion.Soap11, null)]
    [InlineData("multipart/related; boundary=b; type=\"application/xop+xml\"; start-info=\"text/xml\"", SoapVersion.Soap11, null)]
    [InlineData(
        "multipart/related; boundary=b; type=\"application/xop+xml\"; start-info=\"application/soap+xml\"; action=\"urn:a\"",
        SoapVersion.Soap12,
        "urn:a")]
    [InlineData(
        "multipart/related; boundary=b; type=\"application/xop+xml\"; start-info=\"application/soap+xml; action=\\\"urn:a\\\"\"",
        SoapVersion.Soap12,
        "urn:a")]
    public void TryParse_SoapContentType_ReadsVersionAndAction(string text, SoapVersion version, string? action)
    {
        Assert.True(SoapContentType.TryParse(text, out var parsed, out var parsedAction));
        Assert.Equal((version, action), (parsed, parsedAction));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/xml")]
    [InlineData("application/json")]
    [InlineData("text/html")]
    [InlineData("text/xml; charset=utf-7")]
    [InlineData("text/xml; charset=utf-32")]
    [InlineData("text/xml; charset=ibm037")]
    [InlineData("text/xml; charset=iso-8859-99")]
    [InlineData("multipart/related; type=\"text/xml\"")]
    [InlineData("multipart/related; boundary=b")]
    [InlineData("multipart/related; boundary=b; type=\"image/png\"")]
    [InlineData("multipart/related; boundary=b; type=\"text/xml; charset=utf-7\"")]
    [InlineData("multipart/related; boundary=b; type=\"application/xop+xml\"; start-info=\"image/png\"")]
    [InlineData("multipart/mixed; boundary=b; type=\"text/xml\"")]
    [InlineData("text/xml; charset=utf-8; charset=utf-7")]
    [InlineData("application/soap+xml; action=\"urn:a\"; action=\"urn:b\"")]
    [InlineData("multipart/related; type=\"application/xop+xml\"; boundary=x")]
    [InlineData("text/xml, text/xml")]
    [InlineData("text/xm\u217c")]
    [InlineData("application/\u017foap+xml")]
    [InlineData("text/xml; charset")]
    [InlineData("text/xml; charset=\"utf-8")]
    [InlineData("text/xml; charset=\"utf-8\" utf-7")]
    [InlineData("text/xml; charset=utf-8 utf-7")]
    [InlineData("text/xml; =utf-8")]
    [InlineData("text/")]
    [InlineData("/xml")]
    [InlineData("text/xml/xml")]
    [InlineData("te xt/xml")]
    public void TryParse_AnotherContentType_IsRefused(string? text) => Assert.False(SoapContentType.TryParse(text, out _, out _));

    [Fact]
    public void TryParse_HugeContentType_IsRefused() =>
        Assert.False(SoapContentType.TryParse("text/xml; a=" + new string('x', 1_000_000), out _, out _));

    [Theory]
    [InlineData(SoapVersion.Soap11, null)]
    [InlineData(SoapVersion.Soap12, null)]
    [InlineData(SoapVersion.Soap12, "urn:a/b")]
    public void TryParse_OfOurOwnWriting_ReadsTheSame(SoapVersion version, string? action)
    {
        Assert.True(SoapContentType.TryParse(SoapEnvelopeWriter.ContentType(version, action), out var parsed, out var parsedAction));
        Assert.Equal((version, action), (parsed, parsedAction));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("\"\"", true)]
    [InlineData("urn:a/Op", true)]
    [InlineData("\"urn:a/Op\"", true)]
    [InlineData(" \"urn:a/Op\" ", true)]
    [InlineData("urn:a/Other", false)]
    [InlineData("\"urn:a/op\"", false)]
    [InlineData("\"urn:a/Op", false)]
    [InlineData("urn:a/OpX", false)]
    [InlineData("Op", false)]
    [InlineData("urn:a/Op\r\n", false)]
    [InlineData("\"urn:a/Op\", \"urn:a/Op\"", false)]
    [InlineData("\"", false)]
    public void Agrees_Action_OnlyWhereItSaysNothingElse(string? action, bool agrees) =>
        Assert.Equal(agrees, SoapAction.Agrees(action, "urn:a/Op"));
}
