namespace Uhit.Client;

/// <summary>Whether a message was taken.</summary>
public enum AcknowledgementStatus
{
    /// <summary>Taken: for processing by CNP, or durably stored by us.</summary>
    Accepted = 1,

    /// <summary>Refused as a whole, with reasons.</summary>
    Rejected = 2,
}
