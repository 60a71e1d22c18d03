namespace Uhit.Client.Simulator;

/// <summary>What goes wrong with one request to the inquiry service.</summary>
public enum InquiryTrouble
{
    /// <summary>The connection is dropped before the body is read: the inquiry does not exist for CNP.</summary>
    DropBeforeReading = 1,

    /// <summary>The connection is dropped after the body was read, and the inquiry is forgotten.</summary>
    DropAfterReading,

    /// <summary>The connection is dropped after the body was read, but the inquiry counts: the callbacks follow.</summary>
    DropAfterCounting,

    /// <summary>The answer is HTTP 503 with <c>Retry-After</c>; the inquiry does not count.</summary>
    Unavailable,

    /// <summary>The answer is a SOAP fault of the server; the inquiry does not count.</summary>
    Fault,
}
