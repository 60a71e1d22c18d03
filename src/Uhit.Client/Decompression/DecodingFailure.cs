namespace Uhit.Client.Decompression;

/// <summary>Why something can't be decoded.</summary>
internal enum DecodingFailure
{
    /// <summary>It ends too early.</summary>
    CutOff = 1,

    /// <summary>Its checksum or its structure is wrong.</summary>
    Damaged,

    /// <summary>It is in a form that is not read here.</summary>
    NotTaken,

    /// <summary>It is beyond a limit.</summary>
    TooLarge,
}
