using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>A message to the Third Party. It can be written as often as it has to be sent, the same every time.</summary>
/// <param name="Inquiry">The inquiry that it is about.</param>
/// <param name="Operation">What it calls.</param>
/// <param name="Header">Its header.</param>
/// <param name="Write">Writes the body, and tells the sums of what it writes.</param>
internal sealed record Callback(
    SimulatedInquiry Inquiry, UhitOperation Operation, MessageHeader Header, Action<XmlWriter, Action<SimulatedUsage>> Write)
{
    public DeliveryPart? Part { get; init; }

    /// <summary>What it is written in.</summary>
    public required SimulatedWireFormat Format { get; init; }

    /// <summary>The usage of a delivery, with its sums; made again each time.</summary>
    public Func<IEnumerable<(UsageHistory Usage, SimulatedTotals Totals)>> Usage { get; init; } = () => [];

    /// <summary>The same as content of an answer; tells the sums of what is written of it.</summary>
    public required Func<Action<SimulatedUsage>, WireCallback> Notice { get; init; }

    /// <summary>The verdicts of a validation.</summary>
    public IReadOnlyList<LineValidation> Verdicts { get; init; } = [];

    /// <summary>Whether it belongs to the exchange; a message that is wrong on purpose does not count in the report.</summary>
    public bool Counts { get; init; } = true;
}
