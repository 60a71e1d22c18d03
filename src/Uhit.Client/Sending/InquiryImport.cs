using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;

namespace Uhit.Client.Sending;

/// <summary>Stores an inquiry that was sent elsewhere, and gives it the callbacks that came for it.</summary>
internal sealed class InquiryImport(
    ClientIdentity identity, IUhitStore store, IBusinessCalendar calendar, InquirySnapshotReader snapshots, MessageAdoption adoption,
    TimeProvider time)
{
    public async Task<ImportResult> ImportAsync(
        UsageHistoryInquiry inquiry, RequestId requestId, DateTimeOffset sentAt, MessageId? messageId, TransactionId? transactionId,
        CancellationToken cancellationToken)
    {
        var known = await store.Inquiries.AddAsync(
            RecordOf(inquiry, requestId, sentAt, messageId, transactionId), cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            RequireSame(known, inquiry, requestId);
        }

        var notReadable = 0;
        var adopted = await adoption.AdoptAllAsync(requestId, (_, _) => notReadable++, cancellationToken).ConfigureAwait(false);
        return new ImportResult
        {
            Inquiry = await snapshots.GetAsync(requestId, cancellationToken).ConfigureAwait(false),
            WasAdded = known is null,
            Adopted = adopted,
            NotReadable = notReadable,
        };
    }

    private static void RequireSame(InquiryRecord known, UsageHistoryInquiry inquiry, RequestId id)
    {
        if (known.RequestId != id)
        {
            throw new UhitInquiryException(
                known.RequestId, $"The ClientReference belongs to the inquiry {known.RequestId}: nothing was imported. Import this one "
                    + "under another reference, or without.");
        }

        if (!InquirySubmission.AsksForTheSame(known.Inquiry, inquiry))
        {
            throw new UhitInquiryException(id, "An inquiry of this number exists and asks for other ESI IDs: nothing was imported.");
        }
    }

    private InquiryRecord RecordOf(
        UsageHistoryInquiry inquiry, RequestId requestId, DateTimeOffset sentAt, MessageId? messageId, TransactionId? transactionId)
    {
        var record = new InquiryRecord
        {
            Client = identity.Name,
            Environment = identity.Environment,
            RequestId = requestId,
            AuthenticationId = identity.AuthenticationId,
            WireFormat = identity.WireFormat,
            Ledger = InquiryLedger.Empty,
            CreatedAt = time.GetUtcNow(),
            Inquiry = inquiry,
        };
        var sentIn = messageId ?? MessageId.Create(time);

        // The record's events, if there are any, are history: only the states that follow are stored.
        record = record.Apply(new SendStarted(1, sentAt, sentIn), record.CreatedAt, calendar).Record;
        if (transactionId is null)
        {
            return record.Apply(new SendEnded(1, MayHaveArrived: true), record.CreatedAt, calendar).Record;
        }

        var answer = new Acknowledgement
        {
            RequestId = requestId,
            MessageId = messageId,
            TransactionId = transactionId,
            ReceivedAt = sentAt,
            Status = AcknowledgementStatus.Accepted,
        };
        return record.Apply(
            new Acknowledged(new MessageOrder(sentAt, sentIn.Value), answer, 1), record.CreatedAt, calendar).Record;
    }
}
