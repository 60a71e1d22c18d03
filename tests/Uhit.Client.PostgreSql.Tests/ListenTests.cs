using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Changes;
using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>Two processes' worth of stores on one database: what one changes the other hears.</summary>
public sealed class ListenTests(PostgresFixture postgres)
{
    private const string EndListeners =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()";
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private readonly PostgresDatabase _database = new(postgres);

    [Theory]
    [InlineData("uhit")]
    [InlineData("other_9")]
    public async Task Listen_AnotherProcessTakesACallback_HearsItsInquiry(string schema)
    {
        await using var here = await _database.OpenReadyAsync(options => options.Schema = schema);
        await using var there = await _database.OpenReadyAsync(options => options.Schema = schema);
        await there.Inquiries.AddAsync(Sample.Inquiry());
        var heard = Channel.CreateUnbounded<RequestId?>();
        using var listening = here.Listen(id => heard.Writer.TryWrite(id));
        Assert.Null(await NextAsync(heard));

        var message = Sample.Message();
        await there.Inbox.StageAndCommitAsync(message, Sample.Delivered(message));

        Assert.Equal(Sample.R1, await NextAsync(heard));
    }

    [Fact]
    public async Task Listen_OwnChangesAndOtherSchemas_AreNotHeard()
    {
        await using var here = await _database.OpenReadyAsync();
        await using var there = await _database.OpenReadyAsync();
        await using var elsewhere = await _database.OpenReadyAsync(options => options.Schema = "elsewhere");
        var heard = Channel.CreateUnbounded<RequestId?>();
        using var listening = here.Listen(id => heard.Writer.TryWrite(id));
        Assert.Null(await NextAsync(heard));

        await AppendAsync(here, "R-own");
        await AppendAsync(elsewhere, "R-elsewhere");
        await here.DisposeAsync();
        await using var again = await _database.OpenReadyAsync();
        using var more = again.Listen(id => heard.Writer.TryWrite(id));
        Assert.Null(await NextAsync(heard));
        await AppendAsync(there, "R-other");

        Assert.Equal(RequestId.Parse("R-other"), await NextAsync(heard));
    }

    [Fact]
    public async Task Listen_ConnectionIsEndedByTheServer_ListensAgainAndHearsWhatComes()
    {
        await using var here = await _database.OpenReadyAsync();
        await using var there = await _database.OpenReadyAsync();
        var heard = Channel.CreateUnbounded<RequestId?>();
        using var listening = here.Listen(id => heard.Writer.TryWrite(id));
        Assert.Null(await NextAsync(heard));

        await _database.ExecuteAsync(EndListeners);
        await AppendAsync(there, "R-meanwhile");

        // What was said while nobody listened: anything may have changed.
        var first = await NextAsync(heard);
        Assert.True(first is null || first == RequestId.Parse("R-meanwhile"));
        while (await NextAsync(heard, () => AppendAsync(there, Guid.NewGuid().ToString("N"))) is null)
        {
        }
    }

    [Fact]
    public async Task WaitAsync_AnotherProcessFinishesTheInquiry_EndsWithoutAnyLook()
    {
        await using var here = await ClientAsync();
        await using var there = await ClientAsync();
        await StoreOf(there).Inquiries.AddAsync(Sample.Inquiry(client: "Test"));

        // Its clock stands still, so it never looks of itself.
        var waiting = ClientOf(here).WaitAsync(Sample.R1, TestContext.Current.CancellationToken);
        await ClientOf(there).AbandonAsync(Sample.R1, "test", TestContext.Current.CancellationToken);

        Assert.True((await waiting.WaitAsync(Hang, TestContext.Current.CancellationToken)).IsFinished);
    }

    [Fact]
    public async Task WaitAsync_SwitchedOff_EndsWithTheNextLook()
    {
        var time = new FakeTimeProvider(Sample.Now);
        await using var here = await ClientAsync(time, listens: false);
        await using var there = await ClientAsync();
        await StoreOf(there).Inquiries.AddAsync(Sample.Inquiry(client: "Test"));
        Assert.Null(StoreOf(here).Listen(_ => Assert.Fail("not to be called")));

        var waiting = ClientOf(here).WaitAsync(Sample.R1, TestContext.Current.CancellationToken);
        await ClientOf(there).AbandonAsync(Sample.R1, "test", TestContext.Current.CancellationToken);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.True((await waiting).IsFinished);
    }

    [Fact]
    public void Message_HoldsNumbersAlone_AndWhereTheyAreTooManyNone()
    {
        var few = new[] { Sample.R1, default, RequestId.Parse("R-2") };
        var many = Enumerable.Range(0, 2000).Select(i => RequestId.Parse("R-" + i)).ToList();

        Assert.Equal("me\nR-1\nR-2", ChangeMessage.Write("me", few));
        Assert.Equal([Sample.R1, RequestId.Parse("R-2")], ChangeMessage.Read("you", ChangeMessage.Write("me", few)));
        Assert.Null(ChangeMessage.Read("me", ChangeMessage.Write("me", few)));
        Assert.Empty(ChangeMessage.Read("you", ChangeMessage.Write("me", many))!);
        Assert.Empty(ChangeMessage.Read("you", "anybody\n" + new string('x', 5000))!);
    }

    private static IUhitStore StoreOf(ServiceProvider process) => process.GetRequiredKeyedService<IUhitStore>("Test");

    private static IUsageHistoryClient ClientOf(ServiceProvider process) => process.GetRequiredKeyedService<IUsageHistoryClient>("Test");

    private static Task AppendAsync(PostgreSqlUhitStore store, string requestId) => store.Dispatch.AppendAsync(
        Sample.Client, UhitEnvironment.Test, RequestId.Parse(requestId), Sample.Event("event/" + requestId));

    private static async Task<RequestId?> NextAsync(Channel<RequestId?> heard, Func<Task>? before = null)
    {
        await (before?.Invoke() ?? Task.CompletedTask);
        return await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(
            Hang, TestContext.Current.CancellationToken);
    }

    private async Task<ServiceProvider> ClientAsync(TimeProvider? time = null, bool listens = true)
    {
        var connectionString = await _database.ConnectionStringAsync();
        var services = new ServiceCollection().AddSingleton(time ?? new FakeTimeProvider(Sample.Now));
        services.AddUhitClient("Test")
            .Configure(options =>
            {
                options.Environment = UhitEnvironment.Test;
                options.AuthenticationId = "957877905";
            })
            .UsePostgreSql(options =>
            {
                options.ConnectionString = connectionString;
                options.ListenNotify = listens;
            });
        var process = services.BuildServiceProvider();
        await StoreOf(process).Maintenance.InitializeAsync();
        return process;
    }
}
