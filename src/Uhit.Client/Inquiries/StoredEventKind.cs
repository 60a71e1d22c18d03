namespace Uhit.Client;

/// <summary>The kinds of events that are stored and dispatched. The numbers are stored: they never change.</summary>
public enum StoredEventKind
{
    /// <summary>CNP answered the inquiry, at once or by callback.</summary>
    InquiryAcknowledged = 1,

    /// <summary>CNP validated lines.</summary>
    ValidationReceived = 2,

    /// <summary>CNP delivered data, or one part of it.</summary>
    UsageDelivered = 3,

    /// <summary>Our answer to a callback went out.</summary>
    CallbackAcknowledged = 4,

    /// <summary>Every line has its end.</summary>
    InquiryCompleted = 5,

    /// <summary>72 hours have passed and something is still waited for.</summary>
    InquiryDue = 6,

    /// <summary>The third business day has passed too.</summary>
    InquiryOverdue = 7,

    /// <summary>A callback came for an inquiry that is not known.</summary>
    CallbackUnmatched = 8,

    /// <summary>A callback was refused because its body is too large.</summary>
    CallbackTooLarge = 9,
}
