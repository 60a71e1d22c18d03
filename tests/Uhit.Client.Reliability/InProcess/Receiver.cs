using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>One process of the Third Party: the real receiver and the real inquiries over one opening of a store.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly Cast _cast;
    private readonly History _history;
    private readonly DispatchSignal _signal = new();
    private readonly CallbackReceiver _receiver;

    public Receiver(Cast cast, History history, IUhitStore store, string client, TimeProvider time)
    {
        (_cast, _history, Store, Client, Time) = (cast, history, history.Watch(store), client, time);
        Calendar = new ErcotHolidayCalendar();
        _receiver = new CallbackReceiver(
            new ReceiverSettings
            {
                Client = client,
                Environment = UhitEnvironment.Test,
                AuthenticationId = Cast.ThirdParty,
                WireFormat = ReferenceWireFormat.Instance,
                Peers = cast.Peers,
            },
            Store,
            Calendar,
            _signal,
            time,
            NullLogger.Instance);
    }

    /// <summary>The store, watched.</summary>
    public IUhitStore Store { get; }

    public string Client { get; }

    public TimeProvider Time { get; }

    public IBusinessCalendar Calendar { get; }

    /// <summary>Stores an inquiry and the start of its send, as the client does before the first byte leaves.</summary>
    public Task AddInquiryAsync(RequestId requestId, UsageHistoryInquiry inquiry)
    {
        var draft = new InquiryRecord
        {
            Client = Client,
            Environment = UhitEnvironment.Test,
            RequestId = requestId,
            AuthenticationId = Cast.ThirdParty,
            WireFormat = ReferenceWireFormat.Instance.Id,
            Ledger = InquiryLedger.Empty,
            CreatedAt = Time.GetUtcNow(),
            Inquiry = inquiry,
        };
        var started = new SendStarted(1, Time.GetUtcNow(), MessageId.Parse("Q-" + requestId.Value));
        return Store.Inquiries.AddAsync(draft.Apply(started, Time.GetUtcNow(), Calendar).Record);
    }

    /// <summary>Notes a fact of our own side, as the client does: how a send ended, or that an inquiry was given up.</summary>
    public Task NoteAsync(RequestId requestId, InquiryFact fact) =>
        Store.Inquiries.ChangeAsync(Client, requestId, record => record.Apply(fact, Time.GetUtcNow(), Calendar));

    /// <summary>Looks for deadlines that have passed, as the worker does.</summary>
    public Task<int> LookAsync()
    {
        var now = Time.GetUtcNow();
        return Store.Maintenance.ReportDeadlinesAsync(Client, now, record => record.ReportDeadlines(now));
    }

    /// <summary>Takes a callback of CNP's; the answer goes out unless the process dies before.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="answerGoesOut">Whether the sender gets the answer, and the host says so.</param>
    /// <param name="whenOut">What happens when the sender has the answer, before anything else does.</param>
    public async Task<Answer> TakeAsync(Callback callback, bool answerGoesOut = true, Action? whenOut = null)
    {
        _history.Add(callback);
        using var body = new MemoryStream(callback.Soap11, writable: false);
        var response = await _receiver.HandleAsync(new CallbackRequest
        {
            Method = "POST",
            ContentType = SoapEnvelopeWriter.ContentType(SoapVersion.Soap11, null),
            ContentLength = callback.Soap11.Length,
            Body = body,
            PeerCertificate = _cast.Cnp,
        }).ConfigureAwait(false);
        var answer = new Answer(callback, KindOf(response, callback.Operation), response.Body.ToArray());
        if (answerGoesOut)
        {
            _history.Add(answer);
            whenOut?.Invoke();
            await response.OnSentAsync().ConfigureAwait(false);
        }

        return answer;
    }

    public void Dispose()
    {
        _signal.Dispose();
    }

    private static AnswerKind KindOf(CallbackResponse response, UhitOperation operation)
    {
        if (response.StatusCode != 200)
        {
            return response.Headers.Any(header => header.Key is "Retry-After") ? AnswerKind.TryAgain : AnswerKind.Fault;
        }

        using var envelope = SoapEnvelope.Open(response.Body, MessageLimits.Default);
        var answer = ReferenceWireFormat.Instance.ReadCallbackAnswer(operation, envelope);
        return answer.Status == AcknowledgementStatus.Accepted ? AnswerKind.Accepted : AnswerKind.Rejected;
    }
}
