using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Uhit.Client.Certificates;

namespace Uhit.Client.Tests.Certificates;

public sealed class DistinguishedNameTests
{
    private const string Cn = "2.5.4.3";
    private const string O = "2.5.4.10";
    private const string C = "2.5.4.6";
    private static readonly DistinguishedName Good = DistinguishedName.Parse("CN=uhit.centerpointenergy.com,O=CenterPoint Energy,C=US");

    [Theory]
    [InlineData("CN=uhit.centerpointenergy.com,O=CenterPoint Energy,C=US")]
    [InlineData("cn=UHIT.CenterPointEnergy.com, o=CENTERPOINT  energy , C=us")]
    [InlineData("2.5.4.3=uhit.centerpointenergy.com;OID.2.5.4.10=\"CenterPoint Energy\";C=US")]
    [InlineData("/C=US/O=CenterPoint Energy/CN=uhit.centerpointenergy.com")]
    [InlineData("subject=CN = uhit.centerpointenergy.com, O = CenterPoint Energy, C = US")]
    [InlineData("CN=#0c1a756869742e63656e746572706f696e74656e657267792e636f6d,O=CenterPoint\\20Energy,C=#13025553")]
    public void Parse_OtherSpelling_SameName(string text)
    {
        var name = DistinguishedName.Parse(text);
        Assert.Equal(Good, name);
        Assert.Equal(Good.GetHashCode(), name.GetHashCode());
    }

    [Theory]
    [InlineData("CN=uhit.centerpointenergy.com.evil.example,O=CenterPoint Energy,C=US")]
    [InlineData("CN=a.uhit.centerpointenergy.com,O=CenterPoint Energy,C=US")]
    [InlineData("CN=uhit.centerpointenergy.com,O=CenterPoint Energy")]
    [InlineData("CN=uhit.centerpointenergy.com,O=CenterPoint Energy,C=US,DC=x")]
    [InlineData("O=Evil\\, CN=uhit.centerpointenergy.com\\, O=CenterPoint Energy,C=US")]
    [InlineData("O=\"Evil, CN=uhit.centerpointenergy.com\",C=US")]
    [InlineData("CN=uhit.centerpointenergy.com+O=CenterPoint Energy,C=US")]
    [InlineData("C=US,O=CenterPoint Energy,CN=uhit.centerpointenergy.com")]
    [InlineData("O=CenterPoint Energy,CN=uhit.centerpointenergy.com,C=US")]
    [InlineData("CN=uhit.centerpointenergy.com,OU=CenterPoint Energy,C=US")]
    [InlineData("CN=uhit.centerpointenergy.com,O=CenterPointEnergy,C=US")]
    [InlineData("CN=uhit.centerpointenergy.com,O=Cent\u0435rPoint Energy,C=US")]
    [InlineData("CN=uhit.centerpointenergy.com,O=CenterPoint\u00a0Energy,C=US")]
    [InlineData("CN=uhit.centerpointenergy.com,O=CenterPo\u0131nt Energy,C=US")]
    [InlineData("CN=#04020102,O=CenterPoint Energy,C=US")]
    public void Equals_TrickedName_Differs(string text) => Assert.NotEqual(Good, DistinguishedName.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("CN")]
    [InlineData("CN=a,")]
    [InlineData("CN=a,b")]
    [InlineData("CN=a,CN=b")]
    [InlineData("CN=a+CN=b,O=x")]
    [InlineData("O=x+O=x")]
    [InlineData("CN=")]
    [InlineData("CN= ,O=x")]
    [InlineData("CN=a\\00b")]
    [InlineData("CN=a\u0000b")]
    [InlineData("CN=a\\0Ab")]
    [InlineData("CN=a\\")]
    [InlineData("CN=a\\zb")]
    [InlineData("CN=\"a")]
    [InlineData("CN=\"a\"b")]
    [InlineData("CN=a\"b")]
    [InlineData("CN=a\\FF")]
    [InlineData("CN=#")]
    [InlineData("CN=#0")]
    [InlineData("CN=#0c05")]
    [InlineData("CN=#1e0200410")]
    [InlineData("CN=#1e020041")]
    [InlineData("NOPE=a")]
    [InlineData("3.1=a")]
    [InlineData("1=a")]
    [InlineData("/CN")]
    [InlineData("/NOPE=a")]
    [InlineData("\u017fT=Texas")]
    [InlineData("O\u212a=a")]
    [InlineData("/CN=a/CN=b")]
    [InlineData("/CN=a\\x00b")]
    public void TryParse_NotAName_False(string text)
    {
        Assert.False(DistinguishedName.TryParse(text, out var name));
        Assert.Null(name);
    }

    [Fact]
    public void Parse_MultiValuedPart_OrderInsideDoesNotCount() =>
        Assert.Equal(DistinguishedName.Parse("CN=a+OU=b,O=c"), DistinguishedName.Parse("OU=b+CN=a,O=c"));

    // RFC 5280 7.1: two relative names match when they have the same number of attributes and each has its match in the other.
    [Theory]
    [InlineData("CN=a,O=c", "CN=a+OU=b,O=c")]
    [InlineData("CN=a+OU=b,O=c", "CN=a+OU=b+L=d,O=c")]
    [InlineData("CN=a,O=c", "CN=a,O=c+L=d")]
    [InlineData("CN=a+OU=b,O=c", "CN=a+OU=x,O=c")]
    [InlineData("CN=a,O=c", "CN=a,O=c,C=US")]
    [InlineData("CN=a,OU=b,O=c", "CN=a+OU=b,O=c")]
    public void Equals_OneAttributeMore_DiffersBothWays(string name, string other)
    {
        Assert.False(DistinguishedName.Parse(name).Equals(DistinguishedName.Parse(other)));
        Assert.False(DistinguishedName.Parse(other).Equals(DistinguishedName.Parse(name)));
        Assert.True(DistinguishedName.Parse(name) != DistinguishedName.Parse(other));
    }

    // A text that spells the bytes of a value is text still: only the value that has these bytes is that value.
    [Fact]
    public void Equals_TextThatSpellsTheBytesOfAValue_DiffersFromTheValue()
    {
        var value = DistinguishedName.Parse("CN=#04020102");
        var text = FromPairs((Cn, "#04020102", UniversalTagNumber.UTF8String));

        Assert.Equal("CN=\\#04020102", text.ToString());
        Assert.NotEqual(value, text);
        Assert.NotEqual(text, value);
        Assert.Equal(text, DistinguishedName.Parse("CN=\\#04020102"));
    }

    // What parsers of others got wrong: a doubled backslash before a space at the end (go-ldap 603), spaces around a value in hex
    // (go-ldap 606), an escaped backslash before digits and before # (pyca/cryptography 7081), an OID of several digits (the same).
    [Theory]
    [InlineData(@"CN=admin\\ ,O=x", @"CN=admin\\,O=x", @"admin\")]
    [InlineData(@"CN=admin\\\ ,O=x", @"CN=admin\5C\20,O=x", @"admin\")]
    [InlineData(@"CN= #0c024869 ,O=x", "CN=Hi,O=x", "Hi")]
    [InlineData(@"CN=\\123,O=x", @"CN=\5C123,O=x", @"\123")]
    [InlineData(@"CN=\\\#123,O=x", @"CN=\5C\23123,O=x", @"\#123")]
    [InlineData(@"CN=Hi,2.5.4.10=x", "CN=Hi,O=x", "Hi")]
    public void Parse_WhatOtherParsersReadWrongly_IsTheValue(string text, string same, string commonName)
    {
        var name = DistinguishedName.Parse(text);

        Assert.Equal(DistinguishedName.Parse(same), name);
        Assert.Equal(FromPairs((O, "x", UniversalTagNumber.UTF8String), (Cn, commonName, UniversalTagNumber.UTF8String)), name);
        Assert.Equal(name, DistinguishedName.Parse(name.ToString()));
    }

    // OpenSSL's one line writes bytes beyond ASCII as \x and two digits: at the end of a value, and before more of it.
    [Theory]
    [InlineData(@"/O=Caf\xC3\xA9", "O=Caf\u00e9")]
    [InlineData(@"/O=\xC3\xA9t\xC3\xA9 SA", "O=\u00e9t\u00e9 SA")]
    [InlineData(@"/O=a\x4", "O=ax4")]
    public void Parse_OneLineWithBytesInHex_IsTheirText(string text, string same) =>
        Assert.Equal(DistinguishedName.Parse(same), DistinguishedName.Parse(text));

    [Fact]
    public void Parse_OneLineWithSlashInValue_KeepsIt()
    {
        var name = DistinguishedName.Parse("/O=A/S Example/CN=a+OU=b");
        Assert.Equal(DistinguishedName.Parse("CN=a+OU=b,O=A/S Example"), name);
    }

    [Fact]
    public void ToString_SpecialCharacters_EscapedAndReadBack()
    {
        var name = FromPairs(
            (C, "US", UniversalTagNumber.PrintableString), (O, " #Evil, \"Inc\"+<;>\\ ", UniversalTagNumber.UTF8String));
        Assert.Equal("O=\\ #Evil\\, \\\"Inc\\\"\\+\\<\\;\\>\\\\\\ ,C=US", name.ToString());
        Assert.Equal(name, DistinguishedName.Parse(name.ToString()));
    }

    [Theory]
    [InlineData(UniversalTagNumber.PrintableString)]
    [InlineData(UniversalTagNumber.IA5String)]
    [InlineData(UniversalTagNumber.UTF8String)]
    public void FromDer_OtherTextType_SameName(UniversalTagNumber type) =>
        Assert.Equal(Good, FromPairs((C, "US", type), (O, "CenterPoint Energy", type), (Cn, "uhit.centerpointenergy.com", type)));

    [Fact]
    public void FromDer_NulInCommonName_Refused() =>
        Assert.Throws<FormatException>(() => FromPairs((Cn, "uhit.centerpointenergy.com\0.evil.example", UniversalTagNumber.UTF8String)));

    [Fact]
    public void FromDer_TwoCommonNames_Refused() =>
        Assert.Throws<FormatException>(() =>
            FromPairs((Cn, "evil", UniversalTagNumber.UTF8String), (Cn, "uhit.centerpointenergy.com", UniversalTagNumber.UTF8String)));

    [Fact]
    public void FromDer_BmpString_Refused() => Assert.Throws<FormatException>(() => FromPairs((Cn, "a", UniversalTagNumber.BMPString)));

    [Fact]
    public void FromDer_Garbage_Refused()
    {
        Assert.Throws<FormatException>(() => DistinguishedName.FromDer(new byte[] { 1, 2, 3 }));
        Assert.Throws<FormatException>(() => DistinguishedName.FromDer(new byte[] { 0x30, 0 }));
        Assert.Throws<FormatException>(() => DistinguishedName.FromDer(Good.ToDer().Append((byte)0).ToArray()));
    }

    [Fact]
    public void Unicode_NormalForms_AreTwoNames()
    {
        Assert.NotEqual(DistinguishedName.Parse("O=\u00e9"), DistinguishedName.Parse("O=e\u0301"));
        Assert.Equal(DistinguishedName.Parse("O=\u00e9"), DistinguishedName.Parse("O=\\C3\\89"));
        Assert.Equal(DistinguishedName.Parse("O=\U0001F50C"), DistinguishedName.Parse("O=\\F0\\9F\\94\\8C"));
    }

    // Not one letter outside ASCII may stand for one of ASCII: U+017F (long s), U+212A (Kelvin), U+0131 and
    // U+0130 (Turkish i), U+212B (Angstrom), U+00B5 (micro).
    [Theory]
    [InlineData("CN=uhit.example,O=Sample", "CN=uhit.example,O=\u017fample")]
    [InlineData("CN=uhit.example,O=Kilo", "CN=uhit.example,O=\u212ailo")]
    [InlineData("CN=uhit.example,O=kilo", "CN=uhit.example,O=\u212ailo")]
    [InlineData("CN=uhit.example", "CN=uh\u0131t.example")]
    [InlineData("CN=UHIT.example", "CN=UH\u0130T.example")]
    [InlineData("CN=UHIT.example", "CN=UH\u0131T.example")]
    [InlineData("O=\u00e5", "O=\u212b")]
    [InlineData("O=\u03bc", "O=\u00b5")]
    [InlineData("O=\u03c3", "O=\u03c2")]
    [InlineData("O=a", "O=\uff41")]
    public void Equals_LetterThatFoldsIntoAnother_AreTwoNames(string name, string lookalike)
    {
        Assert.NotEqual(DistinguishedName.Parse(name), DistinguishedName.Parse(lookalike));
        Assert.NotEqual(DistinguishedName.Parse(name.ToUpperInvariant()), DistinguishedName.Parse(lookalike));
    }

    [Fact]
    public void Equals_AnyCharacterInPlaceOfAnAsciiLetter_OnlyItsOwnCase()
    {
        var letters = Enumerable.Range('a', 26).Select(letter => DistinguishedName.Parse($"O=x{(char)letter}")).ToHashSet();
        for (var c = 0x80; c <= char.MaxValue; c++)
        {
            if (DistinguishedName.TryParse($"O=x{(char)c}", out var name))
            {
                Assert.DoesNotContain(name, letters);
            }
        }
    }

    [Theory]
    [InlineData("CN=a\u200bb")]
    [InlineData("CN=a\u202eb")]
    [InlineData("CN=a\u2066b")]
    [InlineData("CN=a\ufeffb")]
    [InlineData("CN=a\u2028b")]
    [InlineData("CN=a\u009bb")]
    [InlineData("CN=a\u00adb")]
    public void TryParse_CharacterThatIsNotSeen_False(string text) => Assert.False(DistinguishedName.TryParse(text, out _));

    [Fact]
    public void FromDer_MoreAttributesThanAnyHonestName_RefusedAtOnce()
    {
        var most = Enumerable.Range(0, 64).Select(i => ("2.5.4.11", $"u{i}", UniversalTagNumber.UTF8String)).ToArray();
        Assert.Equal(64, DistinguishedName.FromDer(Der(most).RawData).ToString().Split(',').Length);
        Assert.Throws<FormatException>(() =>
            DistinguishedName.FromDer(Der([.. most, ("2.5.4.11", "one more", UniversalTagNumber.UTF8String)]).RawData));
        var flood = Enumerable.Range(0, 20_000).Select(i => ("2.5.4.11", $"u{i}", UniversalTagNumber.UTF8String)).ToArray();
        Assert.Throws<FormatException>(() => DistinguishedName.FromDer(Der(flood).RawData));
        Assert.False(DistinguishedName.TryParse(string.Join('+', flood.Select(pair => "OU=" + pair.Item2)), out _));
        Assert.False(DistinguishedName.TryParse(string.Concat(Enumerable.Repeat("/O=a", 20_000)), out _));
        Assert.False(DistinguishedName.TryParse("CN=" + new string('a', 9000), out _));
    }

    [Theory]
    [InlineData("C=US,O=Example,CN=a", true)]
    [InlineData("DC=com,DC=example,CN=a", true)]
    [InlineData("ST=Texas,O=Example,OU=b,CN=a", true)]
    [InlineData("/CN=a/O=Example/C=US", true)]
    [InlineData("CN=a,O=Example,C=US", false)]
    [InlineData("/C=US/O=Example/CN=a", false)]
    [InlineData("CN=a,DC=example,DC=com", false)]
    [InlineData("DC=example,DC=com", false)]
    [InlineData("CN=a+O=Example", false)]
    [InlineData("OU=b,CN=a", false)]
    [InlineData("CN=a", false)]
    public void IsWrittenFromTheRoot_OrderOfAnotherTool_True(string text, bool expected) =>
        Assert.Equal(expected, DistinguishedName.Parse(text).IsWrittenFromTheRoot);

    [Fact]
    public void IsReverseOf_CopiedInOrderOfCertificate_True()
    {
        Assert.True(Good.IsReverseOf(DistinguishedName.Parse("C=US,O=CenterPoint Energy,CN=uhit.centerpointenergy.com")));
        Assert.False(Good.IsReverseOf(Good));
    }

    [Fact]
    public void ToDer_PlatformReadsIt_SameText() =>
        Assert.Equal("CN=uhit.centerpointenergy.com, O=CenterPoint Energy, C=US", new X500DistinguishedName(Good.ToDer()).Name);

    [Fact]
    public void RoundTrip_AnyValues_TextAndDerGiveTheSameName()
    {
        var value = Gen.String[Gen.Char["abcAZ019 ,+\"\\<>;=#/é漢"], 1, 12].Where(s => s.Trim(' ').Length > 0);
        var part = Gen.Select(Gen.Int[0, 4].Select(i => new[] { "O", "OU", "L", "ST", "1.2.3.4" }[i]), value);
        Gen.Select(value, part.Array[0, 4]).Sample((cn, rest) =>
        {
            var parts = rest.Select(p => new[] { new NameAttribute(AttributeTypes.OidOf(p.Item1)!, p.Item2) })
                .Append([new NameAttribute(Cn, cn)]);
            var name = new DistinguishedName(parts);
            return name == DistinguishedName.Parse(name.ToString()) && name == DistinguishedName.FromDer(name.ToDer());
        });
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String[Gen.Char["CNO=,+\\\"#;/ 0aF\u0000\ud800é"], 0, 30].Sample(text =>
        {
            Assert.Equal(DistinguishedName.TryParse(text, out var name), name is not null);
        });

    internal static X500DistinguishedName Der(params (string Oid, string Value, UniversalTagNumber Type)[] pairs)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach ((var oid, var value, var type) in pairs)
            {
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(oid);
                    writer.WriteCharacterString(type, value);
                }
            }
        }

        return new X500DistinguishedName(writer.Encode());
    }

    private static DistinguishedName FromPairs(params (string Oid, string Value, UniversalTagNumber Type)[] pairs) =>
        DistinguishedName.FromDer(Der(pairs).RawData);
}
