using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A receiver over a store in memory, which knows one inquiry that was sent and not yet answered.</summary>
internal sealed class ReceiverFixture : IDisposable
{
    public const string Client = "test";

    private readonly ThrowawayCertificates _certificates = new();

    private ReceiverFixture(
        IUhitStore? store, long maxBodyBytes, long maxUnreadableBytes, SimulatedWireFormat? format, bool certificatesLast,
        RoomQuota? unmatched, MessageLimits limits, int maxConcurrentReads, IReadOnlyList<string> understoodHeaders)
    {
        Store = store ?? new InMemoryUhitStore();
        var peer = new PeerOptions();
        peer.PinnedKeys.Add(KeyPin.Of(_certificates.Cnp).ToString());
        Calendar = new ErcotHolidayCalendar();
        Receiver = new CallbackReceiver(
            new ReceiverSettings
            {
                Client = Client,
                Environment = UhitEnvironment.Test,
                AuthenticationId = CallbackMessages.ThirdParty,
                WireFormat = format ?? ReferenceWireFormat.Instance,
                UnderstoodHeaders = understoodHeaders,
                Peers = new PeerPolicy([peer], certificatesLast ? new FakeTimeProvider(Time.GetUtcNow()) : Time),
                Callback = new()
                {
                    PublicUrl = new Uri("https://receiver.example/uhit/callback"),
                    MaxBodyBytes = maxBodyBytes,
                    MaxUnreadableBytes = maxUnreadableBytes,
                    MaxUnmatchedBytes = unmatched?.MaxBytes ?? 1024L * 1024 * 1024,
                    MaxUnmatchedEntries = unmatched?.MaxEntries ?? 1000,
                    MaxConcurrentReads = maxConcurrentReads,
                    Limits = limits,
                },
            },
            Store,
            Calendar,
            Signal,
            Time,
            Log);
    }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public FakeLogger Log { get; } = new();

    public IUhitStore Store { get; }

    public IBusinessCalendar Calendar { get; }

    public DispatchSignal Signal { get; } = new();

    public CallbackReceiver Receiver { get; }

    public X509Certificate2 Stranger => _certificates.ThirdParty;

    public static async Task<ReceiverFixture> CreateAsync(
        IUhitStore? store = null, bool withInquiry = true, long maxBodyBytes = 64 * 1024 * 1024, long maxUnreadableBytes = 1024 * 1024,
        SimulatedWireFormat? format = null, bool certificatesLast = false, RoomQuota? unmatched = null, MessageLimits? limits = null,
        int maxConcurrentReads = 4, IReadOnlyList<string>? understoodHeaders = null)
    {
        var fixture = new ReceiverFixture(
            store, maxBodyBytes, maxUnreadableBytes, format, certificatesLast, unmatched, limits ?? MessageLimits.Default,
            maxConcurrentReads, understoodHeaders ?? []);
        if (withInquiry)
        {
            await fixture.AddInquiryAsync(CallbackMessages.Asked);
        }

        return fixture;
    }

    public async Task AddInquiryAsync(RequestId requestId)
    {
        var record = new InquiryRecord
        {
            Client = Client,
            Environment = UhitEnvironment.Test,
            RequestId = requestId,
            AuthenticationId = CallbackMessages.ThirdParty,
            WireFormat = ReferenceWireFormat.Instance.Id,
            Ledger = InquiryLedger.Empty,
            CreatedAt = Time.GetUtcNow(),
            Inquiry = InquirySamples.Inquiry([.. CallbackMessages.EsiIds.Select(esiId => InquirySamples.Line(esiId))]),
        };
        record = record.Apply(new SendStarted(1, Time.GetUtcNow(), MessageId.Parse("Q-1")), Time.GetUtcNow(), Calendar).Record;
        await Store.Inquiries.AddAsync(record, TestContext.Current.CancellationToken);
    }

    public CallbackRequest Post(byte[] body, SoapVersion version = SoapVersion.Soap11, string? soapAction = null) => new()
    {
        Method = "POST",
        ContentType = SoapEnvelopeWriter.ContentType(version, null),
        SoapAction = soapAction,
        ContentLength = body.Length,
        Body = new MemoryStream(body),
        PeerCertificate = _certificates.Cnp,
    };

    public CallbackRequest Request(
        string method, string query = "", string? contentType = null, string? contentEncoding = null, long? length = null,
        Stream? body = null) =>
            new()
            {
                Method = method,
                Query = query,
                ContentType = contentType,
                ContentEncoding = contentEncoding,
                ContentLength = length,
                Body = body ?? Stream.Null,
                PeerCertificate = _certificates.Cnp,
            };

    public Task<CallbackResponse> SendAsync(byte[] body, SoapVersion version = SoapVersion.Soap11, string? soapAction = null) =>
        Receiver.HandleAsync(Post(body, version, soapAction), TestContext.Current.CancellationToken);

    public Task<StoreStatistics> StatisticsAsync() => Store.Maintenance.GetStatisticsAsync(null, TestContext.Current.CancellationToken);

    public async Task<InquirySnapshot> SnapshotAsync()
    {
        var record = await Store.Inquiries.FindAsync(Client, CallbackMessages.Asked, TestContext.Current.CancellationToken);
        return record!.SnapshotAt(Time.GetUtcNow(), Calendar);
    }

    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(RequestId? requestId = null)
    {
        var claim = await Store.Dispatch.ClaimAsync(
            new DispatchClaimRequest
            {
                Owner = "test",
                Clients = [Client],
                Kinds = Enum.GetValues<StoredEventKind>(),
                Now = Time.GetUtcNow(),
                Lease = TimeSpan.FromMinutes(1),
            },
            TestContext.Current.CancellationToken);
        if (claim is null)
        {
            return [];
        }

        Assert.Equal(requestId ?? CallbackMessages.Asked, claim.RequestId);
        await Store.Dispatch.ReleaseAsync(claim, null, TestContext.Current.CancellationToken);
        return claim.Events;
    }

    public static Acknowledgement AnswerOf(CallbackResponse response, UhitOperation operation)
    {
        using var envelope = SoapEnvelope.Open(response.Body, MessageLimits.Default);
        return ReferenceWireFormat.Instance.ReadCallbackAnswer(operation, envelope);
    }

    public static SoapFault FaultOf(CallbackResponse response)
    {
        using var envelope = SoapEnvelope.Open(response.Body, MessageLimits.Default);
        return envelope.ReadFault(ReferenceWireFormat.Instance);
    }

    public void Dispose()
    {
        Signal.Dispose();
        _certificates.Dispose();
    }
}
