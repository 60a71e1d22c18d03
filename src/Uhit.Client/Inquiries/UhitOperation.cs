namespace Uhit.Client.Inquiries;

/// <summary>The four operations of the exchange.</summary>
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
}
