namespace Uhit.Client;

/// <summary>Which inquiries are listed. Every condition that is set must hold.</summary>
public sealed record InquiryQuery
{
    /// <summary>All inquiries.</summary>
    public static InquiryQuery All { get; } = new();

    /// <summary>Only those whose sending stands so.</summary>
    public SendingState? Sending { get; init; }

    /// <summary>Only those that are (or are not) finished: complete, rejected or abandoned.</summary>
    public bool? IsFinished { get; init; }

    /// <summary>Only those that were stored at this instant or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those that were stored before this instant.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Only the one with this client reference.</summary>
    public string? ClientReference { get; init; }

    /// <summary>At most so many; <see langword="null"/> for all.</summary>
    public int? Limit { get; init; }
}
