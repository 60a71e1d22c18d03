namespace Uhit.Client;

/// <summary>What became of an import.</summary>
public sealed record ImportResult
{
    /// <summary>The inquiry as it stands, with what was adopted.</summary>
    public required InquirySnapshot Inquiry { get; init; }

    /// <summary>Whether it was stored now; <see langword="false"/> where an inquiry of this number was there already.</summary>
    public required bool WasAdded { get; init; }

    /// <summary>How many unmatched callbacks were adopted now.</summary>
    public required int Adopted { get; init; }

    /// <summary>How many could not be, because their stored bytes can't be read: they stay unmatched.</summary>
    public required int NotReadable { get; init; }
}
