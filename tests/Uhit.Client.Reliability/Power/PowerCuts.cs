using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Power;

/// <summary>Cuts the power at some points of a recording, and looks at what is found afterwards.</summary>
internal sealed class PowerCuts(
    PowerRecording recording, IReadOnlyList<LoadInquiry> inquiries, ThrowawayCertificates certificates, Random random)
{
    /// <summary>Cuts so many times: half of them at the instant at which an acknowledgement was handed out.</summary>
    public async Task<PowerFigures> RunAsync(int cuts, CancellationToken cancellationToken)
    {
        var given = recording.Given.ToArray();
        var points = Enumerable.Range(0, cuts)
            .Select(i => i % 2 == 0 ? given[random.Next(given.Length)].Position : random.Next(recording.Trace.Count + 1))
            .Order();
        var disk = new ModelDisk(random);
        var figures = new PowerFigures { Violations = recording.Violations };
        foreach (var point in points)
        {
            while (disk.Position < point)
            {
                disk.Apply(recording.Trace[disk.Position]);
            }

            figures += await CutAsync(disk, [.. given.Where(each => each.Position <= point)], cancellationToken).ConfigureAwait(false);
        }

        return figures;
    }

    private async Task<PowerFigures> CutAsync(ModelDisk disk, IReadOnlyList<Given> given, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        disk.Crash(folder.Path);
        var effects = new Effects();
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = folder.Database });
        var host = new LoadReceiver(store, certificates, effects, new LaterTime(TimeSpan.FromHours(1)));
        await using (host.ConfigureAwait(false))
        {
            try
            {
                await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
                var wrong = new List<string>(await new StoreCheck(store).RunAsync(given, cancellationToken).ConfigureAwait(false));
                wrong.AddRange(await EffectCheck.RunAsync(store, cancellationToken).ConfigureAwait(false));
                if (wrong.Count == 0)
                {
                    await host.StartDispatcherAsync(cancellationToken).ConfigureAwait(false);
                    wrong.AddRange(await RepeatAsync(host, given, cancellationToken).ConfigureAwait(false));
                    await host.FinishEventsAsync(cancellationToken).ConfigureAwait(false);
                    wrong.AddRange(await EffectCheck.RunAsync(store, cancellationToken).ConfigureAwait(false));
                    wrong.AddRange(effects.Calls.Where(call => call.Value > 1)
                        .Select(call => $"{call.Key}: handled {call.Value} times after the restart"));
                }

                return new PowerFigures { Cuts = 1, Checked = given.Count, Violations = wrong };
            }
            catch (UhitStoreException exception)
            {
                return new PowerFigures
                {
                    Cuts = 1,
                    Violations = [$"the store cannot be used after the cut at {disk.Position}: {exception.Message}"],
                };
            }
        }
    }

    // CNP sends again what it has no answer to, which is taken now, and some of what it has: that gets the same bytes.
    private async Task<IEnumerable<string>> RepeatAsync(LoadReceiver host, IReadOnlyList<Given> given, CancellationToken cancellationToken)
    {
        var answers = given.DistinctBy(each => each.Message.Key).ToDictionary(
            each => each.Message.Key, each => each.Answer, StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var inquiry in inquiries)
        {
            await host.Store.Inquiries.AddAsync(inquiry.Record, cancellationToken).ConfigureAwait(false);
            foreach (var message in inquiry.Messages.Where(message => !answers.ContainsKey(message.Key) || random.Next(4) == 0))
            {
                var response = await host.SendAsync(message, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode != 200)
                {
                    wrong.Add($"{message.Key}: sent again after the cut, answered with status {response.StatusCode}");
                }
                else if (answers.TryGetValue(message.Key, out var first) && !response.Body.Span.SequenceEqual(first))
                {
                    wrong.Add($"{message.Key}: sent again after the cut, answered otherwise");
                }
            }
        }

        return wrong;
    }
}
