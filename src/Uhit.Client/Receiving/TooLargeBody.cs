using System.Globalization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Receiving;

/// <summary>Refuses a body that is too large, whoever found it so, and tells of it: its data is lost to us
/// unless a setting is raised and it is sent again.</summary>
internal sealed class TooLargeBody(ReceivingServices services, RequestHead head, string peer)
{
    private readonly ReceiverSettings _options = services.Options;

    /// <param name="start">The first bytes of it.</param>
    /// <param name="isHosts">Whether it was the host that refused to hand out more.</param>
    /// <param name="receivedAt">When it came.</param>
    public async Task<CallbackResponse> RefuseAsync(ReadOnlyMemory<byte> start, bool isHosts, DateTimeOffset receivedAt)
    {
        services.Limiter.Write(
            $"TooLarge:{peer}",
            () =>
            {
                if (isHosts)
                {
                    ReceivingLog.TooLargeForTheHost(services.Logger, _options.Client, peer, _options.Callback.MaxBodyBytes);
                }
                else
                {
                    ReceivingLog.TooLarge(services.Logger, _options.Client, peer, _options.Callback.MaxBodyBytes);
                }
            },
            others => ReceivingLog.MoreTooLarge(services.Logger, _options.Client, peer, others));
        try
        {
            await NoteAsync(start, receivedAt).ConfigureAwait(false);
        }
        catch (UhitStoreException e)
        {
            ReceivingLog.TooLargeNotNoted(services.Logger, _options.Client, peer, e);
        }

        return CallbackResponse.Plain(
            413, string.Create(
                CultureInfo.InvariantCulture,
                $"The body is too large: the limit is {_options.Callback.MaxBodyBytes} bytes."), ("Connection", "close"));
    }

    // An event of the inquiry, where it is one of ours: once for each limit, however often it is sent.
    private async Task NoteAsync(ReadOnlyMemory<byte> start, DateTimeOffset receivedAt)
    {
        if (services.Reader.ReadHeader(start, head) is not { } seen
            || (seen.Header.AuthenticationId != default && seen.Header.AuthenticationId != _options.AuthenticationId)
            || seen.Header.RequestId == default
            || await services.Store.Inquiries.FindAsync(_options.Client, seen.Header.RequestId).ConfigureAwait(false) is null)
        {
            return;
        }

        await services.Store.Dispatch.AppendAsync(
            _options.Client,
            _options.Environment,
            seen.Header.RequestId,
            new StoredEvent
            {
                Kind = StoredEventKind.CallbackTooLarge,
                Key = EventKeys.TooLarge(seen.Header.RequestId, seen.Operation, peer, _options.Callback.MaxBodyBytes),
                OccurredAt = receivedAt,
                Content = new StoredEventContent
                {
                    Operation = seen.Operation,
                    Peer = peer,
                    Header = seen.Header,
                    MaxBytes = _options.Callback.MaxBodyBytes,
                },
            }).ConfigureAwait(false);
        services.Signal.Set();
    }
}
