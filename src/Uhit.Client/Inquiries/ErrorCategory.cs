namespace Uhit.Client;

/// <summary>What a code of CNP's means, as far as it is known. New ones may come: treat one that
/// is not known as <see cref="Unknown"/>.</summary>
public enum ErrorCategory
{
    /// <summary>The code is not known; its text is kept as it came.</summary>
    Unknown = 0,

    /// <summary>The ESI ID was not found or is invalid (TX SET A76).</summary>
    NotFound,

    /// <summary>The ESI ID is outside CNP's territory (guide 1.3).</summary>
    NotInTerritory,

    /// <summary>The customer's authorization is missing, expired or does not cover the request.</summary>
    NotAuthorized,

    /// <summary>The name does not match the customer of record (RMGRR113).</summary>
    NameMismatch,

    /// <summary>The request was made before (TX SET A78).</summary>
    Duplicate,

    /// <summary>The period is shorter than three days, longer than a year, or in the future (guide 1.3).</summary>
    InvalidPeriod,

    /// <summary>Something that must be there is not.</summary>
    MissingField,

    /// <summary>The e-mail address is not valid (guide 1.3).</summary>
    InvalidEmail,

    /// <summary>There is no data for what was asked.</summary>
    NoData,
}
