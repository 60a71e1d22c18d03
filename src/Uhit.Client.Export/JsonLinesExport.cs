using Uhit.Client.Export.Formats;
using Uhit.Client.Export.Writing;

namespace Uhit.Client.Export;

/// <summary>JSON lines: one object a reading, or a day.</summary>
/// <remarks>
/// <para>A reading: <c>esi_id</c>, <c>channel</c>, <c>interval_start</c>, <c>interval_end</c>, <c>kwh</c>, <c>quality</c>, as in
/// <see cref="CsvExport"/>.</para>
/// <para>A day of Central Prevailing Time: <c>esi_id</c>, <c>channel</c>, <c>date</c>, <c>start</c>, <c>minutes</c> (the length of each
/// interval), <c>kwh</c> (92, 96 or 100 values of 15 minutes, <c>null</c> where one is missing), and <c>quality</c>: an object that lists,
/// for each quality other than <c>Actual</c>, the positions of its readings from 0. Readings of another length have an object of their
/// own, and so have readings that begin at no multiple of their length.</para>
/// <para>kWh are numbers with all their digits: a reader that takes them as doubles keeps 15 of them. UTF-8; lines end with LF.</para>
/// </remarks>
public sealed record JsonLinesExport : UsageExport
{
    /// <summary>Whether each object is a day rather than a reading.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ByDay { get; init; }

    internal override ExportWriter Open(Stream output, ExportTally tally) =>
        ByDay ? new JsonDaysWriter(output, tally) : new JsonReadingsWriter(output, tally);
}
