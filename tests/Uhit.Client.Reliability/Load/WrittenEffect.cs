using System.Data.Common;

namespace Uhit.Client.Reliability.Load;

/// <summary>Writes a row for every event in the store's transaction. The table has no unique key: it would hide a second effect.</summary>
internal sealed class WrittenEffect : ITransactionalUsageHistoryHandler<UhitEvent>
{
    public Task PrepareAsync(UhitEvent usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task CommitAsync(UhitEvent usageEvent, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var command = transaction.Connection!.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.Transaction = transaction;
        command.CommandText = "CREATE TABLE IF NOT EXISTS effect (event_key TEXT NOT NULL) STRICT";
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        command.CommandText = "INSERT INTO effect (event_key) VALUES ($key)";
        var key = command.CreateParameter();
        (key.ParameterName, key.Value) = ("$key", usageEvent.Key);
        command.Parameters.Add(key);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
