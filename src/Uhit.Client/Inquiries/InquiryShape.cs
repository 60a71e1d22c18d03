namespace Uhit.Client;

/// <summary>Which inquiries one request of a contract can carry. What does not fit is refused, or split into requests of their own where
/// the setting <c>SplitInquiries</c> allows it.</summary>
public sealed record InquiryShape
{
    /// <summary>Any: each line has what is its own.</summary>
    public static InquiryShape Any { get; } = new();

    /// <summary>Whether all lines of a request have the same period.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OnePeriod { get; init; }

    /// <summary>Whether all lines of a request ask for the same kinds of usage.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OneUsage { get; init; }

    /// <summary>Whether all lines of a request have the same authorization.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OneAuthorization { get; init; }

    /// <summary>The most lines of a request, from 1; <see langword="null"/> where the contract has no such limit.</summary>
    /// <value>Default: none.</value>
    public int? MaxLines { get; init; }
}
