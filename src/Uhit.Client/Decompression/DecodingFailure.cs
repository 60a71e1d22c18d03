namespace Uhit.Client.Decompression;

/// <summary>Why something can't be decoded.</summary>
internal enum DecodingFailure
{
    /// <summary>The input ends too early.</summary>
    CutOff = 1,

    /// <summary>The input's checksum or its structure is wrong.</summary>
    Damaged,

    /// <summary>The input is in a form that is not read here.</summary>
    NotTaken,

    /// <summary>The input is beyond a limit.</summary>
    TooLarge,
}
