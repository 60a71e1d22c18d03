using CsCheck;
using Uhit.Client.Usage;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Random messages as the domain allows them. All data is made up.</summary>
internal static class WireGen
{
    private const string Letters = "aZ09 äß€漢<>&\"'=;:/]-";

    public static Gen<string> Text { get; } =
        from characters in Gen.Char[Letters].Array[1, 30]
        from astral in Gen.Bool
        select new string(characters) + (astral ? "x\U0001F600" : "x");

    public static Gen<string?> MaybeText { get; } = Maybe(Text);

    public static Gen<string> Code { get; } = Gen.Char["ABXYZ019_"].Array[3, 12].Select(c => new string(c));

    public static Gen<DateTimeOffset> Time { get; } =
        from ticks in Gen.Long[new DateTime(2000, 1, 1).Ticks, new DateTime(2090, 1, 1).Ticks]
        from offset in Gen.Int[-56, 56]
        select new DateTimeOffset(ticks, TimeSpan.FromMinutes(offset * 15));

    public static Gen<DateOnly> Date { get; } = Gen.Int[0, 30000].Select(days => new DateOnly(2000, 1, 1).AddDays(days));

    public static Gen<decimal> Number { get; } =
        from value in Gen.Long[-99_999_999, 999_999_999]
        from scale in Gen.Int[0, 6]
        select new decimal((int)Math.Abs(value), 0, 0, value < 0, (byte)scale);

    public static Gen<EsiId> EsiId { get; } =
        Gen.Long[0, 999_999_999_999_999].Select(n => Client.EsiId.Parse("1008901" + n.ToString("D15")));

    public static Gen<MessageHeader> Header() =>
        from authentication in Code
        from request in Code
        from message in Code
        from sent in Time
        select new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse(authentication),
            RequestId = RequestId.Parse(request),
            MessageId = MessageId.Parse(message),
            SentAt = sent,
        };

    public static Gen<TransactionId?> Transaction { get; } =
        Maybe(Code).Select(code => code is null ? (TransactionId?)null : TransactionId.Parse(code));

    public static Gen<ReportedError> Error { get; } =
        from code in Code
        from text in Text
        from line in Gen.Int[0, 3]
        select new ReportedError { Code = code, Description = text, LineNumber = line == 0 ? null : line };

    public static Gen<Acknowledgement> Acknowledgement() =>
        from request in Code
        from message in Code
        from transaction in Transaction
        from received in Time
        from accepted in Gen.Bool
        from errors in Error.Array[0, 3]
        select new Acknowledgement
        {
            RequestId = RequestId.Parse(request),
            MessageId = MessageId.Parse(message),
            TransactionId = transaction,
            ReceivedAt = received,
            Status = accepted ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
            Errors = errors,
        };

    public static Gen<LineValidation> Validation { get; } =
        from line in Gen.Int[1, 9999]
        from esiId in EsiId
        from status in Gen.OneOf(Gen.Const("Validated"), Gen.Const("Failed"), Code)
        from reasons in Error.Array[0, 3]
        select new LineValidation { LineNumber = line, EsiId = esiId, Status = new ValidationStatus(status), Reasons = reasons };

    public static Gen<ServiceAddress> Address { get; } =
        from line1 in Text
        from line2 in MaybeText
        from city in Text
        from state in Text
        from zip in Text
        select new ServiceAddress { Line1 = line1, Line2 = line2, City = city, State = state, PostalCode = zip };

    public static Gen<InquiryMessage> Inquiry() =>
        from header in Header() from lines in Line.Array[1, 4] select new InquiryMessage(header, new UsageHistoryInquiry { Lines = lines });

    public static Gen<DeliveryPart> Part { get; } =
        from id in Code
        from number in Gen.Int[1, 5]
        from more in Gen.Int[0, 5]
        select new DeliveryPart(DeliveryId.Parse(id), number, number + more);

    public static Gen<UsageHistory> Usage { get; } =
        from line in Gen.Int[1, 9999]
        from esiId in EsiId
        from texts in MaybeText.Array[5]
        from address in Address
        from hasAddress in Gen.Bool
        from error in Error
        from hasNoData in Gen.Bool
        from periods in BillingGen.Period.Array[0, 3]
        from series in SeriesGen.Series.Array[0, 2]
        select new UsageHistory
        {
            LineNumber = line,
            EsiId = esiId,
            CustomerName = texts[0],
            ServiceAddress = hasAddress ? address : null,
            LoadProfile = texts[1],
            RateClass = texts[2],
            MeterReadCycle = texts[3],
            ErcotRegion = texts[4],
            NoData = hasNoData ? error : null,
            BillingPeriods = hasNoData ? [] : periods,
            IntervalSeries = hasNoData ? [] : series,
        };

    private static Gen<InquiryLine> Line { get; } =
        from esiId in EsiId
        from address in Address
        from usage in Gen.Int[1, 3]
        from start in Date
        from days in Gen.Int[0, 400]
        from authorization in Authorization
        select new InquiryLine
        {
            EsiId = esiId,
            ServiceAddress = address,
            RequestedUsage = (RequestedUsage)usage,
            Period = new UsagePeriod(start, start.AddDays(days)),
            Authorization = authorization,
        };

    private static Gen<CustomerAuthorization> Authorization =>
        from texts in Text.Array[4]
        from maybe in MaybeText.Array[3]
        from signed in Date
        from expires in Date
        from isUnlimited in Gen.Bool
        from obtained in Gen.Bool
        select new CustomerAuthorization
        {
            CustomerName = texts[0],
            AuthorizedBy = texts[1],
            Title = maybe[0],
            Company = maybe[1],
            Telephone = texts[2],
            Email = texts[3],
            AuthorizedRecipient = maybe[2],
            AuthorizedOn = signed,
            ExpiresOn = isUnlimited ? null : expires,
            Obtained = obtained,
        };

    public static Gen<string?> Maybe(Gen<string> text) => from value in text from isThere in Gen.Bool select isThere ? value : null;
}
