using Spectre.Console;
using Uhit.Cli.Commands.Inbox;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Tests.Output;

/// <summary>Tables in terminals of any width: what is copied out of them is in one piece.</summary>
public sealed class TableTests
{
    private static readonly InboxEntry Entry = new()
    {
        Receipt = ReceiptId.Create(TimeProvider.System),
        Room = InboxRoom.Unmatched,
        Client = "Test",
        Environment = UhitEnvironment.Test,
        Peer = "CNP",
        BodyEncoding = "br",
        BodySha256 = default,
        ReceivedAt = new DateTimeOffset(2026, 1, 5, 16, 0, 0, TimeSpan.Zero),
        Operation = UhitOperation.DeliverHistoricalUsage,
        MessageKey = "0123456789abcdef0123456789abcdef",
        RequestId = RequestId.Parse("fedcba9876543210fedcba9876543210"),
        Reason = "bad-value",
        BodyLength = 1234,
        HasBody = true,
    };

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void Draw_ACallback_BreaksNoIdentifier(int width)
    {
        var (lines, text) = Draw(InboxView.Table([Entry]), width);

        var row = Assert.Single(lines, line => line.Contains(Entry.Receipt.ToString(), StringComparison.Ordinal));
        Assert.Equal(
            lines[0].Contains("MessageId", StringComparison.Ordinal) || lines[1].Contains("MessageId", StringComparison.Ordinal),
            row.Contains(Entry.MessageKey!, StringComparison.Ordinal));
        Assert.Equal(width >= 80, row.Contains(Entry.RequestId!.Value.Value, StringComparison.Ordinal));
        Assert.Equal(width < 200, text.Contains("Left out", StringComparison.Ordinal));

        // The heading, its rule and one row: nothing goes on in a second line.
        Assert.Equal(3, lines.TakeWhile(line => !line.Contains("Left", StringComparison.Ordinal)).Count(line => line.Trim().Length > 0));
        if (width >= 40)
        {
            Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= width, line));
        }
    }

    [Fact]
    public void Searched_ACallbackThatNamesNoInquiry_SaysWhatItIsLookedForBy()
    {
        var esiIds = new[] { EsiId.Parse("1008901000000000000001"), EsiId.Parse("1008901000000000000002") };
        var entry = Entry with { RequestId = null, Identifiers = ["T-1"], EsiIds = esiIds };

        Assert.Equal("number T-1, ESI ID …0001 and 1 more", InboxView.Searched(entry));
        Assert.Equal("ESI ID …0001", InboxView.Searched(entry with { Identifiers = [], EsiIds = esiIds[..1] }));
        Assert.Null(InboxView.Searched(Entry));
        Assert.Contains("number T-1", Draw(InboxView.Table([entry with { EsiIds = [] }]), 300).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_ASentence_WrapsBeforeAColumnIsLeftOut()
    {
        var table = new ToolTable(new("Line") { IsRight = true }, new("Field") { LeftOut = 1 }, new("What to do") { Wraps = true });
        var sentence = string.Join(' ', Enumerable.Repeat("word", 30));
        table.Add("1", "0123456789abcdef0123456789abcdef", sentence);

        var (lines, text) = Draw(table, 80);

        Assert.Contains("0123456789abcdef0123456789abcdef", text, StringComparison.Ordinal);
        Assert.Equal(30, text.Split("word").Length - 1);
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.DoesNotContain("Left out", text, StringComparison.Ordinal);
    }

    private static (string[] Lines, string Text) Draw(ToolTable table, int width)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        table.Draw(console);
        var text = writer.ToString();
        return (text.Split('\n'), text);
    }
}
