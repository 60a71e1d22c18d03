using Uhit.Cli.Output;

namespace Uhit.Cli.Tests.Output;

/// <summary>Messages of the library name the tool's options.</summary>
public sealed class ToolWordsTests
{
    [Theory]
    [InlineData("Uhit:Test:Certificate:PfxFile: the file 'a.pfx' is bad.", "--certificate: the file 'a.pfx' is bad.")]
    [InlineData("Uhit:Test:Peers[CNP-2].RootFiles: the file 'c.pem' is bad.", "--trust: the file 'c.pem' is bad.")]
    [InlineData("Peers[CNP].RootFiles: the file '/x/RootFiles' is bad.", "--trust: the file '/x/RootFiles' is bad.")]
    [InlineData("but Uhit:Production:Environment is Production.", "but --environment is Production.")]
    [InlineData("Uhit:Test:Transport:Whatever is 3.", "Uhit:Test:Transport:Whatever is 3.")]
    [InlineData("Look at PostgreSqlStoreOptions.ConnectionString.", "Look at --store.")]
    [InlineData("It has expired. Run the connection check.", "It has expired. Run 'uhit check'.")]
    [InlineData(
        "There is no inquiry service at this address (HTTP status 404). Check the setting Endpoint.",
        "There is no inquiry service at this address (HTTP status 404). Check --endpoint.")]
    [InlineData(
        "It was purged: it can't be sent. Submit it as a new one.",
        "It was purged: it can't be sent. To ask once more write --input FILE --again in place of --resend.")]
    [InlineData("The file of PemFile holds a private key", "The file of --certificate holds a private key")]
    public void Of_MessageOfTheLibrary_NamesOptions(string message, string expected) => Assert.Equal(expected, ToolWords.Of(message));

    [Fact]
    public void Of_InCheck_DoesNotSendToTheCheck() =>
        Assert.Equal("It has expired.", ToolWords.Of("It has expired. Run the connection check.", isCheck: true));
}
