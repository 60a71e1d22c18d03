namespace Uhit.Client.Receiving;

/// <summary>What became of one message in an answer of CNP's service.</summary>
internal enum IntakeOutcome
{
    /// <summary>There was none.</summary>
    Nothing,

    /// <summary>It is stored now.</summary>
    Stored,

    /// <summary>It is stored now, and its inquiry is not known.</summary>
    Unmatched,

    /// <summary>It was stored before.</summary>
    Duplicate,

    /// <summary>It has the number of another one and other content, or does not fit the contract: its
    /// bytes are kept, and it did not count.</summary>
    Kept,

    /// <summary>It could not be taken, and nothing of it is kept.</summary>
    NotTaken,
}
