using System.Globalization;
using Uhit.Client.Usage;

namespace Uhit.Client.Reliability.Orders;

/// <summary>Writes states and usage as text, so that two of them can be compared and shown.</summary>
internal static class StateText
{
    public static string Of(InquirySnapshot snapshot) => Of(
        snapshot.Sending, snapshot.IsComplete, snapshot.TransactionId?.Value, snapshot.DueAt, snapshot.OverdueAt, snapshot.Errors,
        snapshot.Lines.Select(line => Line(line.State, line.Received, line.Errors)));

    public static string Of(
        SendingState sending,
        bool isComplete,
        string? transactionId,
        DateTimeOffset? dueAt,
        DateTimeOffset? overdueAt,
        IEnumerable<ReportedError> errors,
        IEnumerable<string> lines) =>
        $"{sending} {(isComplete ? "complete" : "open")} T={transactionId} due={Text(dueAt)} overdue={Text(overdueAt)} "
            + $"[{Errors(errors)}] {string.Join("; ", lines)}";

    public static string Line(LineState state, RequestedUsage received, IEnumerable<ReportedError> errors) =>
        $"{state} {received} [{Errors(errors)}]";

    /// <summary>The usage of one ESI ID.</summary>
    public static string Of(UsageHistory history) => Of(
        history.EsiId,
        history.NoData?.Code,
        history.BillingPeriods.Select(period => (period.StartDate, period.Usage)),
        history.IntervalSeries.SelectMany(series => Enumerable.Range(0, series.Count).Select(i => (series[i].End, series[i].Quantity))));

    public static string Of(
        EsiId esiId, string? noData, IEnumerable<(DateOnly Start, decimal Usage)> periods,
        IEnumerable<(DateTimeOffset End, decimal Quantity)> readings)
    {
        var culture = CultureInfo.InvariantCulture;
        var bills = periods.OrderBy(p => p.Start).Select(p => string.Create(culture, $"{p.Start:yyyyMMdd}={p.Usage:0.####}"));
        var values = readings.OrderBy(r => r.End)
            .Select(r => string.Create(culture, $"{r.End.UtcDateTime:yyyyMMddHHmm}={r.Quantity:0.####}"));
        return $"{esiId.Value} noData={noData} {string.Join(",", bills)} {string.Join(",", values)}";
    }

    private static string Errors(IEnumerable<ReportedError> errors) =>
        string.Join(",", errors.Select(error => $"{error.Code}/{error.LineNumber}"));

    private static string Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture) ?? "-";
}
