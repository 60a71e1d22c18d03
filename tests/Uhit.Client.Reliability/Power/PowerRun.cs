using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Power;

/// <summary>Power loss: what was acknowledged is there after any cut.</summary>
internal static class PowerRun
{
    private const int Senders = 8;

    /// <param name="seed">Chooses load, order, cut points and what survives.</param>
    /// <param name="cuts">How many cuts.</param>
    /// <param name="inquiries">How many inquiries each recording has, of four callbacks each.</param>
    /// <param name="cutsOfEach">How many cuts each recording is used for.</param>
    /// <param name="weaken">Weakens the store: the control.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PowerFigures> RunAsync(
        int seed, int cuts, int inquiries, int cutsOfEach, Func<SqliteUhitStore, Task>? weaken = null,
        CancellationToken cancellationToken = default)
    {
        using var certificates = new ThrowawayCertificates();
        var figures = new PowerFigures();
        for (var round = 0; figures.Cuts < cuts; round++)
        {
            var random = new Random(unchecked((seed * 7919) + round));
            var load = Load(random, inquiries);
            var recording = await PowerRecording.MakeAsync(
                load, Senders, seed + round, certificates, weaken, cancellationToken).ConfigureAwait(false);
            figures += await new PowerCuts(recording, load, certificates, random)
                .RunAsync(Math.Min(cutsOfEach, cuts - figures.Cuts), cancellationToken).ConfigureAwait(false);
        }

        return figures;
    }

    /// <summary>A kill, a restart and then a cut, so many times.</summary>
    public static async Task<PowerFigures> RunAfterKillAsync(
        int seed, int kills, int inquiries, CancellationToken cancellationToken = default)
    {
        using var certificates = new ThrowawayCertificates();
        var random = new Random(seed);
        var figures = new PowerFigures();
        while (figures.Cuts < kills)
        {
            var load = Load(random, inquiries);
            var recording = await PowerRecording.MakeAsync(
                load, Senders, random.Next(), certificates, weaken: null, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < 10 && figures.Cuts < kills; i++)
            {
                figures += await new KillThenPower(recording, load, certificates, random).RunAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return figures;
    }

    /// <summary>Sets <c>synchronous=NORMAL</c> on a store that is open, which it would refuse at its
    /// opening; nothing else may write yet.</summary>
    public static Task UseNormalSynchronousAsync(SqliteUhitStore store) => store.Core.Writer.WriteAsync(
        session =>
        {
            // The setting cannot be changed in a transaction: this one is ended, and another begun in its place.
            session.Commit();
            session.Execute("PRAGMA synchronous = NORMAL");
            session.Begin();
        },
        CancellationToken.None);

    // Mostly days, some months, and now and then a body of several chunks: the log is checkpointed more than once.
    private static List<LoadInquiry> Load(Random random, int inquiries)
    {
        var plan = new LoadPlan(random.Next(1_000_000), TimeProvider.System);
        return [.. Enumerable.Range(0, inquiries).Select(i => plan.Next(i, i % 8 == 7 ? 30 : 1, i % 8 == 3 ? 1_200_000 : 0))];
    }
}
