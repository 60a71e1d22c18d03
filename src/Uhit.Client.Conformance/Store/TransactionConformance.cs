using System.Data.Common;
using System.Globalization;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Handlers that write in the store's transaction: for stores whose
/// <see cref="IDispatchStore.SupportsTransactions"/> is true.</summary>
public abstract class TransactionConformance : DispatchConformanceBase
{
    protected static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private DispatchClaim _claim = null!;

    private long Sequence => _claim.Events[0].Sequence;

    /// <summary>Opens a connection of its own to the store's database.</summary>
    protected abstract Task<DbConnection> ConnectAsync();

    [Fact]
    public async Task Effect_Done_IsCommittedWithTheCompletion()
    {
        await ClaimOneAsync();

        Assert.True(await CommitAsync(WriteAsync));
        await ReopenAsync();

        Assert.Equal((1, true), await StateAsync());
    }

    [Fact]
    public async Task Effect_Throws_NeitherIsCommittedAndTheClaimHolds()
    {
        await ClaimOneAsync();

        var thrown = new FormatException("mine");
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            throw thrown;
        })));

        Assert.True(await CommitAsync(WriteAsync));
        Assert.Equal((1, true), await StateAsync());
    }

    // A store failure is not counted against the handler: this is none.
    [Fact]
    public async Task Effect_BreaksAConstraint_ThrowsWhatTheDatabaseSaysAndNotThatTheStoreFailed()
    {
        await ClaimOneAsync();

        await Assert.ThrowsAnyAsync<DbException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await using var command = Command(transaction, "INSERT INTO effect (name) VALUES (NULL)");
            await command.ExecuteNonQueryAsync(token);
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_BreaksAConstraintThatIsLookedAtLate_ThrowsWhatTheDatabaseSaysAndNotThatTheStoreFailed()
    {
        await ClaimOneAsync();
        await ExecuteAsync("CREATE TABLE customer (id INTEGER PRIMARY KEY)");
        await ExecuteAsync("CREATE TABLE offer (customer INTEGER REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED)");

        await Assert.ThrowsAnyAsync<DbException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await using var command = Command(transaction, "INSERT INTO offer (customer) VALUES (1)");
            await command.ExecuteNonQueryAsync(token);
        }));

        Assert.Equal((0, false), await StateAsync());
        Assert.True(await CommitAsync(WriteAsync));
    }

    [Fact]
    public async Task Effect_AfterAThrow_NothingIsCommitted()
    {
        await ClaimOneAsync();
        await Assert.ThrowsAsync<FormatException>(() => CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            throw new FormatException();
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task ClaimLost_EffectIsNotCalled()
    {
        await ClaimOneAsync();
        Assert.NotNull(await ClaimAsync(Sample.Now.AddMinutes(1)));

        Assert.False(await CommitAsync((_, _) => throw new InvalidOperationException("called")));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task AnotherInquirysEvent_EffectIsNotCalled()
    {
        await ClaimOneAsync();
        await AppendAsync("other", requestId: "R-2");
        var other = (await ClaimAsync())!;

        Assert.False(await Dispatch.CompleteHandlerInTransactionAsync(
            _claim, other.Events[0].Sequence, "h", (_, _) => throw new InvalidOperationException("called"), Timeout));
    }

    [Fact]
    public async Task AlreadyComplete_EffectIsNotCalled()
    {
        await ClaimOneAsync();
        Assert.True(await CommitAsync(WriteAsync));

        Assert.True(await CommitAsync((_, _) => throw new InvalidOperationException("called")));
        Assert.Equal((1, true), await StateAsync());
    }

    [Fact]
    public async Task Effect_SeesWhatItWroteAndOthersDoNot()
    {
        await ClaimOneAsync();

        await CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            await using var command = Command(transaction, "SELECT COUNT(*) FROM effect");
            Assert.Equal(1L, Convert.ToInt64(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture));
            Assert.Equal(0, await CountAsync());
        });

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Effect_TakesTooLong_IsCutOffAndNothingOfItIsEverCommitted()
    {
        await ClaimOneAsync();
        var began = Signal();
        var go = Signal();
        var ended = Signal();
        var token = CancellationToken.None;
        var commit = CommitAsync(async (transaction, cut) =>
        {
            token = cut;
            var connection = transaction.Connection!;
            await WriteAsync(transaction, CancellationToken.None);
            began.SetResult();

            // Deaf to its token.
            await go.Task;
            await TryAsync(() => WriteAsync(transaction, CancellationToken.None));
            await TryAsync(() => transaction.CommitAsync(CancellationToken.None));
            await TryAsync(() => WriteAloneAsync(connection));
            ended.SetResult();
        });
        await began.Task;

        Time.Advance(Timeout);
        await Assert.ThrowsAsync<TimeoutException>(() => commit);

        Assert.True(token.IsCancellationRequested);
        Assert.Equal((0, false), await StateAsync());
        await AppendAsync("the store goes on", requestId: "R-2");
        go.SetResult();
        await ended.Task;
        Assert.Equal((0, false), await StateAsync());
        await ClaimAgainAsync();
        Assert.True(await CommitAsync(WriteAsync));
        Assert.Equal((1, true), await StateAsync());
    }

    [Fact]
    public async Task Effect_TakesTooLongInTheMiddleOfReading_HoldsUpNobody()
    {
        await ClaimOneAsync();
        var began = Signal();
        var go = Signal();
        var ended = Signal();
        var commit = CommitAsync(async (transaction, _) =>
        {
            await WriteAsync(transaction, CancellationToken.None);
            await TryAsync(async () =>
            {
                await using var command = Command(transaction, "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3");
                await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
                await reader.ReadAsync(CancellationToken.None);
                began.SetResult();
                await go.Task;
                await reader.ReadAsync(CancellationToken.None);
            });
            ended.SetResult();
        });
        await began.Task;

        Time.Advance(Timeout);
        await Assert.ThrowsAsync<TimeoutException>(() => commit);

        await AppendAsync("the store goes on", requestId: "R-2");
        Assert.Equal((0, false), await StateAsync());
        go.SetResult();
        await ended.Task;
        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_EndsAfterItsTimeIsUp_IsNotCommitted()
    {
        await ClaimOneAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => CommitAsync(async (transaction, _) =>
        {
            await WriteAsync(transaction, CancellationToken.None);
            Time.Advance(Timeout);
        }));

        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Effect_EndsAtTheLastMoment_IsCommitted()
    {
        await ClaimOneAsync();

        Assert.True(await CommitAsync(async (transaction, token) =>
        {
            await WriteAsync(transaction, token);
            Time.Advance(Timeout - TimeSpan.FromTicks(1));
        }));

        Assert.Equal((1, true), await StateAsync());
    }

    [Fact]
    public async Task Effect_HeedsItsToken_IsATimeoutToo()
    {
        await ClaimOneAsync();
        var began = Signal();
        var commit = CommitAsync(async (_, token) =>
        {
            began.SetResult();
            await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, token);
        });
        await began.Task;

        Time.Advance(Timeout);

        await Assert.ThrowsAsync<TimeoutException>(() => commit);
        Assert.Equal((0, false), await StateAsync());
    }

    [Fact]
    public async Task Cancelled_IsCutOff()
    {
        await ClaimOneAsync();
        var began = Signal();
        var never = Signal();
        using var cancellation = new CancellationTokenSource();
        var commit = Dispatch.CompleteHandlerInTransactionAsync(
            _claim,
            Sequence,
            "h",
            async (transaction, _) =>
            {
                await WriteAsync(transaction, CancellationToken.None);
                began.SetResult();
                await never.Task;
            },
            Timeout,
            cancellation.Token);
        await began.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        Assert.Equal((0, false), await StateAsync());
        never.SetResult();
    }

    [Fact]
    public async Task CancelledBefore_EffectIsNotCalled()
    {
        await ClaimOneAsync();
        var wasCalled = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dispatch.CompleteHandlerInTransactionAsync(
            _claim,
            Sequence,
            "h",
            (_, _) =>
            {
                wasCalled = true;
                return Task.CompletedTask;
            },
            Timeout,
            new CancellationToken(true)));

        Assert.False(wasCalled);
        Assert.Equal((0, false), await StateAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Effect_EndsTheTransactionItself_BothAreCommittedOrNeither(bool rollsBack)
    {
        await ClaimOneAsync();
        await TryAsync(() => CommitAsync(async (transaction, token) =>
        {
            var connection = transaction.Connection!;
            await WriteAsync(transaction, token);
            await TryAsync(() => rollsBack ? transaction.RollbackAsync(token) : transaction.CommitAsync(token));
            await TryAsync(() => WriteAloneAsync(connection));
        }));

        var (effects, isComplete) = await StateAsync();
        Assert.Equal(isComplete, effects > 0);
    }

    [Fact]
    public async Task Effects_ManyAtOnceWithOtherWrites_AreAllCommittedOnce()
    {
        await ExecuteAsync("CREATE TABLE effect (name TEXT NOT NULL)");
        for (var i = 0; i < 20; i++)
        {
            await AppendAsync("k" + i, requestId: "R-" + i);
        }

        await AtOnceAsync(20, async i =>
        {
            var claim = (await ClaimAsync())!;
            await Store.Inbox.StageAndCommitAsync(Sample.Message("M-" + i, "unknown"), _ => null);
            return await Dispatch.CompleteHandlerInTransactionAsync(
                claim, claim.Events[0].Sequence, "h", WriteAsync, TimeSpan.FromMinutes(5));
        });

        Assert.Equal(20, await CountAsync());
        Assert.Equal(20, (await Store.Maintenance.GetStatisticsAsync(null)).Unmatched);
    }

    protected static async Task WriteAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, "INSERT INTO effect (name) VALUES ('done')");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WriteAloneAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO effect (name) VALUES ('alone')";
        await command.ExecuteNonQueryAsync();
    }

    protected static DbCommand Command(DbTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    protected static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            // Whether it is refused or not: what counts is what is in the database.
        }
    }

    protected async Task ClaimOneAsync()
    {
        await ExecuteAsync("CREATE TABLE effect (name TEXT NOT NULL)");
        await AppendAsync("k");
        _claim = (await ClaimAsync())!;
    }

    protected Task<bool> CommitAsync(Func<DbTransaction, CancellationToken, Task> effect) =>
        Dispatch.CompleteHandlerInTransactionAsync(_claim, Sequence, "h", effect, Timeout);

    private async Task ClaimAgainAsync()
    {
        await Dispatch.ReleaseAsync(_claim, null);
        _claim = (await ClaimAsync())!;
    }

    protected async Task<(long Effects, bool IsComplete)> StateAsync()
    {
        await ClaimAgainAsync();
        return (await CountAsync(), _claim.Events[0].Handlers.GetValueOrDefault("h")?.IsComplete is true);
    }

    private async Task<long> CountAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM effect";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    protected async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
