using System.Globalization;
using System.Text;

namespace Uhit.Client.Export.Report;

/// <summary>The page: its parts in order, each subject as it was drawn.</summary>
internal sealed class ReportPage(UsageReportOptions options)
{
    private readonly List<(ReportSubject Subject, string? Section)> _subjects = [];

    public int Count => _subjects.Count;

    public void Add(ReportSubject subject) =>
        _subjects.Add((subject, _subjects.Count < options.MaxDetailed ? SectionOf(subject) : null));

    public IEnumerable<string> Parts()
    {
        var title = Svg.Escape(options.Title);
        var made = CentralTimeText(options.MadeAt ?? TimeProvider.System.GetUtcNow());
        yield return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="color-scheme" content="light dark"><title>{title}</title>
            <style>{Svg.Style}{ReportStyle.Css}</style></head><body>
            <a class="skip" href="#content">To the figures</a>
            <header><h1>{title}</h1><p>{_subjects.Count:N0} {(_subjects.Count == 1 ? "ESI ID" : "ESI IDs")}. Days and hours are Central
            Prevailing Time. Made on {made}.</p></header><main id="content">

            """;
        if (_subjects.Count != 1)
        {
            yield return TableOfAll();
        }

        foreach (var (_, section) in _subjects)
        {
            if (section is not null)
            {
                yield return section;
            }
        }

        if (_subjects.Count > options.MaxDetailed)
        {
            yield return $"<p class=\"note\">Pictures are of the first {options.MaxDetailed:N0} ESI IDs; the table has all.</p>\n";
        }

        yield return """
            </main><footer><p>Sums are computed from all digits that came, and rounded where they are shown here; an export has every digit.
            A missing reading counts as missing, never as zero. An estimated reading is one that CNP marked so.</p></footer></body></html>

            """;
    }

    private string TableOfAll()
    {
        var table = new StringBuilder("<section aria-labelledby=\"all\"><h2 id=\"all\">All ESI IDs</h2><div class=\"scroll\"><table>");
        table.Append("<caption>Energy drawn from the grid</caption><thead><tr>");
        foreach (var head in new[] { "ESI ID", "kWh", "kWh a year", "Peak kW", "Load factor", "Readings", "Estimated" })
        {
            table.Append("<th scope=\"col\">").Append(head).Append("</th>");
        }

        table.Append("</tr></thead><tbody>\n");
        foreach (var (subject, section) in _subjects)
        {
            var channel = subject.Channels.FirstOrDefault(one => !one.IsGeneration);
            var name = Svg.Escape(subject.Id);
            table.Append("<tr><th scope=\"row\">")
                .Append(section is null ? name : $"<a href=\"#e{name}\">{name}</a>").Append("</th>");
            foreach (var cell in channel is null ? ["", "", "", "", "no data", ""] : new[]
            {
                Number(channel.Totals.KilowattHoursDelivered, 0), Number(channel.Totals.AnnualisedKilowattHours, 0),
                Number(channel.Totals.Peak?.Kilowatts, 1), Percent(channel.Totals.LoadFactor),
                $"{channel.Readings:N0} of {channel.Expected:N0}", Percent(channel.Totals.EstimatedShare),
            })
            {
                table.Append("<td>").Append(cell).Append("</td>");
            }

            table.Append("</tr>\n");
        }

        return table.Append("</tbody></table></div></section>\n").ToString();
    }

    private static string SectionOf(ReportSubject subject)
    {
        var id = "e" + Svg.Escape(subject.Id);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"subject\" aria-labelledby=\"{id}\">")
            .Append(CultureInfo.InvariantCulture, $"<h2 id=\"{id}\">{Svg.Escape(subject.Name)}</h2>\n");
        if (subject.Facts.Count > 0)
        {
            html.Append("<dl class=\"facts\">");
            foreach (var (label, text) in subject.Facts)
            {
                html.Append(CultureInfo.InvariantCulture, $"<div><dt>{label}</dt><dd>{Svg.Escape(text)}</dd></div>");
            }

            html.Append("</dl>\n");
        }

        foreach (var note in subject.LeftOut)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Svg.Escape(note)}</p>\n");
        }

        foreach (var channel in subject.Channels)
        {
            Add(html, subject, channel);
        }

        if (subject.Bills.Count > 0)
        {
            AddBills(html, subject);
        }

        if (subject.Channels.Count == 0 && subject.Bills.Count == 0)
        {
            html.Append("<p>There are no readings and no bills in this time.</p>\n");
        }

        return html.Append("</section>\n").ToString();
    }

    private static void Add(StringBuilder html, ReportSubject subject, ReportChannel channel)
    {
        if (channel.IsGeneration || subject.Channels.Count > 1)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{channel.Title}</h3>\n");
        }

        var totals = channel.Totals;
        html.Append("<dl class=\"tiles\">");
        Tile(html, "Energy", Number(totals.KilowattHoursDelivered, 0), "kWh", $"in {totals.Covered.TotalDays:N1} days");
        Tile(html, "In a year", Number(totals.AnnualisedKilowattHours, 0), "kWh", "at this rate");
        Tile(
            html, "Peak", Number(totals.Peak?.Kilowatts, 1), "kW",
            totals.Peak is { } peak ? CentralTimeText(peak.Start) : "not known");
        Tile(html, "Load factor", Percent(totals.LoadFactor), string.Empty, "average ÷ peak");
        Tile(html, "Base load", channel.BaseLoad is { } low ? Number((decimal)low, 1) : "–", "kW", "reached nine tenths of the time");
        Tile(
            html, "Readings", Percent(channel.Expected == 0 ? null : (decimal)channel.Readings / channel.Expected), string.Empty,
            $"{channel.Readings:N0} of {channel.Expected:N0}, {Percent(totals.EstimatedShare)} estimated");
        html.Append("</dl>\n");
        foreach (var (name, picture) in channel.Pictures(subject.Name))
        {
            html.Append("<figure>").Append(picture.ToElement()).Append("<figcaption>").Append(CaptionOf(name))
                .Append("</figcaption></figure>\n");
        }

        AddMonths(html, channel);
        AddGaps(html, channel);
    }

    private static string CaptionOf(string name) => name switch
    {
        "heat-map" => "Each column is a day, each row a quarter hour of the clock. On the autumn clock change the hour from 1:00 comes "
            + "twice: its first pass is the left half of the day, its second the right half. In spring the hour from 2:00 is left out.",
        "load-duration" => "All quarter hours, from the highest power to the lowest.",
        "months" => "Energy by calendar month; a thick line is what the bills that end in the month say. Hatched: readings are missing.",
        _ => "Average power by hour of the clock, for each month.",
    };

    private static void AddMonths(StringBuilder html, ReportChannel channel)
    {
        html.Append("<div class=\"scroll\"><table><caption>By month</caption><thead><tr>");
        foreach (var head in new[] { "Month", "kWh", "Readings", "Expected", "Estimated", "Billed kWh" })
        {
            html.Append("<th scope=\"col\">").Append(head).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (var month in channel.Months)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr{(month.Readings < month.Expected ? " class=\"part\"" : "")}><th scope=\"row\">")
                .Append(Pictures.Name(month.First)).Append("</th><td>").Append(Number(month.KilowattHours, 3)).Append("</td><td>")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"{month.Readings:N0}</td><td>{month.Expected:N0}</td><td>{month.Estimated:N0}</td><td>")
                .Append(month.Billed is { } billed ? Number(billed, 0) : string.Empty).Append("</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static void AddGaps(StringBuilder html, ReportChannel channel)
    {
        const int shown = 50;
        if (channel.Gaps.Count == 0)
        {
            return;
        }

        html.Append("<details><summary>").Append(
            CultureInfo.InvariantCulture,
            $"{channel.Gaps.Count:N0} {(channel.Gaps.Count == 1 ? "gap" : "gaps")} in the readings</summary><ul>");
        foreach (var gap in channel.Gaps.Take(shown))
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li>{CentralTimeText(gap.Start)} to {CentralTimeText(gap.End)}: {gap.MissingReadings:N0} readings</li>");
        }

        html.Append("</ul>").Append(channel.Gaps.Count > shown ? $"<p>And {channel.Gaps.Count - shown:N0} more.</p>" : string.Empty)
            .Append("</details>\n");
    }

    private static void AddBills(StringBuilder html, ReportSubject subject)
    {
        html.Append("<div class=\"scroll\"><table><caption>Bills</caption><thead><tr>");
        foreach (var head in new[] { "From", "To", "Meter", "Billed kWh", "Metered kW", "Billed kW" })
        {
            html.Append("<th scope=\"col\">").Append(head).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (var bill in subject.Bills)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{bill.StartDate:yyyy-MM-dd}</th><td>{bill.EndDate:yyyy-MM-dd}</td><td>")
                .Append(Svg.Escape(bill.MeterNumber ?? string.Empty)).Append("</td><td>").Append(Number(bill.Usage, 3)).Append("</td><td>")
                .Append(Number(bill.MeteredDemand, 3)).Append("</td><td>").Append(Number(bill.BilledDemand, 3)).Append("</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static void Tile(StringBuilder html, string label, string value, string unit, string note) => html.Append(
        CultureInfo.InvariantCulture,
        $"<div><dt>{label}</dt><dd><b>{value}</b> {unit}</dd><dd class=\"small\">{Svg.Escape(note)}</dd></div>");

    // At most so many digits behind the point, none that are zeros.
    private static string Number(decimal? value, int digits) => value is { } known
        ? known.ToString("#,##0" + (digits == 0 ? string.Empty : "." + new string('#', digits)), CultureInfo.InvariantCulture)
        : "–";

    private static string Percent(decimal? share) => share is { } known
        ? (known * 100).ToString(known is 0 or 1 ? "0" : "0.0", CultureInfo.InvariantCulture) + " %"
        : "–";

    private static string CentralTimeText(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, CentralTime.Zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
