using System.Diagnostics;
using System.Globalization;
using System.Text;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Measure;

/// <summary>What messages of very many minimal lines cost, and what others wait for them.</summary>
internal static class FloodRun
{
    private const int AtOnce = 3;
    private const int SmallOnes = 20;

    public static async Task RunAsync(StoreKind kind, int lines, TextWriter output, CancellationToken cancellationToken)
    {
        var site = await RunSite.CreateAsync(kind).ConfigureAwait(false);
        await using var disposingSite = site.ConfigureAwait(false);
        var host = new LoadReceiver(await site.Store.OpenAsync().ConfigureAwait(false), site.Certificates, new Effects());
        await using var disposingHost = host.ConfigureAwait(false);
        var inquiries = Enumerable.Range(0, 4).Select(i => new LoadPlan(1, TimeProvider.System).Next(i, days: 1)).ToList();
        foreach (var inquiry in inquiries)
        {
            await host.Store.Inquiries.AddAsync(inquiry.Record, cancellationToken).ConfigureAwait(false);
        }

        // Everything is compiled once before it is timed.
        await TimeAsync(host, Flood(inquiries[0], "warm", 2000), cancellationToken).ConfigureAwait(false);
        await TimeAsync(host, Small(inquiries[1], "warm"), cancellationToken).ConfigureAwait(false);

        var once = Flood(inquiries[0], "F1", lines);
        var first = await TimeAsync(host, once, cancellationToken).ConfigureAwait(false);
        var second = await TimeAsync(host, Flood(inquiries[0], "F2", 2 * lines), cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{lines} lines, {once.Body.Length / 1e6:F1} MB: {first.TotalSeconds:F2} s; "
                + $"{2 * lines} lines: {second.TotalSeconds:F2} s ({second / first:F2}×)")).ConfigureAwait(false);
        var alone = await SmallAsync(host, inquiries[2], "alone", cancellationToken).ConfigureAwait(false);
        var floods = Enumerable.Range(0, AtOnce).Select(i =>
            Task.Run(() => TimeAsync(host, Flood(inquiries[0], $"F-{i}", 2 * lines), cancellationToken), cancellationToken)).ToList();
        var beside = await SmallAsync(host, inquiries[3], "beside", cancellationToken).ConfigureAwait(false);
        var areThere = floods.Count(flood => !flood.IsCompleted);
        var longest = (await Task.WhenAll(floods).ConfigureAwait(false)).Max();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"a small message alone: {Text(alone)}; beside {AtOnce} floods of {2 * lines} lines "
                + $"({areThere} still there at its end, {longest.TotalSeconds:F2} s the longest): {Text(beside)}")).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        var read = await host.Store.Inbox.ReadUsageAsync(LoadPlan.Client, inquiries[0].Record.RequestId, cancellationToken)
            .CountAsync(cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{read} lines read back: {watch.Elapsed.TotalSeconds:F2} s; "
                + $"peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MiB")).ConfigureAwait(false);
    }

    private static string Text(IReadOnlyList<TimeSpan> times) => string.Create(
        CultureInfo.InvariantCulture,
        $"median {times.Order().ElementAt(times.Count / 2).TotalMilliseconds:F0} ms, longest {times.Max().TotalMilliseconds:F0} ms");

    private static async Task<IReadOnlyList<TimeSpan>> SmallAsync(
        LoadReceiver host, LoadInquiry inquiry, string name, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < SmallOnes; i++)
        {
            times.Add(await TimeAsync(host, Small(inquiry, name + i), cancellationToken).ConfigureAwait(false));
        }

        return times;
    }

    private static async Task<TimeSpan> TimeAsync(LoadReceiver host, LoadMessage message, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var response = await host.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == 200
            ? watch.Elapsed
            : throw new InvalidOperationException($"{message.Key} was answered with {response.StatusCode}.");
    }

    private static LoadMessage Small(LoadInquiry inquiry, string messageId) =>
        Renamed(inquiry.Messages.First(each => each.Operation == UhitOperation.NotifyValidation), messageId, text => text);

    // The lines of an ordinary delivery are replaced.
    private static LoadMessage Flood(LoadInquiry inquiry, string messageId, int count)
    {
        var line = $"<UsageHistory><LineNumber>1</LineNumber><EsiId>{inquiry.Record.Inquiry.Lines[0].EsiId.Value}</EsiId></UsageHistory>";
        return Renamed(
            inquiry.Messages.First(each => each.Operation == UhitOperation.DeliverHistoricalUsage),
            messageId,
            text =>
            {
                var from = text.IndexOf("<UsageHistory>", StringComparison.Ordinal);
                var to = text.LastIndexOf("</UsageHistory>", StringComparison.Ordinal) + "</UsageHistory>".Length;
                return new StringBuilder(text[..from], text.Length + (count * line.Length)).Insert(from, line, count)
                    .Append(text[to..]).ToString();
            });
    }

    private static LoadMessage Renamed(LoadMessage message, string messageId, Func<string, string> change)
    {
        var id = MessageId.Parse(messageId);
        var text = Encoding.UTF8.GetString(message.Body).Replace(
            $">{message.Header.MessageId!.Value.Value}<", $">{id.Value}<", StringComparison.Ordinal);
        return message with { Header = message.Header with { MessageId = id }, Body = Encoding.UTF8.GetBytes(change(text)) };
    }
}
