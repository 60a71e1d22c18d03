using System.Formats.Asn1;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

/// <summary>How a name may be written, and how it stands in a certificate: RFC 4514, RFC 4519, OpenSSL's line, RFC 5280.</summary>
public sealed class NameSpellingTests
{
    [Theory]
    [InlineData("2.5.4.3", "CN", "commonName")]
    [InlineData("2.5.4.4", "SN", "surname")]
    [InlineData("2.5.4.5", "SERIALNUMBER", "serialNumber")]
    [InlineData("2.5.4.6", "C", "countryName")]
    [InlineData("2.5.4.7", "L", "localityName")]
    [InlineData("2.5.4.8", "ST", "S", "stateOrProvinceName")]
    [InlineData("2.5.4.9", "STREET", "streetAddress")]
    [InlineData("2.5.4.10", "O", "organizationName")]
    [InlineData("2.5.4.11", "OU", "organizationalUnitName")]
    [InlineData("2.5.4.12", "T", "title")]
    [InlineData("2.5.4.15", "businessCategory")]
    [InlineData("2.5.4.17", "postalCode")]
    [InlineData("2.5.4.42", "GN", "givenName")]
    [InlineData("2.5.4.43", "initials")]
    [InlineData("2.5.4.46", "dnQualifier")]
    [InlineData("2.5.4.97", "organizationIdentifier")]
    [InlineData("0.9.2342.19200300.100.1.25", "DC", "domainComponent")]
    [InlineData("0.9.2342.19200300.100.1.1", "UID", "userId")]
    [InlineData("1.2.840.113549.1.9.1", "emailAddress", "E")]
    [InlineData("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL")]
    [InlineData("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST")]
    [InlineData("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC")]
    public void Parse_TypeByItsNamesOrItsNumber_IsTheSame(string oid, params string[] names)
    {
        var byNumber = DistinguishedName.Parse(oid + "=a");

        Assert.Equal(names[0] + "=a", byNumber.ToString());
        Assert.Equal(byNumber, DistinguishedName.Parse($"OID.{oid}=a"));
        Assert.Equal(byNumber, DistinguishedName.Parse($"oid.{oid}=a"));
        Assert.All(names, name =>
        {
            Assert.Equal(byNumber, DistinguishedName.Parse(name + "=a"));
            Assert.Equal(byNumber, DistinguishedName.Parse(name.ToLowerInvariant() + "=a"));
            Assert.Equal(byNumber, DistinguishedName.Parse($"/{name.ToUpperInvariant()}=a"));
        });
    }

    // X.660: the first number is 0, 1 or 2; below 0 and 1 the second is at most 39. No number has a zero before it.
    [Theory]
    [InlineData("0.0", true)]
    [InlineData("0.39", true)]
    [InlineData("0.40", false)]
    [InlineData("1.39", true)]
    [InlineData("1.40", false)]
    [InlineData("1.039", false)]
    [InlineData("0.100", false)]
    [InlineData("2.40", true)]
    [InlineData("2.999", true)]
    [InlineData("3.1", false)]
    [InlineData("2", false)]
    [InlineData("02.5", false)]
    [InlineData("2.5.04", false)]
    [InlineData("2.5.0", true)]
    [InlineData("2.5.", false)]
    [InlineData(".2.5", false)]
    [InlineData("2..5", false)]
    [InlineData("2.5x", false)]
    [InlineData("OID.", false)]
    [InlineData("2.999999999999999999", true)] // 18 digits: no registry gives more
    [InlineData("2.9999999999999999999", false)]
    public void TryParse_NumberOfAType_AsItsRulesAre(string oid, bool expected)
    {
        Assert.Equal(expected, DistinguishedName.TryParse(oid + "=a", out var name));
        if (expected)
        {
            Assert.Equal(name, DistinguishedName.FromDer(name!.ToDer()));
            Assert.Equal(oid + "=a", name.ToString());
        }
    }

    [Theory]
    [InlineData("CN=a,O=b", "CN=a,O=b")]
    [InlineData("\r\n\tCN=a,O=b\t\r\n", "CN=a,O=b")]
    [InlineData("  CN=a,O=b", "CN=a,O=b")]
    [InlineData("SUBJECT=CN=a,O=b", "CN=a,O=b")]
    [InlineData("subject= /O=b/CN=a", "CN=a,O=b")]
    [InlineData("CN  =  a  ,  O  =  b", "CN=a,O=b")]
    [InlineData("CN=\"a\" , O=\"b\"", "CN=a,O=b")]
    [InlineData("CN=\"a\"+OU=\"c\";O=#0c0162", "CN=a+OU=c,O=b")]
    [InlineData("CN=\"a,b;c+d<e>f=g\"", @"CN=a\,b\;c\+d\<e\>f=g")]
    [InlineData("CN=\"a\\\"b\\\\c\"", @"CN=a\""b\\c")]
    [InlineData("CN=\" a \"", @"CN=\ a\ ")]
    [InlineData(@"CN=\ a b\ ", @"CN=\ a b\ ")]
    [InlineData(@"CN=a\#b", "CN=a#b")]
    [InlineData(@"CN=\#b", @"CN=\#b")]
    [InlineData(@"CN=a\=b=c", "CN=a=b=c")]
    [InlineData(@"CN=\61\6a", "CN=aj")]
    [InlineData(@"CN=\6A", "CN=j")]
    [InlineData("CN=\U0001F50Cx", "CN=\U0001F50Cx")]
    [InlineData("OU=z+CN=a+O=m", "CN=a+O=m+OU=z")]
    [InlineData("/O=b/CN=a+OU=c", "CN=a+OU=c,O=b")]
    [InlineData("/O=A+B/CN=a/b", "CN=a/b,O=A\\+B")]
    [InlineData(@"/O=A\/CN=b", "O=A/CN=b")]
    [InlineData(@"/O=A\+CN=b", @"O=A\+CN=b")]
    [InlineData(@"/O=a\\/CN=b", @"CN=b,O=a\\")]
    [InlineData("/O=a\\", @"O=a\\")]
    [InlineData("/O=a/", "O=a/")]
    [InlineData("/O=a/b=", "O=a/b=")]
    [InlineData("/O=a/CN", "O=a/CN")]
    [InlineData(@"/O=\x41\x4a\x4A", "O=AJJ")]
    [InlineData(@"/O=\x4", "O=x4")]
    [InlineData(@"/O=\x4g\xg4", "O=x4gxg4")]
    [InlineData("/O=\U0001F50Cx", "O=\U0001F50Cx")]
    [InlineData("/2.5.4.10=a", "O=a")]
    public void ToString_OfAnySpelling_IsRfc4514(string text, string expected)
    {
        var name = DistinguishedName.Parse(text);

        Assert.Equal(expected, name.ToString());
        Assert.Equal(name, DistinguishedName.Parse(expected));
    }

    [Theory]
    [InlineData("CN=a<b")]
    [InlineData("CN=a>b")]
    [InlineData("CN=\"a\\")]
    [InlineData("CN=\"a\"\"")]
    [InlineData("CN=#0c0161x")]
    [InlineData("CN=#0c0161 x")]
    [InlineData("CN=a\\2")]
    [InlineData("CN=a\\2g")]
    [InlineData("CN=a\\g2")]
    [InlineData("CN=\\ED\\A0\\80")] // half a pair in bytes
    [InlineData("CN=\"\\FF\"")]
    [InlineData("CN=a,,O=b")]
    [InlineData("=a")]
    [InlineData("+CN=a")]
    [InlineData("CN=a+")]
    [InlineData("CN,O=a")]
    [InlineData("/")]
    [InlineData("/=a")]
    [InlineData("/CN=")]
    [InlineData("//CN=a")]
    [InlineData("/CN=a\\xFF")]
    [InlineData("   ")]
    [InlineData("CN=\"  \"")]
    [InlineData("/CN=  ")]
    [InlineData("CN=a,OU=b+OU=b")]
    public void TryParse_NoName_False(string text)
    {
        Assert.False(DistinguishedName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DistinguishedName.Parse(text));
    }

    // A message says where, and what is expected there.
    [Theory]
    [InlineData("CN=Acme, Inc,O=b", "Expected TYPE=value at character 10 of the name; a comma inside a value is written \\,.")]
    [InlineData("CN=Acme;Inc;O=b", "Expected TYPE=value at character 9 of the name")]
    [InlineData("CN=Acme+Inc+O=b", "Expected TYPE=value at character 9 of the name")]
    [InlineData("CN=a,NOPE=b", "an unknown attribute type at character 6")]
    [InlineData("CN=#", "an even number of hexadecimal digits")]
    [InlineData("CN=#041", "an even number of hexadecimal digits")]
    [InlineData("CN=#0401AB x", "Expected a comma or the end at character 12")]
    [InlineData("CN=\"a\" b", "Expected a comma or the end at character 8")]
    [InlineData("CN=\"a", "no closing quote")]
    [InlineData("CN=a\\2g", "A backslash at character 5 of the name is followed by neither")]
    [InlineData("CN=a\\2", "A backslash at character 5 of the name is followed by neither")]
    [InlineData("CN=a<b", "The character < in a value")]
    [InlineData("/CN=a/O", null)]
    [InlineData("/CN", "Expected TYPE=value at character 2")]
    public void Parse_NoName_SaysWhere(string text, string? words)
    {
        if (words is null)
        {
            DistinguishedName.Parse(text);
        }
        else
        {
            Assert.Contains(
                words, Assert.Throws<FormatException>(() => DistinguishedName.Parse(text)).Message, StringComparison.Ordinal);
        }
    }

    // Sets compare by hash first: an equality that is too wide would show only where two hashes meet.
    [Fact]
    public void Equals_Attributes_TypeAndValueBothCount()
    {
        var name = new NameAttribute("2.5.4.3", "a");
        Assert.True(name.Equals((object)new NameAttribute("2.5.4.3", " A ")));
        Assert.False(name.Equals((object)"a"));
        Assert.False(name.Equals(null));
        Assert.False(name.Equals(new NameAttribute("2.5.4.10", "a")));
        Assert.False(name.Equals(new NameAttribute("2.5.4.3", "b")));
        Assert.False(new NameAttribute("2.5.4.3", "s").Equals(new NameAttribute("2.5.4.3", "\u017f")));
        Assert.False(
            NameAttribute.FromDer("2.5.4.3", new byte[] { 4, 1, 1 }).Equals(NameAttribute.FromDer("2.5.4.3", new byte[] { 4, 1, 2 })));
        Assert.NotEqual(DistinguishedName.Parse("CN=#040101"), DistinguishedName.Parse("CN=#040102"));
    }

    // An attribute can't hold half a pair.
    [Fact]
    public void TryParse_HalfOfASurrogatePair_False()
    {
        foreach (var half in new[] { '\ud83d', '\udd0c' })
        {
            Assert.All(
                [$"CN={half}", $"CN={half}x", $"CN=x{half}", $"CN=\"{half}\"", $"/O={half}", $"/O={half}x", $"/O=x{half}/CN=a"],
                text => Assert.False(DistinguishedName.TryParse(text, out _)));
        }
    }

    [Fact]
    public void TryParse_Null_False() => Assert.False(DistinguishedName.TryParse(null, out _));

    // RFC 4514 2.4: a value of any type may be written as its DER bytes.
    [Theory]
    [InlineData("#0c0161", "a")] // UTF8String
    [InlineData("#130161", "a")] // PrintableString
    [InlineData("#160161", "a")] // IA5String
    [InlineData("#120131", "1")] // NumericString
    [InlineData("#0401AB", "#0401ab")] // no text
    [InlineData("#8c0161", "#8c0161")] // a type of its own with the number of UTF8String
    [InlineData("#140161", null)] // T61String
    [InlineData("#1c0400000061", null)] // UniversalString
    [InlineData("#1e020061", null)] // BMPString
    [InlineData("#0c01610c0161", null)]
    [InlineData("#0401AB00", null)]
    [InlineData("#0c0261", null)]
    [InlineData("#04", null)]
    public void Parse_ValueInDer_IsItsTextOrItsBytes(string value, string? expected)
    {
        Assert.Equal(expected is not null, DistinguishedName.TryParse("CN=" + value, out var name));
        if (expected is not null)
        {
            Assert.Equal("CN=" + expected, name!.ToString());
            Assert.Equal(name, DistinguishedName.FromDer(name.ToDer()));
        }
    }

    // RFC 5280 appendix A: a country is a PrintableString, an e-mail address and a part of a domain are IA5Strings.
    [Theory]
    [InlineData("C=US", UniversalTagNumber.PrintableString)]
    [InlineData("C=Az09 '()+,-./:=?", UniversalTagNumber.PrintableString)]
    [InlineData("C=U*", UniversalTagNumber.UTF8String)]
    [InlineData("C=\u00d6", UniversalTagNumber.UTF8String)]
    [InlineData("O=US", UniversalTagNumber.UTF8String)]
    [InlineData("emailAddress=a@b.example", UniversalTagNumber.IA5String)]
    [InlineData("emailAddress=\u00e4@b.example", UniversalTagNumber.UTF8String)]
    [InlineData("DC=com", UniversalTagNumber.IA5String)]
    [InlineData("DC=\u00fcber", UniversalTagNumber.UTF8String)]
    [InlineData("CN=a", UniversalTagNumber.UTF8String)]
    [InlineData("O=#0401AB", UniversalTagNumber.OctetString)]
    public void ToDer_Value_HasTheTypeThatItsAttributeAsksFor(string text, object type)
    {
        var name =
            DistinguishedName.Parse(text.Replace("+", "\\+", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal));

        var pair = new AsnReader(name.ToDer(), AsnEncodingRules.DER).ReadSequence().ReadSetOf().ReadSequence();
        pair.ReadObjectIdentifier();

        Assert.Equal((UniversalTagNumber)type, (UniversalTagNumber)pair.PeekTag().TagValue);
        Assert.Equal(name, DistinguishedName.FromDer(name.ToDer()));
    }

    // Some CAs write the attributes of a part in another order than DER asks for: it is the same set.
    [Theory]
    [InlineData("3016 3114 300806035504030c0161 300806035504040c0162", "CN=a+SN=b")]
    [InlineData("3016 3114 300806035504040c0162 300806035504030c0161", "CN=a+SN=b")]
    [InlineData("3002 3100", null)]
    [InlineData("3011 310f 300d 06035504030c0161 0c03616263", null)]
    [InlineData("300e 310c 3008 06035504030c0161 0500", null)]
    public void FromDer_PartsOfANameAsTheyStand(string hex, string? expected)
    {
        var der = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        if (expected is null)
        {
            Assert.Throws<FormatException>(() => DistinguishedName.FromDer(der));
        }
        else
        {
            Assert.Equal(expected, DistinguishedName.FromDer(der).ToString());
        }
    }

    [Fact]
    public void Parse_LongestName_TakenAndOneMoreRefused()
    {
        const int Longest = 8192;
        Assert.True(DistinguishedName.TryParse("CN=" + new string('a', Longest - 3), out _));
        Assert.False(DistinguishedName.TryParse("CN=" + new string('a', Longest - 2), out _));

        var most = string.Join(',', Enumerable.Range(0, 64).Select(i => $"OU=u{i}"));
        Assert.True(DistinguishedName.TryParse(most, out _));
        Assert.False(DistinguishedName.TryParse(most + ",OU=one", out _));

        // SEQUENCE, SET and SEQUENCE with lengths of two bytes, the type, and the value with one.
        const int Around = (4 * 3) + 5 + 4;
        Assert.Equal(Longest, DerOfLength(Longest - Around).Length);
        DistinguishedName.FromDer(DerOfLength(Longest - Around));
        Assert.Throws<FormatException>(() => DistinguishedName.FromDer(DerOfLength(Longest - Around + 1)));

        static byte[] DerOfLength(int value) =>
            DistinguishedNameTests.Der(("2.5.4.3", new string('a', value), UniversalTagNumber.UTF8String)).RawData;
    }

    [Fact]
    public void Equals_NothingOrAnotherType_False()
    {
        var name = DistinguishedName.Parse("CN=a");
        DistinguishedName? none = null;

        Assert.False(name.Equals(none));
        Assert.False(name.Equals((object?)null));
        Assert.False(name.Equals("CN=a"));
        Assert.True(name.Equals((object)DistinguishedName.Parse("CN=a")));
        Assert.False(name == none);
        Assert.False(none == name);
        Assert.True(none == null);
        Assert.True(name != none);
    }

    [Theory]
    [InlineData("O=b,CN=a", true)]
    [InlineData("C=US,CN=a", true)]
    [InlineData("ST=Texas,CN=a", true)]
    [InlineData("L=Houston,CN=a", true)]
    [InlineData("DC=com,CN=a", true)]
    [InlineData("SERIALNUMBER=1,CN=a", false)]
    [InlineData("O=b+OU=c,CN=a", true)]
    [InlineData("O=b,CN=a+OU=c", true)]
    [InlineData("CN=a+O=b", false)]
    [InlineData("O=b,OU=c", false)]
    public void IsWrittenFromTheRoot_AnyPartThatTells(string text, bool expected) =>
        Assert.Equal(expected, DistinguishedName.Parse(text).IsWrittenFromTheRoot);

    [Theory]
    [InlineData("CN=a,O=b", "O=b,CN=a", true)]
    [InlineData("CN=a,O=b,C=US", "C=US,O=b,CN=a", true)]
    [InlineData("CN=a,O=b,C=US", "O=b,C=US,CN=a", false)]
    [InlineData("CN=a", "CN=a", false)] // one part has no order
    public void IsReverseOf_PartsInTheOppositeOrder(string name, string other, bool expected) =>
        Assert.Equal(expected, DistinguishedName.Parse(name).IsReverseOf(DistinguishedName.Parse(other)));

    [Fact]
    public void OfSubject_Certificate_ItsSubjectAndNotItsIssuer()
    {
        using var certificates = new ThrowawayCertificates(cnpName: "CN=a,O=b");
        Assert.Equal("CN=a,O=b", DistinguishedName.OfSubject(certificates.Cnp).ToString());
    }
}
