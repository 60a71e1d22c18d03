using System.Globalization;
using Uhit.Client.Simulator.Data;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>An inquiry that was taken into the register, with what became of it.</summary>
internal sealed class SimulatedInquiry
{
    public SimulatedInquiry(int seed, InquiryMessage message)
    {
        Message = message;
        Key = KeyOf(seed, message);
    }

    public InquiryMessage Message { get; }

    public AuthenticationId AuthenticationId => Message.Header.AuthenticationId;

    public RequestId RequestId => Message.Header.RequestId;

    public TransactionId? TransactionId => Answer.TransactionId;

    public required Acknowledgement Answer { get; init; }

    /// <summary>The verdicts, in the order of the lines; empty for a refused inquiry.</summary>
    public required IReadOnlyList<LineValidation> Verdicts { get; init; }

    /// <summary>Completed when nothing more will come.</summary>
    public TaskCompletionSource Completed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What stands in the answer, where the contract has it there.</summary>
    public List<Callback> Content { get; } = [];

    /// <summary>From what its numbers follow.</summary>
    public ulong Key { get; }

    public static TransactionId TransactionOf(int seed, InquiryMessage message) =>
        Client.TransactionId.Parse("T" + Hex(KeyOf(seed, message), 0));

    /// <summary>A message number that is the same for the same seed, inquiry and purpose.</summary>
    public string Number(string purpose) => Hex(Key, (long)StableHash.Of(1, purpose)) + Hex(Key, (long)StableHash.Of(2, purpose));

    private static ulong KeyOf(int seed, InquiryMessage message) =>
        StableHash.Of(seed, message.Header.AuthenticationId.Value + "\n" + message.Header.RequestId.Value);

    private static string Hex(ulong key, long salt) => StableHash.Of(key, salt).ToString("x16", CultureInfo.InvariantCulture);
}
