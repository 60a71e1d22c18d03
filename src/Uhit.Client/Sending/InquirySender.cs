using Uhit.Client.Http;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Sending;

/// <summary>Sends an inquiry once.</summary>
internal sealed class InquirySender : IInquirySender, IAsyncDisposable, IDisposable
{
    private readonly IUhitWireFormat _format;
    private readonly InquiryAnswerReader _answers;
    private readonly ServiceCaller _caller;

    public InquirySender(Uri endpoint, IUhitWireFormat format, UhitTransport transport, ConnectionGate gate, SoapHeaders? headers = null, WireSecrets? secrets = null)
    {
        _format = format;
        _answers = new InquiryAnswerReader(format, headers, secrets);
        _caller = new ServiceCaller(endpoint, format, transport, gate);
    }

    public async Task<SendReport> SendAsync(InquiryMessage message, CancellationToken cancellationToken)
    {
        var result = await _caller
            .CallAsync(UhitOperation.RequestHistoricalUsage, message.Header, writer => _format.WriteInquiry(writer, message), cancellationToken).ConfigureAwait(false);
        return result.Response is { } response ? await ReadAsync(response, message, cancellationToken).ConfigureAwait(false)
            : result.MayHaveArrived ? SendReport.Uncertain(result.Failure!)
            : SendReport.NotSent(result.Failure!);
    }

    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    // For containers that are disposed the other way.
    public void Dispose() => _caller.Dispose();

    // Reading can be cancelled between two nodes. Code of a wire format that never comes back can't: the caller does not wait for it.
    private async Task<SendReport> ReadAsync(SendResponse response, InquiryMessage message, CancellationToken cancellationToken)
    {
        var reading = Task.Run(() => _answers.Read(response, message.Header, cancellationToken), CancellationToken.None);
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            return InquiryAnswerReader.TookTooLong(response, exception);
        }
    }
}
