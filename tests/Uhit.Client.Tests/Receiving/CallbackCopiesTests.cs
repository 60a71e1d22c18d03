using System.Globalization;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A number that comes again: with the same meaning however it is written, with another one, and from somebody else.</summary>
public sealed class CallbackCopiesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(UhitOperation.NotifyAcknowledgement)]
    [InlineData(UhitOperation.NotifyValidation)]
    [InlineData(UhitOperation.DeliverHistoricalUsage)]
    public async Task Handle_WrittenInAHundredOtherWays_StoredAnswerByteForByte(UhitOperation operation)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var message = ManyCopies.All.Single(one => one.Operation == operation).Bytes;
        var first = await fixture.SendAsync(message);
        var ways = Enumerable.Range(1, 127)
            .Select(way => ManyCopies.Rewritten(message, way))
            .DistinctBy(Convert.ToHexString)
            .Take(100).ToList();

        foreach (var copy in ways)
        {
            fixture.Time.Advance(TimeSpan.FromMinutes(1));
            var answer = await fixture.SendAsync(copy);
            Assert.True(
                first.Body.Span.SequenceEqual(answer.Body.Span),
                $"{CallbackMessages.Text(copy)}\nwas answered\n{CallbackMessages.Text(answer.Body.ToArray())}");
        }

        // An acknowledgement and a validation have no quantities: some ways are the same for them.
        Assert.InRange(ways.Count, operation == UhitOperation.DeliverHistoricalUsage ? 100 : 60, 100);
        Assert.Equal(AcknowledgementStatus.Accepted, ReceiverFixture.AnswerOf(first, operation).Status);
        var statistics = await fixture.StatisticsAsync();
        Assert.Equal((1, 0, 0), (statistics.Messages, statistics.Unreadable, statistics.StagedReceipts));
    }

    [Fact]
    public async Task Handle_OneValueChanged_RefusedReportedAndTheFirstStays()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var kinds = 0;
        foreach (var (operation, message) in ManyCopies.All)
        {
            var first = await fixture.SendAsync(message);
            foreach (var (path, changed) in ManyCopies.Changed(message))
            {
                var answer = ReceiverFixture.AnswerOf(await fixture.SendAsync(changed), operation);
                Assert.True(
                    answer is { Status: AcknowledgementStatus.Rejected, Errors: [{ Code: "ConflictingContent" }] },
                    $"{operation} with another {path} was {answer.Status}");
                kinds++;
                Assert.Equal(kinds, (await fixture.StatisticsAsync()).Unreadable);
            }

            fixture.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(first.Body.ToArray(), (await fixture.SendAsync(message)).Body.ToArray());
        }

        Assert.True(kinds >= 100, $"{kinds} values");
        Assert.Equal((3, 0), ((await fixture.StatisticsAsync()).Messages, (await fixture.StatisticsAsync()).StagedReceipts));

        // The first of a minute are logged, the others counted.
        var log = fixture.Log.Collector.GetSnapshot();
        var others = log.Where(record => record.Id.Id == 1633)
            .Sum(record => long.Parse(record.GetStructuredStateValue("Count")!, CultureInfo.InvariantCulture));
        Assert.Equal(kinds, log.Count(record => record.Id.Id == 1205) + others);
        foreach (var (operation, message) in ManyCopies.All)
        {
            var stored = await StoredAsync(fixture.Store, operation);
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(message), stored.BodySha256.ToArray());
        }
    }

    [Fact]
    public async Task Handle_AHundredOtherSenders_AllForbiddenAndNothingStored()
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        using var others = new ThrowawayCertificates();
        var message = ManyCopies.All[2].Bytes;
        var first = await fixture.SendAsync(message);
        var before = await fixture.StatisticsAsync();

        for (var i = 0; i < 100; i++)
        {
            // The same name as the real one, and another key each time.
            using var certificate =
                others.Issue(new ThrowawayCertificateRequest { DistinguishedName = ThrowawayCertificates.DefaultCnpName });
            var response = await fixture.Receiver.HandleAsync(
                new()
                {
                    Method = "POST",
                    ContentType = "text/xml",
                    Body = new MemoryStream(i % 2 == 0 ? message : ManyCopies.Rewritten(message, 1 + i)),
                    PeerCertificate = certificate,
                },
                Token);
            Assert.Equal(403, response.StatusCode);
            Assert.False(first.Body.Span.SequenceEqual(response.Body.Span));
        }

        Assert.Equal(before, await fixture.StatisticsAsync());
    }

    private static async Task<InboxMessage> StoredAsync(IUhitStore store, UhitOperation operation)
    {
        await foreach (var entry in store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Inbox, Token))
        {
            if (entry.Operation == operation)
            {
                return (await store.Inbox.FindAsync(entry.Receipt, Token))!;
            }
        }

        throw new InvalidOperationException("Nothing of this operation is stored.");
    }
}
