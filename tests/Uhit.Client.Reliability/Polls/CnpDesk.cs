using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Polls;

/// <summary>CNP's desk, over mutual TLS: gives a message out until it is confirmed, and looks at each
/// confirmation whether the message is stored by then.</summary>
internal sealed class CnpDesk : IAsyncDisposable
{
    private readonly StoreSite _site;
    private readonly Findings _findings;
    private readonly Lock _lock = new();
    private readonly List<(RequestId Request, PlannedCallback Message)> _held = [];
    private readonly Dictionary<string, int> _givenOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _confirmed = new(StringComparer.Ordinal);
    private TlsService _service = null!;

    private CnpDesk(StoreSite site, Findings findings) => (_site, _findings) = (site, findings);

    public Uri Address => _service.Address;

    /// <summary>Called when the desk is at a point; says whether it goes on with the request. At
    /// <see cref="PollPoint.Random"/> it is done with one.</summary>
    public Func<PollPoint, Task<bool>>? OnPoint { get; set; }

    /// <summary>How many messages are held.</summary>
    public int Held => Locked(() => _held.Count);

    /// <summary>How many messages were given out more than once.</summary>
    public int GivenOutAgain => Locked(() => _givenOut.Count(message => message.Value > 1));

    /// <summary>How many were confirmed.</summary>
    public int Confirmed => Locked(() => _confirmed.Count);

    /// <summary>How many were confirmed more than once.</summary>
    public int ConfirmedAgain => Locked(() => _confirmed.Count(message => message.Value > 1));

    public static async Task<CnpDesk> StartAsync(ThrowawayCertificates certificates, StoreSite site, Findings findings)
    {
        var desk = new CnpDesk(site, findings);
        desk._service = await TlsService.StartAsync(certificates, desk.HandleAsync).ConfigureAwait(false);
        return desk;
    }

    /// <summary>Holds all messages of an inquiry ready.</summary>
    public void Hold(InquiryPlan plan) => Locked(() =>
    {
        for (var ordinal = 0; ordinal < plan.CallbackCount; ordinal++)
        {
            _held.Add((plan.RequestId, plan.Callback(ordinal)));
        }

        return true;
    });

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private T Locked<T>(Func<T> work)
    {
        lock (_lock)
        {
            return work();
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        XElement asked;
        try
        {
            asked = (await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted).ConfigureAwait(false))
                .Descendants()
                .First(element => element.Name.NamespaceName == PolledWireFormat.Ns);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Xml.XmlException)
        {
            // It died while it asked.
            return;
        }

        await (asked.Name.LocalName == PolledWireFormat.Fetch
            ? GiveOutAsync(context, asked.Attribute("request")!.Value)
            : TakeConfirmationAsync(context, asked.Attribute("message")!.Value)).ConfigureAwait(false);
    }

    private async Task GiveOutAsync(HttpContext context, string request)
    {
        var message = Locked(() => _held.FirstOrDefault(held => request.Length == 0 || held.Request.Value == request).Message);
        if (message is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            await GoesOnAsync(PollPoint.Random).ConfigureAwait(false);
            return;
        }

        Locked(() => _givenOut[message.MessageId.Value] = _givenOut.GetValueOrDefault(message.MessageId.Value) + 1);
        if (!await GoesOnAsync(PollPoint.BeforeAnswer).ConfigureAwait(false))
        {
            return;
        }

        context.Response.ContentType = SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, null);
        context.Response.ContentLength = message.Body.Length;
        var half = message.Body.Length / 2;
        await context.Response.Body.WriteAsync(message.Body.AsMemory(0, half)).ConfigureAwait(false);
        await context.Response.Body.FlushAsync().ConfigureAwait(false);
        if (!await GoesOnAsync(PollPoint.MidAnswer).ConfigureAwait(false))
        {
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(message.Body.AsMemory(half)).ConfigureAwait(false);
        await GoesOnAsync(PollPoint.Random).ConfigureAwait(false);
    }

    private async Task TakeConfirmationAsync(HttpContext context, string id)
    {
        if (!await GoesOnAsync(PollPoint.BeforeConfirmed).ConfigureAwait(false))
        {
            return;
        }

        if (!await _site.HasMessageAsync(id).ConfigureAwait(false))
        {
            Locked(() =>
            {
                _findings.AddLost($"{id} was confirmed, and is not in the store");
                return true;
            });
        }

        Locked(() =>
        {
            _confirmed[id] = _confirmed.GetValueOrDefault(id) + 1;
            return _held.RemoveAll(held => held.Message.MessageId.Value == id);
        });
        await GoesOnAsync(PollPoint.AfterConfirmed).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await GoesOnAsync(PollPoint.Random).ConfigureAwait(false);
    }

    private Task<bool> GoesOnAsync(PollPoint point) => OnPoint?.Invoke(point) ?? Task.FromResult(true);
}
