using Microsoft.Extensions.Logging;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Correlation;
using Uhit.Client.Store;

namespace Uhit.Client.Callbacks.Receiving;

/// <summary>What is logged of callbacks that do not name their inquiry: never an ESI ID.</summary>
internal static partial class CorrelationLog
{
    public static void Found(ReceivingServices services, InboxMessage message, CorrelationChoice choice)
    {
        var requestId = message.Header.RequestId.Value;
        if (choice.Rivals == 0)
        {
            Matched(services.Logger, message.Client, message.Operation, message.MessageKey, requestId);
            return;
        }

        services.Limiter.Write(
            "Ambiguous",
            () => Ambiguous(services.Logger, message.Client, message.Operation, message.MessageKey, requestId, choice.Rivals),
            others => MoreAmbiguous(services.Logger, message.Client, others));
    }

    [LoggerMessage(1700, LogLevel.Information, "Client {Client}: {Operation} {MessageKey} carries no RequestId and was found to belong to inquiry {RequestId}.")]
    private static partial void Matched(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId);

    [LoggerMessage(1701, LogLevel.Warning, "Client {Client}: {Operation} {MessageKey} carries nothing that tells {Rivals} more inquiries from inquiry {RequestId}, which it was given to: the one that has waited longest. Where CNP repeats no number, ask for an ESI ID again only after it was answered.")]
    private static partial void Ambiguous(ILogger logger, DisplayText client, UhitOperation operation, DisplayText messageKey, DisplayText requestId, int rivals);

    [LoggerMessage(1702, LogLevel.Warning, "Client {Client}: {Count} more callbacks in the last minute fitted several inquiries, as those that were logged.")]
    private static partial void MoreAmbiguous(ILogger logger, DisplayText client, long count);

    [LoggerMessage(1703, LogLevel.Warning, "Client {Client}: unmatched callbacks could not be given to their inquiry now; it is tried again within half a minute while a dispatcher runs.")]
    public static partial void AdoptionPutOff(ILogger logger, DisplayText client, Exception exception);
}
