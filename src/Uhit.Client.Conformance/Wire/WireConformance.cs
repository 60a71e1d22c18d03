using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What the suites of a wire format share: the format, and what its contract can say.</summary>
/// <remarks>
/// <para>Inherit each suite once, in your own test project, and name the format: <see cref="ThirdPartyConformance"/> and
/// <see cref="SampleConformance"/> need the half of a Third Party only; <see cref="CnpConformance"/>, <see cref="HostilityConformance"/>,
/// <see cref="StreamingConformance"/> and <see cref="TimeZoneConformance"/> write CNP's messages, and need the other half too.</para>
/// <para>A contract says less than the domain does: each method <c>Carried</c> gives what is left of a value. A value goes through it
/// before it is written, and is expected so when it is read.</para>
/// </remarks>
public abstract class WireConformance
{
    private static readonly UhitOperation[] AllCallbacks =
        [UhitOperation.NotifyAcknowledgement, UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage];
    private static readonly UhitOperation[] AllFetched = [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage];

    /// <summary>The format that is tested.</summary>
    protected abstract UhitWireFormat Format { get; }

    /// <summary>Whether messages have numbers of their own; where not, they are left out of every value.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    protected virtual bool HasMessageIds => true;

    /// <summary>Which callbacks the contract has; none where everything is fetched or comes with the answer.</summary>
    /// <value>Default: all three.</value>
    protected virtual IReadOnlyList<UhitOperation> Callbacks => AllCallbacks;

    /// <summary>What a fetch may bring, where the contract has one.</summary>
    /// <value>Default: validations and deliveries.</value>
    protected virtual IReadOnlyList<UhitOperation> Fetched => AllFetched;

    /// <summary>What of a header a message carries; its RequestId, for example, may become <see langword="default"/>.</summary>
    /// <param name="header">All that the domain has.</param>
    /// <param name="operation">The message's operation.</param>
    protected virtual MessageHeader Carried(MessageHeader header, UhitOperation operation) =>
        HasMessageIds ? header : header with { MessageId = null };

    /// <summary>What of an answer to an operation a message carries.</summary>
    /// <param name="answer">All that the domain has.</param>
    /// <param name="operation">The operation that is answered: by CNP where it is the inquiry or a confirmation, else by us.</param>
    protected virtual Acknowledgement Carried(Acknowledgement answer, UhitOperation operation) =>
        HasMessageIds ? answer : answer with { MessageId = null };

    /// <summary>What of CNP's later acknowledgement its message carries.</summary>
    /// <param name="acknowledgement">All that the domain has.</param>
    protected virtual Acknowledgement CarriedNotice(Acknowledgement acknowledgement) =>
        HasMessageIds ? acknowledgement : acknowledgement with { MessageId = null };

    /// <summary>What of CNP's own number for the inquiry a callback carries.</summary>
    /// <param name="transactionId">The number, or none.</param>
    /// <param name="operation">The callback's operation.</param>
    protected virtual TransactionId? Carried(TransactionId? transactionId, UhitOperation operation) => transactionId;

    /// <summary>What of a verdict a validation carries.</summary>
    /// <param name="validation">All that the domain has.</param>
    protected virtual LineValidation Carried(LineValidation validation) => validation;

    /// <summary>What of a delivery's part a delivery carries.</summary>
    /// <param name="part">All that the domain has.</param>
    /// <returns><see langword="null"/> where the contract has no such number.</returns>
    protected virtual DeliveryPart? Carried(DeliveryPart part) => part;

    /// <summary>What of the usage of one line a delivery carries.</summary>
    /// <param name="history">All that the domain has.</param>
    protected virtual UsageHistory Carried(UsageHistory history) => history;

    /// <summary>What of an inquiry a request carries, such as its first line.</summary>
    /// <param name="message">All that the domain has.</param>
    protected virtual InquiryMessage Carried(InquiryMessage message) =>
        message with { Header = Carried(message.Header, UhitOperation.RequestHistoricalUsage) };

    /// <summary>What of a fault its detail carries.</summary>
    /// <param name="fault">All that the domain has.</param>
    /// <returns><see langword="null"/> where the contract has no detail.</returns>
    protected virtual WireFault? Carried(WireFault fault) => HasMessageIds ? fault : fault with { MessageId = null };
}
