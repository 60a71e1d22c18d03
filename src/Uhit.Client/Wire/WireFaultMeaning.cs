namespace Uhit.Client.Wire;

/// <summary>What a fault says of the inquiry that it answers.</summary>
public enum WireFaultMeaning
{
    /// <summary>Nothing that can be relied on: the inquiry may be booked, so it is uncertain and never sent again by itself.</summary>
    Unknown,

    /// <summary>The message was not booked, and the same would be refused again: it is rejected, with the
    /// fault's words as the error.</summary>
    Rejected,

    /// <summary>The message was not booked, and the same may be sent again: it stands as not sent, and is
    /// tried again as one that did not leave.</summary>
    NotTaken,
}
