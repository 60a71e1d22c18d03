using System.Globalization;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Cli.Commands.Contract.Try;

/// <summary>Shows how messages are read.</summary>
internal sealed class TriedView(ToolOutput output, MappedContract contract, bool showsValues)
{
    private const int ShownLines = 30;

    /// <summary>Reads a file and shows what it says.</summary>
    /// <returns>Whether it would be taken.</returns>
    public bool Show(FileInfo file, CancellationToken cancellationToken)
    {
        var tried = new TriedMessage();
        var refusal = new MessageTrial(contract).Read(file.OpenRead, tried, cancellationToken);
        output.Line($"[bold]{file.Name}[/]: {Kind(tried)}");
        ShowHeader(tried);
        ShowVerdicts(tried);
        ShowUsage(tried);
        var unread = refusal is null ? Unread(file) : [];
        if (tried.UnknownElements > 0 || unread.Count > 0)
        {
            output.Line($"  [yellow]not read:[/] {Count.Of(Math.Max(tried.UnknownElements, unread.Count), "element", "elements")} that no "
                + $"path names{(unread.Count == 0 ? string.Empty : ": " + string.Join(", ", unread))}");
        }

        output.Line(refusal is null ? (LineMarkup)$"  [green]taken[/]" : $"  [red]refused:[/] {refusal}");
        output.Json(LineOf(file, tried, refusal, unread));
        return refusal is null;
    }

    private static string Kind(TriedMessage tried) => tried.Operation switch
    {
        UhitOperation.NotifyAcknowledgement => "acknowledgement",
        UhitOperation.NotifyValidation => "validation",
        UhitOperation.DeliverHistoricalUsage => "delivery",
        { } other => other.ToString(),
        null => tried.Acknowledgement is null ? "not recognised" : "answer to an inquiry",
    };

    private void ShowHeader(TriedMessage tried)
    {
        if (tried.Acknowledgement is { } answer)
        {
            output.Line(
                $"  {answer.Status}{(answer.TransactionId is { } number ? $", CNP's number {Shown(number.Value)}" : string.Empty)}");
            ShowErrors(answer.Errors);
        }

        var facts = new List<string>();
        if (tried.Header is { } header)
        {
            Add(facts, "RequestId", header.RequestId.Value);
            Add(facts, "MessageId", header.MessageId?.Value);
            Add(facts, "Authentication ID", header.AuthenticationId.Value);
            Add(facts, "CNP's number", tried.Transaction?.Value);
            Add(facts, "correlation id", tried.CorrelationId);
            if (header.SentAt is { } sentAt)
            {
                facts.Add("sent " + ToolTime.Of(sentAt));
            }
        }

        if (tried.Part is { } part)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"part {part.PartNumber} of {part.PartCount}"));
        }

        if (facts.Count > 0)
        {
            output.Line($"  {string.Join(", ", facts)}");
        }
    }

    private void ShowVerdicts(TriedMessage tried)
    {
        foreach (var verdict in tried.Verdicts.Take(ShownLines))
        {
            output.Line($"  {EsiIdOf(verdict.EsiId)}: {verdict.Status.Value}");
            ShowErrors(verdict.Reasons);
        }

        More(tried.VerdictCount);
    }

    private void ShowUsage(TriedMessage tried)
    {
        foreach (var (line, figures) in tried.Usage.Take(ShownLines))
        {
            var said = new List<string>();
            if (line.NoData is { } nothing)
            {
                said.Add("no data (" + nothing.Code + ")");
            }

            if (figures.Readings > 0)
            {
                said.Add($"{Count.Of(figures.Readings, "reading", "readings")}, {Exact(figures.IntervalKwh)} "
                    + $"kWh, {figures.EstimatedPercent.ToString("0.00", CultureInfo.InvariantCulture)} % estimated");
                said.Add(
                    figures.Gaps == 0 ? "no gaps" : $"{figures.MissingReadings.ToString(CultureInfo.InvariantCulture)} readings missing "
                        + $"in {Count.Of(figures.Gaps, "gap", "gaps")}");
            }

            if (figures.PeakKw is { } peak && figures.PeakAt is { } at)
            {
                said.Add($"peak {peak.ToString("0.###", CultureInfo.InvariantCulture)} kW until {ToolTime.Of(at)}");
            }

            if (figures.BillingPeriods > 0)
            {
                said.Add($"{Count.Of(figures.BillingPeriods, "billing period", "billing periods")}, {Exact(figures.BillingKwh)} kWh");
            }

            output.Line($"  {EsiIdOf(line.EsiId)}: {(said.Count == 0 ? "nothing" : string.Join("; ", said))}");
            foreach (var remark in UsageRemarks.Of(figures))
            {
                output.Line($"    [yellow]{remark}[/]");
            }
        }

        More(tried.UsageCount);
    }

    private void ShowErrors(IEnumerable<ReportedError> errors)
    {
        foreach (var error in errors.Take(ShownLines))
        {
            // CNP's words may repeat a name or an ESI ID.
            output.Line($"    {error.Code}{(showsValues ? ": " + error.Description : string.Empty)}");
        }
    }

    private void More(int count)
    {
        if (count > ShownLines)
        {
            output.Line($"  … and {count - ShownLines} more");
        }
    }

    private IReadOnlyList<string> Unread(FileInfo file)
    {
        using var stream = file.OpenRead();
        return UnreadElements.Of(
            stream, contract.Model.Messages.SelectMany(message => new[] { message.Content, message.Answer?.Content }).OfType<ScopeModel>());
    }

    private void Add(List<string> facts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts.Add($"{name} {Shown(value)}");
        }
    }

    private string Shown(string value) => showsValues ? value : "there";

    private string EsiIdOf(EsiId esiId) => showsValues ? esiId.Value : esiId.ToString();

    private static string Exact(decimal? number) =>
        number is { } known ? known.ToString("0.############", CultureInfo.InvariantCulture) : "-";

    private TriedLine LineOf(FileInfo file, TriedMessage tried, string? refusal, IReadOnlyList<string> unread) => new(
        file.Name,
        tried.Operation,
        refusal is null,
        refusal,
        showsValues ? tried.Header?.RequestId.Value : null,
        showsValues ? tried.Transaction?.Value : null,
        tried.Acknowledgement?.Status,
        tried.VerdictCount,
        tried.UsageCount,
        [.. tried.Verdicts.Select(verdict =>
            new VerdictItem(EsiIdOf(verdict.EsiId), verdict.Status.Value, [.. verdict.Reasons.Select(reason => reason.Code)]))],
        [.. tried.Usage.Select(one => UsageItem.Of(EsiIdOf(one.Line.EsiId), one.Line, one.Figures))],
        tried.UnknownElements,
        unread);

    private sealed record VerdictItem(string EsiId, string Status, IReadOnlyList<string> Reasons);

    private sealed record UsageItem(
        string EsiId, string? NoData, int Readings, decimal? IntervalKwh, long MissingReadings, int EstimatedReadings, decimal? PeakKw,
        DateTimeOffset? PeakAt, int BillingPeriods, decimal? BillingKwh, IReadOnlyList<UnknownCode> UnknownCodes)
    {
        public static UsageItem Of(string esiId, UsageHistory line, UsageSummary figures) => new(
            esiId,
            line.NoData?.Code,
            figures.Readings,
            figures.IntervalKwh,
            figures.MissingReadings,
            figures.EstimatedReadings,
            figures.PeakKw,
            figures.PeakAt,
            figures.BillingPeriods,
            figures.BillingKwh,
            figures.UnknownCodes);
    }

    private sealed record TriedLine(
        string File, UhitOperation? Operation, bool Taken, string? Refusal, string? RequestId, string? TransactionId,
        AcknowledgementStatus? Status, int VerdictCount, int UsageCount,
        IReadOnlyList<VerdictItem> Verdicts, IReadOnlyList<UsageItem> Usage, int UnknownElements,
        IReadOnlyList<string> NotRead) : JsonLine("tried");
}
