using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Uhit.Client.Sqlite;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Load;

/// <summary>Compares a store with the acknowledgements that were handed out: body, usage,
/// answer and events of each must be there.</summary>
internal sealed class StoreCheck(SqliteUhitStore store)
{
    private readonly HashSet<string> _withEvent = new(StringComparer.Ordinal);

    /// <summary>What is wrong; nothing where all is well.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(IEnumerable<Given> given, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var integrity = await store.Core.Readers.ReadAsync(
            session => session.Text("PRAGMA integrity_check"), cancellationToken).ConfigureAwait(false);
        if (integrity != "ok")
        {
            wrong.Add("the database is damaged: " + integrity);
        }

        _withEvent.UnionWith(await store.Core.Readers.ReadAsync(
            session => session.Query("SELECT hex(receipt) FROM uhit_event WHERE receipt IS NOT NULL", reader => reader.GetString(0)),
            cancellationToken).ConfigureAwait(false));
        var stored = await StoredAsync(cancellationToken).ConfigureAwait(false);
        foreach (var each in given)
        {
            if (!stored.TryGetValue((each.Message.Operation, each.Message.Key), out var entry))
            {
                wrong.Add(each.Message.Key + ": acknowledged, and not in the store");
            }
            else if (await CompareAsync(each, entry, cancellationToken).ConfigureAwait(false) is { } difference)
            {
                wrong.Add(each.Message.Key + ": " + difference);
            }
        }

        return wrong;
    }

    private async Task<Dictionary<(UhitOperation, string), ReceiptId>> StoredAsync(CancellationToken cancellationToken)
    {
        var stored = new Dictionary<(UhitOperation, string), ReceiptId>();
        await foreach (var entry in store.Inbox.ListAsync(null, InboxRoom.Inbox, cancellationToken).ConfigureAwait(false))
        {
            stored[(entry.Operation!.Value, entry.MessageKey!)] = entry.Receipt;
        }

        return stored;
    }

    private async Task<string?> CompareAsync(Given given, ReceiptId receipt, CancellationToken cancellationToken)
    {
        var message = (await store.Inbox.FindAsync(receipt, cancellationToken).ConfigureAwait(false))!;
        var answer = given.Version == SoapVersion.Soap12 ? message.AnswerSoap12 : message.AnswerSoap11;
        if (!answer.Span.SequenceEqual(given.Answer))
        {
            return "its stored acknowledgement is another than the one that was handed out";
        }

        if (!_withEvent.Contains(Convert.ToHexString(receipt.Value.ToByteArray(bigEndian: true))))
        {
            return "it has no event";
        }

        var body = await store.Inbox.OpenBodyAsync(receipt, cancellationToken).ConfigureAwait(false);
        await using var disposingBody = body.ConfigureAwait(false);
        var plain = new BrotliStream(body, CompressionMode.Decompress);
        await using var disposingPlain = plain.ConfigureAwait(false);
        if (!(await SHA256.HashDataAsync(plain, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(given.Message.Sha256))
        {
            return "its body is another";
        }

        return await CompareUsageAsync(given.Message.Usage, receipt, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> CompareUsageAsync(
        IReadOnlyList<PackedUsage> expected, ReceiptId receipt, CancellationToken cancellationToken)
    {
        var line = 0;
        await foreach (var usage in store.Inbox.ReadMessageUsageAsync(receipt, cancellationToken).ConfigureAwait(false))
        {
            if (line >= expected.Count || !usage.Content.Span.SequenceEqual(expected[line].Content.Span))
            {
                return string.Create(CultureInfo.InvariantCulture, $"line {line + 1} of its usage is another");
            }

            line++;
        }

        return line == expected.Count
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"it has {line} lines of usage of {expected.Count}");
    }
}
