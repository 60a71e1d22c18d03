using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Uhit.Client.Inquiries.Correlation;

namespace Uhit.Client.Store;

/// <summary>The rules that every store follows in the same way: for those who write one.</summary>
public static partial class StoreRules
{
    /// <summary>What a line of usage costs besides its packed content: so many bytes of it count
    /// against a <see cref="RoomQuota"/>.</summary>
    public const int UsageLineBytes = 128;

    /// <summary>The identity of a message in 16 bytes: a narrow index is several times as fast as one over four texts.</summary>
    /// <remarks>Is stored, and stays the same in every version.</remarks>
    /// <param name="message">The message.</param>
    public static byte[] IdentityOf(InboxMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, message.Client);
        Append(hash, message.Peer);
        Append(hash, ((int)message.Operation).ToString(CultureInfo.InvariantCulture));
        Append(hash, message.MessageKey);
        return hash.GetHashAndReset()[..16];
    }

    /// <summary>What a message is, whose identity is stored already.</summary>
    /// <param name="stored">The one that is stored.</param>
    /// <param name="message">The one that came.</param>
    public static InboxOutcome Compare(InboxMessage stored, InboxMessage message)
    {
        if (stored.DigestVersion != message.DigestVersion)
        {
            return InboxOutcome.DigestVersionDiffers;
        }

        return stored.Digest.Span.SequenceEqual(message.Digest.Span) ? InboxOutcome.Duplicate : InboxOutcome.Conflict;
    }

    /// <summary>The keys under which an inquiry is found by what CNP repeats: they are stored with it in the
    /// same transaction, and none is ever taken away.</summary>
    /// <param name="record">The inquiry.</param>
    public static IReadOnlyList<string> KeysOf(InquiryRecord record) => CorrelationKeys.Of(record.Ledger);

    /// <summary>The identifiers that a search has keys of, each once, as <see cref="InboxEntry.Identifiers"/> has them.</summary>
    /// <param name="search">The search.</param>
    public static IReadOnlyList<string> IdentifiersOf(InquirySearch search) =>
        [.. search.Keys.Select(key => key[2..]).Distinct(StringComparer.Ordinal)];

    /// <summary>A message that does not name its inquiry, as it is stored for one.</summary>
    /// <remarks>Where the contract has no message numbers its content is its identity: the same words
    /// about two inquiries are two messages.</remarks>
    /// <param name="message">The message, without RequestId.</param>
    /// <param name="requestId">The inquiry that it belongs to.</param>
    public static InboxMessage ForInquiry(InboxMessage message, RequestId requestId) => message with
    {
        Header = message.Header with { RequestId = requestId },
        MessageKey = message.Header.MessageId is null ? $"{message.MessageKey}@{requestId.Value}" : message.MessageKey,
    };

    /// <summary>A message without RequestId with its inquiry, and whether it is stored already.</summary>
    /// <param name="message">The message, with its <see cref="InboxMessage.Correlation"/>.</param>
    /// <param name="candidates">What its search found.</param>
    /// <param name="areNamed">Whether they were found by RequestId or key; otherwise they ask for one of the ESI IDs.</param>
    /// <param name="find">Finds a stored message by its <see cref="IdentityOf"/>; asked for those
    /// of <see cref="IdentitiesFor"/> only.</param>
    /// <returns>The message as it is to be stored, and the one that it is a copy of.</returns>
    public static (InboxMessage Message, InboxMessage? Stored) Correlate(
        InboxMessage message, IReadOnlyList<InquiryRecord> candidates, bool areNamed, Func<byte[], InboxMessage?> find)
    {
        var chosen = message.Correlation!.Choose!(candidates, areNamed);
        var found = chosen is { } id ? ForInquiry(message, id) : message;
        if (chosen is not null && find(IdentityOf(found)) is { } stored)
        {
            return (found, stored);
        }

        var copies = message.Header.MessageId is null
            ? candidates.Select(record => find(IdentityOf(ForInquiry(message, record.RequestId)))).OfType<InboxMessage>()
                .Where(copy => IsRecent(copy, message)).ToList()
            : [];

        // The same words about two inquiries, or one message twice: in doubt it is given to neither.
        return copies.Count == 0
            ? (found, null)
            : (message, copies.Find(copy => IsRepetition(copy, message) && !MayBeAboutLater(copy, candidates)));
    }

    /// <summary>An unmatched message without RequestId, as it is stored for the inquiry that it is given to.</summary>
    /// <param name="message">The message, as it waits.</param>
    /// <param name="correlation">How its inquiry is found.</param>
    /// <param name="candidates">What its search found.</param>
    /// <param name="areNamed">Whether they were found by RequestId or key; otherwise they ask for one of the ESI IDs.</param>
    /// <param name="find">As for <see cref="Correlate"/>.</param>
    /// <returns><see langword="null"/> where it is given to none.</returns>
    public static InboxMessage? ForAdoption(
        InboxMessage message, InquirySearch correlation, IReadOnlyList<InquiryRecord> candidates, bool areNamed,
        Func<byte[], InboxMessage?> find)
    {
        // One with a number of its own is its own copy.
        var (found, stored) = Correlate(
            message with { Correlation = correlation }, candidates, areNamed,
            identity => message.Header.MessageId is null ? find(identity) : null);
        return stored is null && found.Header.RequestId != default ? found with { Correlation = null } : null;
    }

    /// <summary>The identities that a message without RequestId has for each candidate.</summary>
    /// <param name="message">The message.</param>
    /// <param name="candidates">What its search found.</param>
    public static IReadOnlyList<byte[]> IdentitiesFor(InboxMessage message, IReadOnlyList<InquiryRecord> candidates) =>
        message.Header.MessageId is null
            ? [.. candidates.Select(record => IdentityOf(ForInquiry(message, record.RequestId)))]
            : [IdentityOf(message)];

    /// <summary>Whether a message that does not name its inquiry is the same one that was stored for one of the candidates: the same bytes
    /// within a day, as a caller sends them again that had no answer.</summary>
    /// <param name="stored">The one that is stored.</param>
    /// <param name="message">The one that came.</param>
    public static bool IsRepetition(InboxMessage stored, InboxMessage message) =>
        stored.BodySha256.Span.SequenceEqual(message.BodySha256.Span) && IsRecent(stored, message);

    /// <summary>When the next deadline of an inquiry that was not reported is reached; <see langword="null"/> where none is left.</summary>
    /// <param name="record">The inquiry.</param>
    public static DateTimeOffset? NextDeadline(InquiryRecord record)
    {
        if (record.IsFinished)
        {
            return null;
        }

        var due = record.DueReported ? null : record.DueAt;
        var overdue = record.OverdueReported ? null : record.OverdueAt;
        return due is null || overdue < due ? overdue : due;
    }

    /// <summary>Whether an inquiry is among those that are asked for.</summary>
    /// <param name="record">The inquiry.</param>
    /// <param name="query">Which are asked for; its limit is not looked at.</param>
    public static bool Matches(InquiryRecord record, InquiryQuery query) =>
        (query.Sending is null || query.Sending == record.Sending)
        && (query.IsFinished is null || query.IsFinished == record.IsFinished)
        && (query.CreatedFrom is null || record.CreatedAt >= query.CreatedFrom)
        && (query.CreatedBefore is null || record.CreatedAt < query.CreatedBefore)
        && (query.ClientReference is null
            || string.Equals(query.ClientReference, record.Inquiry.ClientReference, StringComparison.Ordinal));

    /// <summary>Refuses a change that touches what never changes.</summary>
    /// <param name="before">The record as it was.</param>
    /// <param name="after">The record as it is to be.</param>
    /// <exception cref="InvalidOperationException">Identity, inquiry or creation time differ.</exception>
    public static void RequireSameInquiry(InquiryRecord before, InquiryRecord after)
    {
        if (!string.Equals(before.Client, after.Client, StringComparison.Ordinal) || before.RequestId != after.RequestId
            || before.Environment != after.Environment || before.AuthenticationId != after.AuthenticationId
            || before.CreatedAt != after.CreatedAt || !ReferenceEquals(before.Inquiry, after.Inquiry))
        {
            throw new InvalidOperationException(
                "A change of an inquiry keeps its client, environment, numbers, creation time and what is asked.");
        }
    }

    /// <summary>Refuses to append under a receipt, or to commit it, a second time.</summary>
    /// <param name="isStaged">Whether it is neither committed nor kept.</param>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void RequireStaged(bool isStaged)
    {
        if (!isStaged)
        {
            throw new InvalidOperationException("The receipt is committed or kept: nothing more can be appended under it.");
        }
    }

    /// <summary>Refuses a message that cannot be stored as it is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="bodyChunks">How many chunks are staged under its receipt;
    /// <see langword="null"/> where the receipt is not there.</param>
    /// <param name="usageCount">How many lines of usage are staged under its receipt;
    /// <see langword="null"/> where the receipt is not there.</param>
    /// <exception cref="UhitStoreException">Not all that belongs to it is staged (transient).</exception>
    /// <exception cref="ArgumentException">It has usage and does not say which part of which delivery it is.</exception>
    public static void RequireStorable(InboxMessage message, int? bodyChunks, int? usageCount)
    {
        if (bodyChunks is null || usageCount is null)
        {
            throw new UhitStoreException(
                $"Nothing is staged under the receipt {message.Receipt}: it was discarded or swept. The message was not stored; its sender "
                    + "must send it again.",
                isTransient: true);
        }

        if (bodyChunks != message.BodyChunks || usageCount != message.UsageCount)
        {
            throw new UhitStoreException(
                $"Under the receipt {message.Receipt} {bodyChunks} chunks and {usageCount} lines of usage are staged where the message "
                + $"has {message.BodyChunks} and "
                + $"{message.UsageCount}: some were swept or lost. The message was not stored; its sender must send it again.",
                isTransient: true);
        }

        if (usageCount > 0 && message.Part is null)
        {
            throw new ArgumentException("A message with usage says which part of which delivery it is: set Part.", nameof(message));
        }
    }

    /// <summary>A callback that could not be taken, as it is kept in <see cref="InboxRoom.Unreadable"/>: nothing of what entries of other
    /// rooms alone have. Called before all else.</summary>
    /// <param name="callback">What is known of it.</param>
    /// <exception cref="ArgumentException">It does not say why: it has no <see cref="InboxEntry.Reason"/>.</exception>
    public static InboxEntry ForUnreadable(InboxEntry callback) => callback.Reason is null
        ? throw new ArgumentException("A callback that could not be taken is kept with the reason why: set Reason.", nameof(callback))
        : callback with { Room = InboxRoom.Unreadable, RequestId = null, Identifiers = [], EsiIds = [], PurgedAt = null };

    /// <summary>Decides what becomes of a callback that could not be taken.</summary>
    /// <param name="callback">The callback, as <see cref="ForUnreadable"/> has it.</param>
    /// <param name="isThere">Whether the client's room holds a body of the same SHA-256 for the same reason.</param>
    /// <param name="held">What the client's room holds.</param>
    /// <param name="quota">What it may hold.</param>
    /// <param name="appended">How many chunks of its body were appended; <see langword="null"/> where that is not known.</param>
    /// <param name="bodyChunks">How many chunks are staged under its receipt.</param>
    /// <param name="bodyBytes">How many bytes they have, as they are stored.</param>
    /// <returns>The callback as it is to be kept: without its body (<see cref="InboxEntry.HasBody"/>) where the room has no bytes left for
    /// it. <see langword="null"/> where nothing more is kept, because it is there already or the room is full: what was appended is taken
    /// away.</returns>
    /// <exception cref="UhitStoreException">Some chunks were swept or lost (transient).</exception>
    public static InboxEntry? DecideKeeping(
        InboxEntry callback, bool isThere, RoomUsage held, RoomQuota quota, int? appended, int bodyChunks, long bodyBytes)
    {
        if (isThere || held.Entries >= quota.MaxEntries)
        {
            return null;
        }

        if (appended is not null && appended != bodyChunks)
        {
            throw new UhitStoreException(
                $"Under the receipt {callback.Receipt} {bodyChunks} chunks are staged where the body has {appended}: some were swept or "
                + "lost. It was not kept; its sender must send it again.",
                isTransient: true);
        }

        return callback with { HasBody = bodyChunks > 0 && quota.HasRoom(held, bodyBytes) };
    }

    private static bool IsRecent(InboxMessage stored, InboxMessage message) =>
        (message.ReceivedAt - stored.ReceivedAt).Duration() <= TimeSpan.FromDays(1);

    // An open inquiry that was sent after the stored one came: the same words, and bytes, may be the answer to that.
    private static bool MayBeAboutLater(InboxMessage stored, IReadOnlyList<InquiryRecord> candidates) => candidates.Any(record =>
        !record.IsFinished
        && record.RequestId != stored.Header.RequestId
        && record.Ledger.Sends.Values.Any()
        && record.Ledger.Sends.Values.Min(send => send.StartedAt) > stored.ReceivedAt);

    // With its length before it, no two different lists of texts look the same.
    private static void Append(IncrementalHash hash, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}
