namespace Uhit.Client.Inquiries;

/// <summary>The stable keys of events: stored, so they never change. Unique within a client, which is why each names its inquiry.</summary>
internal static class EventKeys
{
    public static string Acknowledged(RequestId requestId, string? peer, string messageKey) => $"ack:{requestId.Value}:{peer}:{messageKey}";

    public static string Validation(RequestId requestId, string? peer, string messageKey) =>
        $"validation:{requestId.Value}:{peer}:{messageKey}";

    public static string Delivery(RequestId requestId, string? peer, string messageKey) =>
        $"delivery:{requestId.Value}:{peer}:{messageKey}";

    public static string Unmatched(UhitOperation operation, string peer, string messageKey) =>
        $"unmatched:{(int)operation}:{peer}:{messageKey}";

    public static string Answered(UhitOperation operation, string peer, string messageKey) =>
        $"answered:{(int)operation}:{peer}:{messageKey}";

    public static string TooLarge(RequestId requestId, UhitOperation operation, string peer, long limit) =>
        $"too-large:{requestId.Value}:{(int)operation}:{peer}:{limit}";

    public static string Completed(RequestId requestId) => $"completed:{requestId.Value}";

    public static string Due(RequestId requestId) => $"due:{requestId.Value}";

    public static string Overdue(RequestId requestId) => $"overdue:{requestId.Value}";
}
