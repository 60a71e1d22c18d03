using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire;

public class WireSecretsTests
{
    [Theory]
    [InlineData("cnp-password")]
    [InlineData("CNP-Password")]
    [InlineData("cnp_password")]
    [InlineData("cnp.password")]
    public void Get_NameAsAnyShellCanWriteIt_IsFound(string name) =>
        Assert.Equal("s3", new WireSecrets([KeyValuePair.Create("cnp_password", "s3")]).Get(name));

    [Fact]
    public void Get_NoSuchSecret_NamesItsSettingAndNoOtherSecret()
    {
        var secrets = new WireSecrets([KeyValuePair.Create("other", "s3cret")], "Uhit:Production:Secrets");
        var failure = Assert.Throws<UhitConfigurationException>(() => secrets.Get("cnp-password"));
        Assert.Contains("Uhit:Production:Secrets:cnp-password is missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Uhit__Production__Secrets__cnp_password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString() + secrets, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_EmptyValue_IsMissing() =>
        Assert.Throws<UhitConfigurationException>(() => new WireSecrets([KeyValuePair.Create("a", string.Empty)]).Get("a"));
}
