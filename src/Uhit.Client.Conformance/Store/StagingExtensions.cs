using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>For tests that are not about staging.</summary>
public static class StagingExtensions
{
    /// <summary>Appends a body of one chunk, as <see cref="Sample.Message"/> has it, and commits.</summary>
    public static async Task<InboxResult> StageAndCommitAsync(
        this ICallbackInbox inbox, InboxMessage message, Func<InquiryRecord, InquiryChange?> change,
        CancellationToken cancellationToken = default)
    {
        await inbox.AppendBodyAsync(message.Receipt, 0, "a"u8.ToArray(), cancellationToken);
        return await inbox.CommitAsync(message, change, cancellationToken);
    }

    /// <summary>Appends the usage of one line.</summary>
    public static Task AppendUsageAsync(
        this ICallbackInbox inbox, ReceiptId receipt, int ordinal, PackedUsage usage, CancellationToken cancellationToken = default) =>
        inbox.AppendUsageAsync(receipt, ordinal, [usage], cancellationToken);
}
