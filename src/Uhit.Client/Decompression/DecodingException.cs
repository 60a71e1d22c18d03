namespace Uhit.Client.Decompression;

/// <summary>What came can't be turned into the document or the payload that it is said to be. Its message is a fixed text.</summary>
internal sealed class DecodingException(
    DecodingFailure failure, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public DecodingFailure Failure => failure;

    /// <summary>The limit of those of the message that is exceeded; <see langword="null"/> where it is none.</summary>
    public string? Limit { get; init; }

    public static DecodingException CutOff(string what) => new(DecodingFailure.CutOff, $"{what} is cut off.");

    public static DecodingException Damaged(string what, Exception? cause = null) =>
        new(DecodingFailure.Damaged, $"{what} is damaged.", cause);

    public static DecodingException NotTaken(string message) => new(DecodingFailure.NotTaken, message);

    public static DecodingException TooLarge(string limit) =>
        new(DecodingFailure.TooLarge, $"What came is larger than is taken: {limit}.") { Limit = limit };
}

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
