namespace Uhit.Client.Store;

/// <summary>The outcome of storing an inquiry.</summary>
public sealed record AddedInquiry
{
    /// <summary>Makes one.</summary>
    /// <param name="record">The stored inquiry.</param>
    /// <param name="wasAdded">Whether it was added now; otherwise it was there before.</param>
    public AddedInquiry(InquiryRecord record, bool wasAdded)
    {
        Record = record;
        WasAdded = wasAdded;
    }

    /// <summary>The stored inquiry.</summary>
    public InquiryRecord Record { get; init; }

    /// <summary>Whether it was added now; otherwise it was there before.</summary>
    public bool WasAdded { get; init; }
}
