using Microsoft.Extensions.Logging;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Receiving;

/// <summary>What all exchanges of one receiver share.</summary>
internal sealed class ReceivingServices(
    ReceiverSettings options, IUhitStore store, IBusinessCalendar calendar, DispatchSignal signal, TimeProvider time, ILogger logger)
{
    public ReceiverSettings Options => options;

    public IUhitStore Store => store;

    public InquiryChange Apply(InquiryRecord record, InquiryFact fact) => record.Apply(fact, time.GetUtcNow(), calendar);

    public DispatchSignal Signal => signal;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>For what a caller can make as often as it likes.</summary>
    public LogLimiter Limiter { get; } = new(time);

    public CallbackReader Reader { get; } = new(
        options.WireFormat, LimitsOf(options), new SoapHeaders(options.WireFormat, options.UnderstoodHeaders));

    /// <summary>Reads messages again that were taken under the wire format of now.</summary>
    public CallbackReader StoredReader { get; } = OfStored(options, options.WireFormat);

    /// <summary>Reads messages again that were taken under a wire format; <see langword="null"/>
    /// where the format is not known here.</summary>
    public CallbackReader? ReaderOf(string wireFormat) =>
        string.Equals(wireFormat, options.WireFormat.Id, StringComparison.Ordinal) ? StoredReader
        : string.Equals(wireFormat, ReferenceWireFormat.Instance.Id, StringComparison.Ordinal)
        ? OfStored(options, ReferenceWireFormat.Instance)
        : null;

    /// <summary>How full the bounded rooms are.</summary>
    public RoomWatch Rooms { get; } = new(options, store, logger);

    /// <summary>The limits under which a body is read.</summary>
    public MessageLimits Limits { get; } = LimitsOf(options);

    /// <summary>What bodies that are still coming take up, for each peer.</summary>
    public StagingLimit Staging { get; } = new(options.Callback.MaxStagedBytes, time);

    public AnswerWriter Answers { get; } = new(options.WireFormat, options);

    /// <summary>Gives unmatched messages to their inquiries.</summary>
    public MessageAdoption Adoption => field ??= new MessageAdoption(this);

    /// <summary>Who may read.</summary>
    public ReadingTurns Turns { get; } = new(options.Callback.MaxConcurrentReads);

    /// <summary>Logs that a request was refused for its HTTP form, and gives the answer back.</summary>
    public CallbackResponse Unfit(string peer, CallbackResponse answer)
    {
        Limiter.Write(
            $"Unfit:{answer.StatusCode}:{peer}",
            () => ReceivingLog.Unfit(logger, options.Client, peer, answer.StatusCode, answer.Text!),
            others => ReceivingLog.MoreUnfit(logger, options.Client, peer, answer.StatusCode, others));
        return answer;
    }

    private static CallbackReader OfStored(ReceiverSettings options, UhitWireFormat format) =>
        new(format, LimitsOf(options), new SoapHeaders(format, options.UnderstoodHeaders).OfStored());

    // An element of a delivery has about 27 bytes: a body that may be so large may have so many elements.
    private static MessageLimits LimitsOf(ReceiverSettings options) => options.Callback.Limits with
    {
        MaxBytes = Math.Max(options.Callback.Limits.MaxBytes, options.Callback.MaxBodyBytes),
        MaxPayloadLength = options.WireFormat.MaxPayloadBytes,
        MaxElements = Math.Max(options.Callback.Limits.MaxElements, options.Callback.MaxBodyBytes / 20),
    };
}
