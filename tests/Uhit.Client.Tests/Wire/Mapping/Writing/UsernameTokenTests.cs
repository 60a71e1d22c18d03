using System.Xml.Linq;
using Uhit.Client.Wire.Mapping.Writing.Security;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>wsse:UsernameToken by template.</summary>
public class UsernameTokenTests
{
    private const string Security =
        """
        <wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
                       xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">
          <wsse:UsernameToken>
            <wsse:Username>rep</wsse:Username>
            <wsse:Password Type="digest">{wsse.passwordDigest:cnp-password}</wsse:Password>
            <wsse:Nonce>{wsse.nonce}</wsse:Nonce>
            <wsu:Created>{wsse.created}</wsu:Created>
          </wsse:UsernameToken>
        </wsse:Security>
        """;

    [Fact]
    public void Digest_PublishedExample_IsTheSame() => Assert.Equal(
        "tuOSpGlFlIXsozq4HFNeeGeFLEI=",
        new UsernameToken(Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z").DigestOf("userpassword"));

    [Fact]
    public void Template_NonceTimeAndDigest_BelongTogether()
    {
        var block = XElement.Parse(
            TemplateFixture.Write(MessageKind.Headers, Security, new MessageValues.HeadersItem(UhitOperation.RequestHistoricalUsage, "a")));

        var nonce = Value(block, "Nonce");
        Assert.Equal("2026-01-05T14:30:00.000Z", Value(block, "Created"));
        Assert.Equal(16, Convert.FromBase64String(nonce).Length);
        Assert.Equal(
            new UsernameToken(Convert.FromBase64String(nonce), Value(block, "Created")).DigestOf("userpassword"), Value(block, "Password"));
    }

    [Fact]
    public void Template_WrittenTwice_HasAnotherNonce()
    {
        var item = new MessageValues.HeadersItem(UhitOperation.RequestHistoricalUsage, "a");

        Assert.NotEqual(
            Value(XElement.Parse(TemplateFixture.Write(MessageKind.Headers, Security, item)), "Nonce"),
            Value(XElement.Parse(TemplateFixture.Write(MessageKind.Headers, Security, item)), "Nonce"));
    }

    private static string Value(XElement block, string name) => block.Descendants().Single(element => element.Name.LocalName == name).Value;
}
