using System.Text;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Characters that act on a terminal or hide: refused in identifiers, kept in texts, and never in the log.</summary>
public sealed class HostileTextTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<MessageId>M-1", "<MessageId>M&#x9B;1")]
    [InlineData("<MessageId>M-1", "<MessageId>M&#x202E;1")]
    [InlineData("<MessageId>M-1", "<MessageId>&#xFEFF;M-1")]
    [InlineData("<RequestId>R-1", "<RequestId>R-1&#x200B;")]
    [InlineData("<AuthenticationId>123456789", "<AuthenticationId>1234&#x200D;56789")]
    [InlineData("<EsiId>1008901", "<EsiId>1008901&#x2066;")]
    public async Task Handle_IdentifierWithAHiddenCharacter_IsRefusedAndLoggedClean(string part, string hostile)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var message = Text(Validation(Header("M-1")));
        Assert.Contains(part, message, StringComparison.Ordinal);

        var response = await fixture.SendAsync(Bytes(message.Replace(part, hostile, StringComparison.Ordinal)));

        Assert.Contains("Fault", Text(response.Body.ToArray()), StringComparison.Ordinal);
        Assert.Empty(await fixture.EventsAsync());
        AssertClean(fixture.Log);
    }

    [Fact]
    public async Task Handle_TextWithHiddenCharacters_IsKeptAsItCame()
    {
        const string Hostile = "closed\u009B2J \u202Etxt\u200B";
        using var fixture = await ReceiverFixture.CreateAsync();
        var message = Text(Validation(Header("M-1"), new ValidationStatus("Failed")));
        const string Status = "<Status>Failed</Status>";
        Assert.Contains(Status, message, StringComparison.Ordinal);
        message = message.Replace(
            Status, Status + $"<Reason><Code>A\u202E76</Code><Description>{Hostile}</Description></Reason>", StringComparison.Ordinal);

        var response = await fixture.SendAsync(Bytes(message));

        Assert.Contains("Accepted", Text(response.Body.ToArray()), StringComparison.Ordinal);
        var errors = (await fixture.SnapshotAsync()).Lines[0].Errors;
        Assert.Equal(("A\u202E76", Hostile), (errors[0].Code, errors[0].Description));
        Assert.False(DisplayText.HasHidden(errors[0].ToString()));
        AssertClean(fixture.Log);
    }

    // What a parser, or a wire format of the user's own, says may repeat what it read.
    [Fact]
    public async Task Handle_FormatThatRepeatsWhatItRead_IsLoggedClean()
    {
        const string Hostile = "\u001B[2J\u202Etxt\u200B";
        using var fixture = await ReceiverFixture.CreateAsync(
            format: FailingWireFormat.With(new WireFormatException(Hostile, Hostile, new FormatException(Hostile))));

        await fixture.SendAsync(Validation(Header("M-1")));

        var records = fixture.Log.Collector.GetSnapshot();
        Assert.Contains(
            records, record => record.Id.Id == 1206 && record.Message.Contains("<U+001B>[2J<U+202E>txt<U+200B>", StringComparison.Ordinal));
        Assert.Contains(records, record => record.Exception is not null);
        AssertClean(fixture.Log);
    }

    private static void AssertClean(FakeLogger log)
    {
        var records = log.Collector.GetSnapshot();
        Assert.NotEmpty(records);
        Assert.All(records, record =>
        {
            var text = new StringBuilder(record.Message).AppendJoin(' ', record.StructuredState ?? []).Append(record.Exception).ToString();
            Assert.Equal(DisplayText.OfLines(text), text);
        });
    }
}
