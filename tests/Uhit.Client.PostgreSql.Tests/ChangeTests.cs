using System.Threading.Channels;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Changes;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.PostgreSql.Connections;
using Uhit.Client.PostgreSql.Writing;
using Uhit.Client.Relational;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>What is told of changes and what is heard, and what is done where there is no server.</summary>
public sealed class ChangeTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);
    private readonly PostgresDatabase _database = new(postgres);

    // From a fifth of a second to half a minute, twice as long each time; told once.
    [Fact]
    public async Task Listener_NoServer_TriesAgainAfterPausesThatGrowToHalfAMinute()
    {
        var time = new PauseTime();
        var logger = new FakeLogger();
        await using var factory = NoServer();
        var listener = new ChangeListener("c", "me", factory, time, logger);
        using var listening = listener.Subscribe(_ => Assert.Fail("nothing was heard"));
        using var more = listener.Subscribe(_ => Assert.Fail("nothing was heard"));
        var pauses = new List<double>();
        for (var i = 0; i < 14; i++)
        {
            var pause = await time.Pauses.Reader.ReadAsync().AsTask().WaitAsync(Hang);
            pauses.Add(pause.TotalSeconds);
            time.Advance(pause);
        }

        await listener.DisposeAsync().AsTask().WaitAsync(Hang);

        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30, 30, 30, 30], pauses);
        Assert.Single(logger.Collector.GetSnapshot(), record => record.Id.Id == 3107);
        Assert.Throws<ObjectDisposedException>(() => listener.Subscribe(_ => { }));
    }

    [Fact]
    public async Task Listener_LostAndThereAgain_BeginsWithTheShortestPauseAndTellsOfEachLoss()
    {
        var time = new PauseTime();
        var logger = new FakeLogger();
        await using var factory = new PgSessionFactory(
            new PostgreSqlStoreOptions { ConnectionString = await _database.ConnectionStringAsync() }, new PayloadProtection(null));
        var listener = new ChangeListener("c", "me", factory, time, logger);
        var heard = Channel.CreateUnbounded<RequestId?>();
        using var listening = listener.Subscribe(id => heard.Writer.TryWrite(id));
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await heard.Reader.ReadAsync().AsTask().WaitAsync(Hang));
            await _database.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            var pause = await time.Pauses.Reader.ReadAsync().AsTask().WaitAsync(Hang);
            Assert.Equal(TimeSpan.FromMilliseconds(200), pause);
            time.Advance(pause);
        }

        Assert.Null(await heard.Reader.ReadAsync().AsTask().WaitAsync(Hang));
        await listener.DisposeAsync().AsTask().WaitAsync(Hang);
        Assert.Equal(3, logger.Collector.GetSnapshot().Count(record => record.Id.Id == 3107));
        Assert.Equal(4, logger.Collector.GetSnapshot().Count(record => record.Id.Id == 3108));
    }

    // Whoever may connect to the database may say anything on the channel.
    [Fact]
    public async Task Listener_EachMessage_IsHeardByThoseWhoStillListen()
    {
        await using var store = await _database.OpenReadyAsync();
        var first = Channel.CreateUnbounded<RequestId?>();
        var second = Channel.CreateUnbounded<RequestId?>();
        using var listening = store.Listen(id => first.Writer.TryWrite(id));
        var ending = store.Listen(id => second.Writer.TryWrite(id));
        Assert.Null(await first.Reader.ReadAsync().AsTask().WaitAsync(Hang));

        await NotifyAsync("them\nR-1\nR-2");
        Assert.Equal(Sample.R1, await first.Reader.ReadAsync().AsTask().WaitAsync(Hang));
        Assert.Equal(RequestId.Parse("R-2"), await first.Reader.ReadAsync().AsTask().WaitAsync(Hang));
        while (await second.Reader.ReadAsync().AsTask().WaitAsync(Hang) != RequestId.Parse("R-2"))
        {
        }

        ending!.Dispose();
        await NotifyAsync("them");
        await NotifyAsync(string.Empty);
        await NotifyAsync("them\n" + new string('x', 5000));
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await first.Reader.ReadAsync().AsTask().WaitAsync(Hang));
        }

        Assert.False(second.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(7900, true)]
    [InlineData(7901, false)]
    public void Message_AsLongAsTheServerTakes_HoldsTheNumbers(int bytes, bool isWhole)
    {
        // "me", and for each number a line feed and itself: 19 bytes each, and what is left for the last.
        var ids = Enumerable.Range(0, 394).Select(i => $"R-{i:D17}").Append("L-" + new string('9', bytes - 2 - (394 * 20) - 3)).ToList();
        var message = ChangeMessage.Write("me", ids.Select(RequestId.Parse));

        Assert.Equal(isWhole ? bytes : 2, message.Length);
        Assert.Equal(isWhole ? ids.Count : 0, ChangeMessage.Read("you", message)!.Count);
    }

    [Fact]
    public async Task Notifier_ManyChangesAtOnce_AreToldTogetherAndEachOnce()
    {
        await using var here = await _database.OpenReadyAsync();
        var heard = Channel.CreateUnbounded<RequestId?>();
        using var listening = here.Listen(id => heard.Writer.TryWrite(id));
        Assert.Null(await heard.Reader.ReadAsync().AsTask().WaitAsync(Hang));
        var notifier = new ChangeNotifier("uhit.changed", "them", here.Core.Runner, "db", here.Core.Logger);

        notifier.Tell([]);
        notifier.Tell([Sample.R1, RequestId.Parse("R-2")]);
        await notifier.DisposeAsync();
        notifier.Tell([RequestId.Parse("R-late")]);
        await NotifyAsync("them\nR-end");

        Assert.Equal(
            ["R-1", "R-2", "R-end"],
            new[] { await NextAsync(heard), await NextAsync(heard), await NextAsync(heard) }.Select(id => id?.Value)
                .Order(StringComparer.Ordinal));
        Assert.False(heard.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Notifier_NoServer_SaysSoEachTimeAndStopsNobody()
    {
        var logger = new FakeLogger();
        await using var factory = NoServer();
        await using var sessions = new PgSessions(factory, 2);
        var runner = new PgRunner(sessions, factory.Store, logger);
        for (var i = 1; i <= 3; i++)
        {
            var notifier = new ChangeNotifier("c", "me", runner, factory.Store, logger);
            notifier.Tell([Sample.R1]);
            await notifier.DisposeAsync().AsTask().WaitAsync(Hang);
            Assert.Equal(i, logger.Collector.GetSnapshot().Count(record => record.Id.Id == 3109));
        }
    }

    // The second is told although nothing waited any more when it came.
    [Fact]
    public async Task Notifier_OneAfterTheOther_TellsBoth()
    {
        await using var here = await _database.OpenReadyAsync();
        await using var there = await _database.OpenReadyAsync();
        var heard = Channel.CreateUnbounded<RequestId?>();
        using var listening = here.Listen(id => heard.Writer.TryWrite(id));
        Assert.Null(await NextAsync(heard));
        foreach (var id in new[] { "R-1", "R-2", "R-3" })
        {
            await there.Dispatch.AppendAsync(
                Sample.Client, UhitEnvironment.Test, RequestId.Parse(id), Sample.Event("event/" + id));
            Assert.Equal(RequestId.Parse(id), await NextAsync(heard));
        }
    }

    private static Task<RequestId?> NextAsync(Channel<RequestId?> heard) => heard.Reader.ReadAsync().AsTask().WaitAsync(Hang);

    private static PgSessionFactory NoServer() => new(
        new PostgreSqlStoreOptions { ConnectionString = "Host=/no/such/directory;Database=uhit;Username=uhit" },
        new PayloadProtection(null));

    private Task NotifyAsync(string message) => _database.ExecuteAsync($"SELECT pg_notify('uhit.changed', '{message}')");

    /// <summary>Hands out each pause that is made.</summary>
    private sealed class PauseTime : FakeTimeProvider
    {
        public Channel<TimeSpan> Pauses { get; } = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Pauses.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
