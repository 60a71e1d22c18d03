using Uhit.Client.Http;

namespace Uhit.Client.Tests.Http;

public sealed class ProxyRulesTests
{
    [Theory]
    [InlineData("HTTPS_PROXY", "http://proxy.example:8080", "proxy.example:8080 (HTTPS_PROXY)")]
    [InlineData("https_proxy", "http://proxy.example:8080", "proxy.example:8080 (https_proxy)")]
    [InlineData("ALL_PROXY", "proxy.example:3128", "proxy.example:3128 (ALL_PROXY)")]
    [InlineData("all_proxy", "http://user:secret@proxy.example", "proxy.example:80 (all_proxy)")]
    [InlineData("HTTP_PROXY", "http://proxy.example:8080", null)]
    [InlineData("HTTPS_PROXY", "", null)]
    [InlineData("HTTPS_PROXY", " ", null)]
    public void For_ProxyOfTheEnvironment_IsUsed(string variable, string value, string? expected) =>
        Assert.Equal(expected, Rules(new(), (variable, value)).For("uhit.cnp.example", 443)?.ToString());

    [Fact]
    public void For_SmallLettersAndTheMoreSpecialVariable_ComeFirst() =>
        Assert.Equal(
            "small:1 (https_proxy)", Rules(
                new(),
                ("ALL_PROXY", "http://all:4"),
                ("all_proxy", "http://all:3"),
                ("HTTPS_PROXY", "http://big:2"),
                ("https_proxy", "http://small:1"))
                .For("uhit.cnp.example", 443)?.ToString());

    [Fact]
    public void For_Setting_HoldsWhateverTheEnvironmentSays()
    {
        var options = new UhitConnectionOptions { Proxy = new Uri("http://set.example:1") };
        Assert.Equal(
            "set.example:1 (Connection:Proxy)",
            Rules(options, ("HTTPS_PROXY", "http://proxy:2"), ("NO_PROXY", "*")).For("uhit.cnp.example", 443)?.ToString());
        options = new UhitConnectionOptions { UseEnvironmentProxy = false };
        Assert.Null(Rules(options, ("HTTPS_PROXY", "http://proxy:2")).For("uhit.cnp.example", 443));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("simulator.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    public void For_ThisMachine_IsDirect(string host) => Assert.Null(Rules(new(), ("HTTPS_PROXY", "http://proxy:2")).For(host, 443));

    [Theory]
    [InlineData("*", "uhit.cnp.example", true)]
    [InlineData("cnp.example", "uhit.cnp.example", true)]
    [InlineData(".cnp.example", "uhit.cnp.example", true)]
    [InlineData("*.cnp.example", "uhit.cnp.example", true)]
    [InlineData("UHIT.CNP.EXAMPLE", "uhit.cnp.example", true)]
    [InlineData("other.example, uhit.cnp.example", "uhit.cnp.example", true)]
    [InlineData("other.example uhit.cnp.example", "uhit.cnp.example", true)]
    [InlineData("uhit.cnp.example:443", "uhit.cnp.example", true)]
    [InlineData("uhit.cnp.example:8443", "uhit.cnp.example", false)]
    [InlineData("p.example", "uhit.cnp.example", false)]
    [InlineData("it.cnp.example", "uhit.cnp.example", false)]
    [InlineData("uhit.cnp.example.evil", "uhit.cnp.example", false)]
    [InlineData(",", "uhit.cnp.example", false)]
    [InlineData(".", "uhit.cnp.example", false)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("2.3", "10.1.2.3", false)]
    [InlineData("fd00::/8", "fd00::1", true)]
    [InlineData("[fd00::1]", "fd00::1", true)]
    [InlineData("c\u0146p.example", "cnp.example", false)]
    [InlineData("\u017fnp.example", "snp.example", false)]
    public void For_NoProxy_NamesWhatIsCalledDirectly(string exceptions, string host, bool isDirect) =>
        Assert.Equal(isDirect, Rules(new(), ("HTTPS_PROXY", "http://proxy:2"), ("NO_PROXY", exceptions)).For(host, 443) is null);

    [Theory]
    [InlineData("socks5://proxy.example:1080")]
    [InlineData("https://proxy.example:443")]
    [InlineData("http://")]
    [InlineData("http://user:top-secret@")]
    public void For_ProxyThatCannotBeUsed_IsToldAndNotPassedBy(string value)
    {
        var e = Assert.Throws<ConnectionFailedException>(() => Rules(new(), ("ALL_PROXY", value)).For("uhit.cnp.example", 443));
        Assert.Equal(ConnectionFailure.Proxy, e.Failure);
        Assert.Contains("ALL_PROXY", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", e.Message, StringComparison.Ordinal);
    }

    private static ProxyRules Rules(UhitConnectionOptions options, params (string Name, string Value)[] environment) =>
        new(options, name => environment.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());
}
