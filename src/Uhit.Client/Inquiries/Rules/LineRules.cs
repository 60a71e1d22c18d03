namespace Uhit.Client.Inquiries.Rules;

/// <summary>The rules for one line.</summary>
internal static class LineRules
{
    private const int MinDays = 3;
    private const int EsiIdLength = 22;
    private const string TdspCode = "08901";

    // What a binary number of 22 digits ends in once it was cut to the 15 that spreadsheets keep.
    private const string CutEnd = "0000000";

    public static void Check(ErrorList errors, InquiryLine? line, InquiryRules rules, DateOnly today, Dictionary<EsiId, int> firstLineOf)
    {
        if (line is null)
        {
            errors.Add(InquiryErrorCode.MissingField, string.Empty, "the line is missing.");
            return;
        }

        CheckEsiId(errors, line.EsiId, rules, firstLineOf);
        CheckAddress(errors, line.ServiceAddress);
        CheckRequested(errors, line.RequestedUsage);
        CheckPeriod(errors, line.Period, today);
        AuthorizationRules.Check(errors, line.Authorization, today);
    }

    private static void CheckEsiId(ErrorList errors, EsiId esiId, InquiryRules rules, Dictionary<EsiId, int> firstLineOf)
    {
        const string Field = nameof(InquiryLine.EsiId);
        if (esiId == default)
        {
            errors.Add(InquiryErrorCode.MissingField, Field, "the ESI ID is missing.");
            return;
        }

        if (rules.RequireTerritory && !rules.TerritoryPrefixes.Any(prefix => esiId.Value.StartsWith(prefix, StringComparison.Ordinal)))
        {
            errors.Add(
                InquiryErrorCode.NotInTerritory,
                Field,
                $"the ESI ID {esiId} is outside CNP's territory: it begins with none of the TerritoryPrefixes "
                    + $"({string.Join(", ", rules.TerritoryPrefixes)}).");
        }

        if (!rules.AllowUnlikelyEsiIds)
        {
            CheckLikely(errors, Field, esiId);
        }

        if (!firstLineOf.TryAdd(esiId, errors.LineNumber ?? 0))
        {
            errors.Add(InquiryErrorCode.DuplicateEsiId, Field, $"the ESI ID {esiId} is asked for in line {firstLineOf[esiId]} already.");
        }
    }

    private static void CheckLikely(ErrorList errors, string field, EsiId esiId)
    {
        if (esiId.Value.Length == EsiIdLength && esiId.Value.EndsWith(CutEnd, StringComparison.Ordinal))
        {
            errors.Add(
                InquiryErrorCode.UnlikelyEsiId,
                field,
                $"the ESI ID ends in {CutEnd.Length} zeros: a spreadsheet has probably made a number of it and cut it to 15 digits. Take "
                    + "it from its source again, as text. Where it is right, set AllowUnlikelyEsiIds.");
        }
        else if (esiId.TdspCode == TdspCode && esiId.Value.Length != EsiIdLength)
        {
            errors.Add(
                InquiryErrorCode.UnlikelyEsiId,
                field,
                $"the ESI ID {esiId} has {esiId.Value.Length} digits, CNP's have {EsiIdLength}: digits are missing or too many. Where it "
                    + "is right, set AllowUnlikelyEsiIds.");
        }
    }

    private static void CheckAddress(ErrorList errors, ServiceAddress? address)
    {
        if (address is null)
        {
            errors.Add(InquiryErrorCode.MissingField, nameof(InquiryLine.ServiceAddress), "the service address is missing.");
            return;
        }

        var below = errors.Under(nameof(InquiryLine.ServiceAddress));
        TextRules.CheckRequired(below, nameof(address.Line1), address.Line1);
        TextRules.CheckOptional(below, nameof(address.Line2), address.Line2);
        TextRules.CheckRequired(below, nameof(address.City), address.City);
        TextRules.CheckRequired(below, nameof(address.State), address.State);
        TextRules.CheckRequired(below, nameof(address.PostalCode), address.PostalCode);
    }

    private static void CheckRequested(ErrorList errors, RequestedUsage requested)
    {
        const string Field = nameof(InquiryLine.RequestedUsage);
        if (requested == RequestedUsage.None)
        {
            errors.Add(InquiryErrorCode.NoUsageRequested, Field, "neither billing nor interval history is asked for.");
        }
        else if ((requested & ~RequestedUsage.BillingAndInterval) != 0)
        {
            errors.Add(InquiryErrorCode.InvalidUsageRequested, Field, "the kind of history is Billing, Interval or both.");
        }
    }

    private static void CheckPeriod(ErrorList errors, UsagePeriod period, DateOnly today)
    {
        const string Field = nameof(InquiryLine.Period);
        if (period == default)
        {
            errors.Add(InquiryErrorCode.MissingField, Field, "the period is missing.");
            return;
        }

        if (period.Days < MinDays)
        {
            errors.Add(
                InquiryErrorCode.PeriodTooShort,
                Field,
                $"the period has {period.Days} day(s), CNP gives three days to one year, first and last day included.");
        }
        else if (period.IsLongerThanAYear)
        {
            errors.Add(
                InquiryErrorCode.PeriodTooLong,
                Field,
                $"the period has {period.Days} days, CNP gives three days to one full year, first and last day included.");
        }

        if (period.End > today)
        {
            errors.Add(
                InquiryErrorCode.PeriodInFuture, Field, $"the period ends after {today:yyyy-MM-dd}, today in Central Prevailing Time.");
        }
    }
}
