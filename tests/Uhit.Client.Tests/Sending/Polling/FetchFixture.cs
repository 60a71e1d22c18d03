using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Registration;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>A client of a contract with fetches over real mutual TLS: what the desk answers to a fetch are
/// the bytes that the test gives, each once.</summary>
internal sealed class FetchFixture : IAsyncDisposable
{
    public const string Client = "Test";
    public const string Ns = "urn:test:fetch";

    private readonly ClientSettings _settings = new(Client);
    private InquiryServer _server = null!;
    private ServiceProvider _services = null!;

    private FetchFixture()
    {
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IUhitStore Store { get; private init; } = new InMemoryUhitStore();

    /// <summary>The inquiries, in the order in which they came.</summary>
    public List<InquiryMessage> Asked { get; } = [];

    /// <summary>RequestId, MessageId and number of each confirmation.</summary>
    public List<string> Confirmed { get; } = [];

    /// <summary>The confirmations as they were written.</summary>
    public List<WireFetch> Confirmations { get; } = [];

    /// <summary>What is ready: content type, content encoding, bytes.</summary>
    public Queue<(string ContentType, string? ContentEncoding, byte[] Bytes)> Ready { get; } = [];

    /// <summary>How many fetches came.</summary>
    public int Fetches { get; private set; }

    /// <summary>How many requests came that were no check of the way, whatever was in them.</summary>
    public int Posts => _server.Requests.Count(request => request.Method == "POST");

    /// <summary>How many of the next fetches are answered with <see cref="FailsWith"/>.</summary>
    public int Fails { get; set; }

    public int FailsWith { get; set; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>Sees each request before it is answered, by the name of its body.</summary>
    public Func<string, HttpContext, Task>? OnRequest { get; set; }

    /// <summary>Sees each fetch before it is written, and may throw.</summary>
    public Action<WireFetch>? OnWrite { get; set; }

    /// <summary>CNP's number for an inquiry.</summary>
    public Func<InquiryMessage, string?> NumberOf { get; set; } = static _ => "T-1";

    public IUsageHistoryClient Usage => _services.GetRequiredService<IUsageHistoryClient>();

    public IUsageHistoryInbox Inbox => _services.GetRequiredKeyedService<IUsageHistoryInbox>(Client);

    public static async Task<FetchFixture> StartAsync(
        SimulatedWireFormat content, WirePolling polling, CorrelationKinds correlation = CorrelationKinds.RequestId,
        Action<FetchFixture, ClientSettings>? settings = null, TimeProvider? time = null, IUhitStore? store = null)
    {
        var fixture = new FetchFixture { Store = store ?? new InMemoryUhitStore() };
        fixture._server = await InquiryServer.StartAsync(
            fixture._settings.Certificates.Cnp, fixture._settings.Certificates.Authority, SslProtocols.Tls13, fixture.AnswerAsync);
        fixture._settings["Uhit:Test:Endpoint"] = fixture._server.Address.ToString();
        fixture._settings["Uhit:Test:ServerTrust:RootFiles:0"] = fixture._settings.File("ca.pem");
        settings?.Invoke(fixture, fixture._settings);
        fixture._services = fixture.Services(content, polling, correlation, time);
        return fixture;
    }

    public Task<int> PollAsync() => Usage.PollAsync(Token);

    public async Task<RequestId> SubmitAsync(params EsiId[] esiIds) =>
        (await Usage.SubmitAsync(
            esiIds.Aggregate(new InquiryBuilder(TimeProvider.System), (builder, esiId) => builder.AddLine(esiId)).Build(),
            Token)).Inquiry!.RequestId;

    public async Task<List<InboxEntry>> ListAsync(InboxRoom room) => await Store.Inbox.ListAsync(Client, room, Token).ToListAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
        _settings.Dispose();
    }

    private ServiceProvider Services(
        SimulatedWireFormat content, WirePolling polling, CorrelationKinds correlation, TimeProvider? time)
    {
        var format = AlteredFormat.Of(
            content,
            (nameof(SimulatedWireFormat.Polling), _ => polling),
            (nameof(SimulatedWireFormat.Correlation), _ => correlation),
            (
                nameof(SimulatedWireFormat.GetAction),
                a => (UhitOperation)a[0]! >= UhitOperation.FetchUsage ? $"urn:{a[0]}" : content.GetAction((UhitOperation)a[0]!)),
            (nameof(SimulatedWireFormat.WriteFetch), a =>
            {
                OnWrite?.Invoke((WireFetch)a[1]!);
                return Write((System.Xml.XmlWriter)a[0]!, "Fetch", string.Empty);
            }
        ),
            (
                nameof(SimulatedWireFormat.WriteConfirm),
                a =>
                {
                    Confirmations.Add((WireFetch)a[1]!);
                    return Write((System.Xml.XmlWriter)a[0]!, "Confirm", TextOf((WireFetch)a[1]!));
                }
        ));
        var services = _settings.Services();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddUhitClient(Client).UseWireFormat(format).UseStore(_ => Store);
        return services.BuildServiceProvider();
    }

    private static string TextOf(WireFetch confirmation) =>
        $"{confirmation.Header.RequestId.Value}|{confirmation.Confirms?.Value}|{confirmation.TransactionId?.Value}";

    private static object? Write(System.Xml.XmlWriter writer, string name, string text)
    {
        writer.WriteElementString("f", name, Ns, text);
        return null;
    }

    private async Task AnswerAsync(HttpContext context, byte[] body)
    {
        using var envelope = SoapEnvelope.Open(body, MessageLimits.Default);
        await (OnRequest?.Invoke(envelope.BodyName.Name, context) ?? Task.CompletedTask);
        await AnswerAsync(context, envelope);
    }

    private Task AnswerAsync(HttpContext context, SoapEnvelope envelope)
    {
        switch (envelope.BodyName.Name)
        {
            case "Fetch":
                Fetches++;
                if (Fails > 0)
                {
                    Fails--;
                    context.Response.StatusCode = FailsWith;
                    return Task.CompletedTask;
                }

                if (!Ready.TryDequeue(out var ready))
                {
                    return Task.CompletedTask;
                }

                context.Response.ContentType = ready.ContentType;
                context.Response.Headers.ContentEncoding = ready.ContentEncoding ?? "identity";
                return context.Response.Body.WriteAsync(ready.Bytes, context.RequestAborted).AsTask();
            case "Confirm":
                Confirmed.Add(envelope.Reader.ReadElementContentAsString());
                return Task.CompletedTask;
            default:
                var asked = ReferenceWireFormat.Instance.ReadInquiry(envelope);
                Asked.Add(asked);
                var answer = new Acknowledgement
                {
                    RequestId = asked.Header.RequestId,
                    MessageId = asked.Header.MessageId,
                    TransactionId = NumberOf(asked) is { } number ? TransactionId.Parse(number) : null,
                    ReceivedAt = asked.Header.SentAt!.Value,
                    Status = AcknowledgementStatus.Accepted,
                };
                context.Response.ContentType = "text/xml; charset=utf-8";
                return context.Response.Body
                    .WriteAsync(SoapEnvelopeWriter.ToBytes(
                        SoapVersion.Soap11,
                        writer => ReferenceWireFormat.Instance.WriteInquiryAnswer(writer, answer)), context.RequestAborted).AsTask();
        }
    }
}
