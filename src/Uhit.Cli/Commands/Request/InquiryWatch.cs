using Spectre.Console;
using Spectre.Console.Rendering;
using Uhit.Cli.Errors;
using Uhit.Cli.Inquiries;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Request;

/// <summary>Waits for an inquiry and shows how far each line is: over the same place of a terminal, else a line per change.</summary>
internal sealed class InquiryWatch
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private readonly IUsageHistoryClient _client;
    private readonly ToolOutput _output;
    private readonly TimeProvider _time;

    public InquiryWatch(IUsageHistoryClient client, ToolOutput output, TimeProvider time)
    {
        _client = client;
        _output = output;
        _time = time;
    }

    /// <summary>Waits until nothing more is waited for.</summary>
    public async Task<InquirySnapshot> WaitAsync(RequestId id, CancellationToken cancellationToken)
    {
        if (!_output.IsInteractive)
        {
            return await WatchAsync(id, ShowChanges, cancellationToken).ConfigureAwait(false);
        }

        return await _output.Console.Live(new Text(string.Empty)).AutoClear(true).StartAsync(async live =>
            await WatchAsync(
                id, (_, now) => live.UpdateTarget(Picture(now)), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<InquirySnapshot> WatchAsync(
        RequestId id, Action<InquirySnapshot?, InquirySnapshot> show, CancellationToken cancellationToken)
    {
        InquirySnapshot? before = null;
        while (true)
        {
            var now = await _client.FindAsync(id, cancellationToken).ConfigureAwait(false)
                ?? throw new ToolException($"Inquiry {id} is not in the store any more.");
            show(before, now);
            if (now.IsFinished)
            {
                return now;
            }

            before = now;
            await Task.Delay(LookInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ShowChanges(InquirySnapshot? before, InquirySnapshot now)
    {
        if (before is not null && before.Sending != now.Sending)
        {
            _output.Line($"Sending: {now.Sending}");
        }

        var isShort = now.Lines.Count <= SnapshotView.MostLinesShown;
        for (var i = 0; i < now.Lines.Count; i++)
        {
            var line = now.Lines[i];
            if (line.State == (before?.Lines[i].State ?? LineState.Waiting))
            {
                continue;
            }

            if (isShort)
            {
                _output.Line($"Line {line.LineNumber} {line.EsiId.Value}: {line.State}");
            }

            _output.Json(new ProgressLine(
                now.RequestId.Value, line.LineNumber, line.EsiId.Value, line.State, SnapshotView.Ended(now), now.Lines.Count));
        }

        if (!isShort && SnapshotView.Counts(now) is var counts && (before is null || counts != SnapshotView.Counts(before)))
        {
            _output.Line($"{ToolTime.Of(_time.GetUtcNow())} {counts}");
        }
    }

    private Rows Picture(InquirySnapshot now)
    {
        var ended = SnapshotView.Ended(now);
        var head = new Text(
            $"{ended} of {Count.Of(now.Lines.Count, "line has its end", "lines have their end")}. Ctrl+C stops waiting; nothing is lost by "
                + "it.");
        var body = now.Lines.Count <= SnapshotView.MostLinesShown
            ? (IRenderable)SnapshotView.Lines(now).For(_output.Console)
            : new Text(SnapshotView.Counts(now));
        return new Rows(head, body);
    }

    private sealed record ProgressLine(
        string RequestId, int LineNumber, string EsiId, LineState State, int Ended, int Lines) : JsonLine("progress");
}
