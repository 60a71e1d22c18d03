namespace Uhit.Client.Wire;

/// <summary>By what a contract lets a callback be matched with the inquiry that it belongs to.</summary>
[Flags]
public enum CorrelationKinds
{
    /// <summary>By nothing.</summary>
    None = 0,

    /// <summary>By our <see cref="RequestId"/>, which the callback repeats.</summary>
    RequestId = 1,

    /// <summary>By CNP's own number for the inquiry: known from its answer, or from an earlier callback.</summary>
    TransactionId = 2,

    /// <summary>By an identifier that the callback repeats without saying whose it is: our RequestId, the MessageId
    /// under which the inquiry was sent, or CNP's number.</summary>
    CorrelationId = 4,

    /// <summary>By the ESI IDs that the callback names, and the days where it has some: for
    /// contracts that repeat no number at all.</summary>
    EsiId = 8,
}
