using Uhit.Client.Export.Formats;
using Uhit.Client.Export.Writing;

namespace Uhit.Client.Export;

/// <summary>Tidy CSV, one line a reading: <c>esi_id,channel,interval_start,interval_end,kwh,quality</c>.</summary>
/// <remarks>UTF-8 without a mark, lines end with LF. Times are ISO 8601 with the offset of Central Prevailing Time, so that both hours
/// of the autumn clock change are told apart: <c>2025-11-02T01:15:00-05:00</c>. kWh have all their digits. The quality is <c>Actual</c>,
/// <c>Estimated</c>, or a code as it came; one that a spreadsheet would take for a formula has an apostrophe before it.</remarks>
public sealed record CsvExport : UsageExport
{
    internal override ExportWriter Open(Stream output, ExportTally tally) => new CsvWriter(output, tally);
}
