using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Http;
using Uhit.Client.Tests.Registration;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>CNP's desk: takes inquiries, holds messages ready, and gives each out again until
/// it is confirmed. Over real mutual TLS.</summary>
internal sealed class PollDesk : IAsyncDisposable
{
    private readonly SimulatedWireFormat _format;
    private readonly Lock _lock = new();
    private readonly List<WireCallback> _ready = [];
    private InquiryServer _server = null!;

    private PollDesk(SimulatedWireFormat format) => _format = format;

    public Uri Address => _server.Address;

    /// <summary>The inquiries, in the order in which they came.</summary>
    public List<InquiryMessage> Asked { get; } = [];

    /// <summary>The fetches.</summary>
    public List<WireFetch> Fetches { get; } = [];

    /// <summary>The MessageIds that were confirmed, each time.</summary>
    public List<string> Confirmed { get; } = [];

    /// <summary>Answers a fetch in place of the desk, where it returns true.</summary>
    public Func<HttpContext, WireFetch, Task<bool>>? OnFetch { get; set; }

    /// <summary>Answers a confirmation in place of the desk, where it returns true.</summary>
    public Func<HttpContext, WireFetch, Task<bool>>? OnConfirm { get; set; }

    /// <summary>Whether a fetch of one inquiry gets what is ready for any.</summary>
    public bool GivesAny { get; set; }

    public static async Task<PollDesk> StartAsync(ClientSettings settings, SimulatedWireFormat format)
    {
        var desk = new PollDesk(format);
        desk._server = await InquiryServer.StartAsync(
            settings.Certificates.Cnp, settings.Certificates.Authority, SslProtocols.Tls13, desk.AnswerAsync);
        return desk;
    }

    public static WireCallback Validation(InquiryMessage asked, string id = "V") => new()
    {
        Operation = UhitOperation.NotifyValidation,
        Header = HeaderOf(asked, id),
        Validations =
            [.. asked.Inquiry.Lines.Select((line, index) =>
                new LineValidation { LineNumber = index + 1, EsiId = line.EsiId, Status = ValidationStatus.Validated })],
    };

    public static WireCallback Delivery(InquiryMessage asked, string id = "D", decimal usage = 123m) => new()
    {
        Operation = UhitOperation.DeliverHistoricalUsage,
        Header = HeaderOf(asked, id),
        Part = new DeliveryPart(DeliveryId.Parse("D-" + asked.Header.RequestId.Value), 1, 1),
        Usage = asked.Inquiry.Lines.Select((line, index) => new UsageHistory
        {
            LineNumber = index + 1,
            EsiId = line.EsiId,
            BillingPeriods =
                [new BillingPeriod { StartDate = new DateOnly(2026, 5, 1), EndDate = new DateOnly(2026, 6, 1), Usage = usage }],
        }),
    };

    public void Hold(params WireCallback[] notices)
    {
        lock (_lock)
        {
            _ready.AddRange(notices);
        }
    }

    public byte[] Envelope(WireFetch fetch, WireCallback? notice) =>
        SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => _format.WriteFetchAnswer(writer, fetch, notice));

    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = "text/xml; charset=utf-8";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static MessageHeader HeaderOf(InquiryMessage asked, string id) => asked.Header with
    {
        MessageId = MessageId.Parse(id + "-" + asked.Header.RequestId.Value),
        SentAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
    };

    private async Task AnswerAsync(HttpContext context, byte[] body)
    {
        using var envelope = SoapEnvelope.Open(body, MessageLimits.Default, new SoapHeaders(_format), CancellationToken.None);
        switch (_format.FindOperation(envelope.BodyName.Name, envelope.BodyName.Namespace))
        {
            case UhitOperation.RequestHistoricalUsage:
                var message = _format.ReadInquiry(envelope);
                lock (_lock)
                {
                    Asked.Add(message);
                }

                await WriteAsync(context, Encoding.UTF8.GetBytes(Answers.Accepted(message.Header, _format)));
                break;
            case UhitOperation.FetchUsage:
                await FetchAsync(context, _format.ReadFetch(envelope));
                break;
            default:
                await ConfirmAsync(context, _format.ReadConfirm(envelope));
                break;
        }
    }

    private async Task FetchAsync(HttpContext context, WireFetch fetch)
    {
        WireCallback? notice;
        lock (_lock)
        {
            Fetches.Add(fetch);
            notice = _ready.FirstOrDefault(ready =>
                GivesAny || fetch.Header.RequestId == default || ready.Header.RequestId == fetch.Header.RequestId);
        }

        if (OnFetch is null || !await OnFetch(context, fetch))
        {
            await WriteAsync(context, Envelope(fetch, notice));
        }
    }

    private async Task ConfirmAsync(HttpContext context, WireFetch confirmation)
    {
        if (OnConfirm is not null && await OnConfirm(context, confirmation))
        {
            return;
        }

        bool isKnown;
        lock (_lock)
        {
            Confirmed.Add(confirmation.Confirms!.Value.Value);
            isKnown = _ready.RemoveAll(ready => ready.Header.MessageId == confirmation.Confirms) > 0;
        }

        await WriteAsync(
            context, SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => _format.WriteConfirmAnswer(writer, new Acknowledgement
            {
                RequestId = confirmation.Header.RequestId,
                ReceivedAt = confirmation.Header.SentAt!.Value,
                Status = isKnown ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
            })));
    }
}
