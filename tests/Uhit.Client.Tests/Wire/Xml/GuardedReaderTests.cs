using System.Text;
using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>No loop around a guarded reader goes on for ever, however it is written.</summary>
public sealed class GuardedReaderTests
{
    private const string Broken = "<a><b>1</b><c><d></c></a>";

    public static TheoryData<string> EndlessLoops => new("Read", "Skip", "MoveToContent", "Subtree", "Attribute", "Element");

    [Theory]
    [MemberData(nameof(EndlessLoops))]
    public async Task Read_OnBehindAnError_IsRefusedEachTime(string loop)
    {
        using var reader = Open(Broken);
        Assert.Throws<XmlException>(() => Drain(reader));
        Assert.Throws<XmlException>(() => reader.Read());
        await Assert.ThrowsAsync<XmlException>(() => EndsAsync(() => LoopOnAndOn(reader, loop)));
    }

    [Theory]
    [MemberData(nameof(EndlessLoops))]
    public async Task Read_OnBehindTheEnd_IsRefusedInTheEnd(string loop)
    {
        using var reader = Open("<a/>");
        Drain(reader);
        Assert.False(reader.Read());
        await Assert.ThrowsAsync<XmlException>(() => EndsAsync(() => LoopOnAndOn(reader, loop)));
    }

    // A subtree that is disposed hides the error that it meets.
    [Fact]
    public void Read_BehindASubtreeThatHidTheError_IsRefused()
    {
        using var reader = Open(Broken);
        reader.ReadToFollowing("c");
        using (var subtree = reader.ReadSubtree())
        {
            subtree.Read();
        }

        Assert.Throws<XmlException>(() => reader.Read());
    }

    [Fact]
    public void Read_LimitThatWasHidden_IsRefusedAgain()
    {
        var xml = "<a><b>" + new string('x', 5000) + "</b>" + string.Concat(Enumerable.Repeat("<c>1</c>", 5000)) + "</a>";
        using var reader = Open(xml, limits: new MessageLimits { MaxTextLength = 4000 });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(nameof(MessageLimits.MaxTextLength), Assert.Throws<XmlGuardException>(() => Drain(reader)).Limit);
        }
    }

    [Fact]
    public void Read_Cancelled_EndsBetweenTwoNodes()
    {
        using var stop = new CancellationTokenSource();
        using var reader = Open("<a>" + string.Concat(Enumerable.Repeat("<b/>", 900)) + "</a>", cancellationToken: stop.Token);
        Assert.True(reader.Read());
        stop.Cancel();
        var read = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (reader.Read())
            {
                read++;
            }
        });
        Assert.InRange(read, 0, 256);
    }

    [Fact]
    public void Read_CancelledWhileBytesCome_Ends()
    {
        using var stop = new CancellationTokenSource();
        using var reader = Open("<a>" + new string(' ', 60000) + "</a>", cancellationToken: stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Drain(reader));
    }

    private static XmlReader Open(string xml, MessageLimits? limits = null, CancellationToken cancellationToken = default) =>
        GuardedXml.CreateReader(new TrickleStream(Encoding.UTF8.GetBytes(xml), 512), limits ?? MessageLimits.Default, cancellationToken);

    private static void Drain(XmlReader reader)
    {
        while (reader.Read())
        {
        }
    }

    private static void LoopOnAndOn(XmlReader reader, string loop)
    {
        while (true)
        {
            switch (loop)
            {
                case "Read":
                    reader.Read();
                    break;
                case "Skip":
                    reader.Skip();
                    break;
                case "MoveToContent":
                    reader.MoveToContent();
                    break;
                case "Subtree":
                    reader.ReadToFollowing("x");
                    break;
                case "Attribute":
                    reader.MoveToFirstAttribute();
                    reader.Read();
                    break;
                default:
                    reader.ReadToNextSibling("x");
                    reader.Read();
                    break;
            }
        }
    }

    private static Task EndsAsync(Action loop) => Task.Run(loop).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
