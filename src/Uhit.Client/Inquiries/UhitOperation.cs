namespace Uhit.Client;

/// <summary>The operations of the exchange. Most contracts have the first four; where CNP holds the data ready instead of calling back,
/// there are the last two as well, or instead.</summary>
public enum UhitOperation
{
    /// <summary>The inquiry: Third Party to CNP.</summary>
    RequestHistoricalUsage = 1,

    /// <summary>CNP's confirmation that the inquiry is being processed, where the answer at once did not say so.</summary>
    NotifyAcknowledgement = 2,

    /// <summary>CNP's validation, line by line.</summary>
    NotifyValidation = 3,

    /// <summary>CNP's data, or one part of it.</summary>
    DeliverHistoricalUsage = 4,

    /// <summary>Asks CNP for what it holds ready: Third Party to CNP. What comes back is stored as the
    /// acknowledgement, validation or delivery that it is.</summary>
    FetchUsage = 5,

    /// <summary>Tells CNP that what was fetched is stored, so that it holds it no longer: Third Party to CNP.</summary>
    ConfirmUsage = 6,
}
