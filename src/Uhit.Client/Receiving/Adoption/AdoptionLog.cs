using Microsoft.Extensions.Logging;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>What is logged of callbacks that find their inquiry later, or wait for it: never an ESI ID.</summary>
internal static partial class AdoptionLog
{
    public static void Tell(ReceivingServices services, InboxResult result, CorrelationChoice choice)
    {
        var message = result.Message;
        if (result.Outcome == InboxOutcome.Stored)
        {
            Found(services, message);
        }
        else if (result.Outcome == InboxOutcome.Unmatched && choice.Alike > 0)
        {
            services.Limiter.Write(
                "Ambiguous",
                () => Ambiguous(services.Logger, message.Client, message.Operation, message.MessageKey, choice.Alike),
                others => MoreAmbiguous(services.Logger, message.Client, others));
        }
        else if (result.Outcome == InboxOutcome.Unmatched && choice.RequestId is not null)
        {
            services.Limiter.Write(
                "Repeated",
                () => Repeated(services.Logger, message.Client, message.Operation, message.MessageKey),
                others => MoreAmbiguous(services.Logger, message.Client, others));
        }
    }

    public static void Found(ReceivingServices services, InboxMessage message) =>
        Matched(services.Logger, message.Client, message.Operation, message.MessageKey, message.Header.RequestId.Value);

    [LoggerMessage(
        1700, LogLevel.Information,
        "Client {Client}: {Operation} {MessageKey} carries no RequestId and was found to belong to inquiry {RequestId}.")]
    private static partial void Matched(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId);

    [LoggerMessage(
        1701, LogLevel.Warning,
        "Client {Client}: {Operation} {MessageKey} fits {Count} inquiries equally well, so it was given to none and waits as unmatched. "
            + "Give it to its inquiry (IUsageHistoryInbox.AdoptForAsync, uhit inbox adopt --request), or it goes by itself once only one "
            + "fits. Where CNP repeats no number, ask for an ESI ID again only after it was answered.")]
    private static partial void Ambiguous(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, int count);

    [LoggerMessage(
        1704, LogLevel.Warning,
        "Client {Client}: {Operation} {MessageKey} says what was stored for another inquiry within a day, in other bytes: it may be a "
            + "repetition, so it was given to none and waits as unmatched. Give it to its inquiry (IUsageHistoryInbox.AdoptForAsync, uhit "
            + "inbox adopt --request), or discard it.")]
    private static partial void Repeated(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey);

    [LoggerMessage(
        1702, LogLevel.Warning,
        "Client {Client}: {Count} more callbacks in the last minute waited as unmatched for the reason that was logged.")]
    private static partial void MoreAmbiguous(ILogger logger, DisplayText client, long count);

    [LoggerMessage(
        1703, LogLevel.Warning, "Client {Client}: unmatched callbacks could not be given to their inquiry now; it is tried again within "
            + "half a minute while a dispatcher runs.")]
    public static partial void AdoptionPutOff(ILogger logger, DisplayText client, Exception exception);

    [LoggerMessage(
        1230, LogLevel.Information, "Client {Client}: {Operation} {MessageKey} was unmatched and now belongs to inquiry {RequestId}.")]
    public static partial void Adopted(
        ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId);

    [LoggerMessage(
        1231, LogLevel.Warning, "Client {Client}: {Operation} {MessageKey} is unmatched and its inquiry is known, but its stored bytes "
            + "can't be read ({Reason}): it can't be adopted. It stays.")]
    public static partial void NotAdopted(
        ILogger logger, DisplayText client, UhitOperation? operation, DisplayText messageKey, DisplayText reason);

    [LoggerMessage(
        1232, LogLevel.Warning, "Client {Client}: the stored bytes of {Operation} {MessageKey} give other values than when it came. What "
            + "follows for its inquiry is as they are read now, its stored usage as it was read then.")]
    public static partial void ReadDifferently(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey);

    [LoggerMessage(1235, LogLevel.Debug, "Client {Client}: the stored bytes of the unmatched callback {Receipt} can't be used.")]
    public static partial void StoredBytesFailed(ILogger logger, DisplayText client, DisplayText receipt, Exception exception);

    [LoggerMessage(
        1247, LogLevel.Warning,
        "Client {Client}: the room {Room} of {Peer} is at {Share:P0}: {Entries} of {MaxEntries} callbacks, {Bytes} of {MaxBytes} bytes. "
            + "Look at what is in it (IUsageHistoryInbox, uhit inbox): import its inquiries, replay or discard; or raise {Settings}. When "
            + "it is full, callbacks of unknown inquiries are asked to come later, and unreadable ones are noted without their bodies; "
            + "those of known inquiries are taken as before.")]
    public static partial void NearlyFull(
        ILogger logger, DisplayText client, InboxRoom room, DisplayText peer, double share, long entries, long maxEntries, long bytes,
        long maxBytes, DisplayText settings);
}
