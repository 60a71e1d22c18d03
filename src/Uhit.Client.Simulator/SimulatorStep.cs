using System.Text;

namespace Uhit.Client.Simulator;

/// <summary>Something that the simulator did or saw.</summary>
/// <remarks>Personal data: <see cref="ToString"/> shows none of it.</remarks>
public sealed record SimulatorStep
{
    /// <summary>The step's number, from 1, without holes.</summary>
    public long Number { get; init; }

    /// <summary>When, by the simulator's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What.</summary>
    public required SimulatorStepKind Kind { get; init; }

    /// <summary>Who asked, where it is known.</summary>
    public AuthenticationId? AuthenticationId { get; init; }

    /// <summary>The inquiry, where it is known.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>The message.</summary>
    public MessageId? MessageId { get; init; }

    /// <summary>The operation.</summary>
    public UhitOperation? Operation { get; init; }

    /// <summary>Which part of which delivery.</summary>
    public DeliveryPart? Part { get; init; }

    /// <summary>Which try of a callback, from 1; 0 elsewhere.</summary>
    public int Attempt { get; init; }

    /// <summary>The answer: CNP's to an inquiry, or the Third Party's to a callback.</summary>
    public AcknowledgementStatus? Status { get; init; }

    /// <summary>The errors of the answer.</summary>
    public IReadOnlyList<ReportedError> Errors { get; init; } = [];

    /// <summary>The sums per line of an accepted part of the data, as they were sent.</summary>
    public IReadOnlyList<SimulatedUsage> Usage { get; init; } = [];

    /// <summary>What is to be said about it; fixed words, no personal data.</summary>
    public string? Remark { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Number = ").Append(Number).Append(", Kind = ").Append(Kind).Append(", RequestId = ").Append(RequestId)
            .Append(", Operation = ").Append(Operation).Append(", Part = ").Append(Part?.PartNumber).Append(", Attempt = ").Append(Attempt)
            .Append(", Status = ").Append(Status).Append(", Remark = ").Append(Remark);
        return true;
    }
}
