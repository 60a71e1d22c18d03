using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>An inquiry of a list, or why it can't be read: the list goes on behind it.</summary>
/// <param name="Id">The row.</param>
/// <param name="CreatedAt">When it was created, in ticks.</param>
/// <param name="Record">The inquiry.</param>
/// <param name="Failure">Why it can't be read.</param>
internal sealed record ListedInquiry(long Id, long CreatedAt, InquiryRecord? Record, UhitStoreException? Failure)
{
    public static ListedInquiry Read(DbDataReader reader, PayloadProtection protection)
    {
        InquiryRecord? record = null;
        UhitStoreException? failure = null;
        try
        {
            record = InquiryRow.Read(reader, protection).Record;
        }
        catch (UhitStoreException exception) when (!exception.IsTransient)
        {
            failure = exception;
        }

        return new ListedInquiry(reader.GetInt64(0), reader.GetInt64(6), record, failure);
    }
}
