using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What a captured message says, in the domain's words.</summary>
internal sealed record SampleMessage
{
    public const string InquiryAnswer = "InquiryAnswer";
    public const string Fault = "Fault";

    /// <summary>The name of the callback's operation, <see cref="InquiryAnswer"/> or <see cref="Fault"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a callback, or of what came with an answer.</summary>
    public RecordingSink? Content { get; init; }

    public Acknowledgement? Answer { get; init; }

    /// <summary>What came with the answer.</summary>
    public IReadOnlyList<SampleMessage> More { get; init; } = [];

    public WireFault? Detail { get; init; }

    public WireFormatException? Refused { get; init; }
}
