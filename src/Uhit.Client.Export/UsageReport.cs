using System.Text;
using Uhit.Client.Export.Report;
using Uhit.Client.Usage;

namespace Uhit.Client.Export;

/// <summary>Writes usage history as one HTML page with pictures that needs nothing but itself: to be sent, printed, or put on a
/// server.</summary>
public static class UsageReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="usage">One history for each ESI ID, as <c>IUsageHistoryClient.ReadUsageAsync</c> gives them; of one ESI ID that comes
    /// several times, each is shown on its own.</param>
    /// <param name="destination">Takes UTF-8. Left open.</param>
    /// <param name="options">What is shown.</param>
    /// <param name="cancellationToken">Stops; what was written until then is no page.</param>
    /// <returns>How many ESI IDs are in it.</returns>
    public static async Task<int> WriteAsync(
        IAsyncEnumerable<UsageHistory> usage, Stream destination, UsageReportOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new UsageReportOptions();
        var page = new ReportPage(options);
        await foreach (var history in usage.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            page.Add(ReportSubject.Of(history, options));
        }

        var writer = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using (writer.ConfigureAwait(false))
        {
            foreach (var part in page.Parts())
            {
                await writer.WriteAsync(part.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }

        return page.Count;
    }

    /// <summary>Draws the pictures of the page one by one, as SVG files.</summary>
    /// <param name="usage">As above.</param>
    /// <param name="write">Takes the name of a file, such as <c>10089010000000000001-heat-map.svg</c>, and its text.</param>
    /// <param name="options">What is shown.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task WriteSvgAsync(
        IAsyncEnumerable<UsageHistory> usage, Func<string, string, CancellationToken, Task> write, UsageReportOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(write);
        options ??= new UsageReportOptions();
        await foreach (var history in usage.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var subject = ReportSubject.Of(history, options);
            foreach (var channel in subject.Channels)
            {
                foreach (var (name, picture) in channel.Pictures(subject.Name))
                {
                    await write($"{subject.Id}{channel.Suffix}-{name}.svg", picture.ToFile(), cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
