using Uhit.Cli.Output;

namespace Uhit.Cli.Tests;

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
    public void Of_MessageOfTheLibrary_NamesOptions(string message, string expected) => Assert.Equal(expected, ToolWords.Of(message));

    [Fact]
    public void Of_InCheck_DoesNotSendToTheCheck() => Assert.Equal("It has expired.", ToolWords.Of("It has expired. Run the connection check.", isCheck: true));
}
