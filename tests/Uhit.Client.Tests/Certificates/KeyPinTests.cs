using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Certificates;

public sealed class KeyPinTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public void Of_Certificate_IsTheHashOfItsPublicKey()
    {
        using var certificates = new ThrowawayCertificates();
        using var key = certificates.Cnp.GetECDsaPublicKey()!;
        var hash = SHA256.HashData(key.ExportSubjectPublicKeyInfo());

        Assert.Equal("sha256:" + Convert.ToHexStringLower(hash), KeyPin.Of(certificates.Cnp).ToString());
        Assert.Equal(KeyPin.Of(certificates.Cnp), KeyPin.Parse("sha256:" + Convert.ToBase64String(hash)));
    }

    [Theory]
    [InlineData(Hex)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F")]
    [InlineData("00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14:15:16:17:18:19:1a:1b:1c:1d:1e:1f")] // as openssl prints it
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void Parse_AnyWayOfWriting_SamePin(string value)
    {
        Assert.Equal("sha256:" + Hex, KeyPin.Parse("sha256:" + value).ToString());
        Assert.Equal("sha256:" + Hex, KeyPin.Parse($" SHA256:{value}\n").ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Hex)]
    [InlineData("sha1:" + Hex)]
    [InlineData("sha256:")]
    [InlineData("sha256:" + Hex + "0")]
    [InlineData("sha256:00" + Hex)]
    [InlineData("sha256:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1")]
    [InlineData("sha256:g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("sha256:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g")]
    [InlineData("sha256:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")] // 31 bytes
    [InlineData("sha256:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")] // 33 bytes
    [InlineData("sha256:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("sha256:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= AAEC")]
    [InlineData("sha256:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8!")]
    public void TryParse_NoPin_False(string? text)
    {
        Assert.False(KeyPin.TryParse(text, out var pin));
        Assert.Equal("sha256:", pin.ToString());
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => KeyPin.Parse(text));
        }
    }

    [Fact]
    public void Equals_OtherKey_DiffersAndDefaultMatchesNothing()
    {
        var pin = KeyPin.Parse("sha256:" + Hex);
        var other = KeyPin.Parse("sha256:ff" + Hex[2..]);

        Assert.True(pin == KeyPin.Parse("sha256:" + Hex));
        Assert.False(pin != KeyPin.Parse("sha256:" + Hex));
        Assert.True(pin != other);
        Assert.False(pin == other);
        Assert.True(pin.Equals((object)KeyPin.Parse("sha256:" + Hex)));
        Assert.False(pin.Equals((object)other));
        Assert.False(pin.Equals(null));
        Assert.False(pin == default);
        Assert.False(default == pin);
        Assert.Equal(0, default(KeyPin).GetHashCode());
    }
}
