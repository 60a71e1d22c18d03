using System.Collections.Frozen;
using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>Which stored kind becomes which event.</summary>
internal static class EventKinds
{
    public static FrozenDictionary<StoredEventKind, Type> Types { get; } = new Dictionary<StoredEventKind, Type>
    {
        [StoredEventKind.InquiryAcknowledged] = typeof(InquiryAcknowledged),
        [StoredEventKind.ValidationReceived] = typeof(ValidationReceived),
        [StoredEventKind.UsageDelivered] = typeof(UsageDelivered),
        [StoredEventKind.CallbackAcknowledged] = typeof(CallbackAcknowledged),
        [StoredEventKind.InquiryCompleted] = typeof(InquiryCompleted),
        [StoredEventKind.InquiryDue] = typeof(InquiryDue),
        [StoredEventKind.InquiryOverdue] = typeof(InquiryOverdue),
        [StoredEventKind.CallbackUnmatched] = typeof(CallbackUnmatched),
        [StoredEventKind.CallbackTooLarge] = typeof(CallbackTooLarge),
    }.ToFrozenDictionary();
}
