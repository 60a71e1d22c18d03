using System.Data.Common;
using Microsoft.Data.Sqlite;
using Uhit.Client;

internal sealed class PriceOffer : ITransactionalUsageHistoryHandler<UsageDelivered>
{
    private long _readings;

    public async Task PrepareAsync(UsageDelivered usageEvent, CancellationToken cancellationToken)
    {
        _readings = 0;
        await foreach (var history in usageEvent.ReadUsageAsync(cancellationToken))
        {
            _readings += history.IntervalSeries.Sum(series => series.Count);
        }
    }

    public async Task CommitAsync(UsageDelivered usageEvent, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO offer (event_key, readings) VALUES ($key, $readings)";
        command.Parameters.Add(new SqliteParameter("$key", usageEvent.Key));
        command.Parameters.Add(new SqliteParameter("$readings", _readings));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
