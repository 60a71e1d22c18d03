using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Sending.Polling;

/// <summary>Asks for one inquiry, or for whatever is ready, until nothing more comes; and tells
/// CNP of each message once it is stored.</summary>
internal sealed class InquiryPoll(
    ClientIdentity identity, WirePolling polling, UsageFetcher fetcher, IUhitStore store, TimeProvider time, ILogger logger)
{
    /// <summary>What was fetched for an inquiry, and not confirmed yet.</summary>
    public static IEnumerable<KeyValuePair<string, FetchRecord>> Unconfirmed(InquiryRecord record) =>
        record.Ledger.Fetches?.Where(fetch => !fetch.Value.IsConfirmed && fetch.Value.FetchedAt is not null) ?? [];

    /// <summary>Asks for an inquiry, and confirms what is left from before.</summary>
    public async Task<DrainReport> PollAsync(InquiryRecord record, CancellationToken cancellationToken)
    {
        var drained = await DrainAsync(record, cancellationToken).ConfigureAwait(false);
        if (drained.Failure is not null || !polling.Confirms)
        {
            return drained;
        }

        // As it stands now: what came again has been confirmed by that.
        var left = await store.Inquiries.FindAsync(identity.Name, record.RequestId, cancellationToken).ConfigureAwait(false) is { } now
            ? await ConfirmLeftAsync(now, cancellationToken).ConfigureAwait(false)
            : new DrainReport(0);
        return left with { Stored = drained.Stored };
    }

    /// <summary>Fetches until nothing more is ready.</summary>
    /// <param name="record">The inquiry; <see langword="null"/> for whatever is ready.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<DrainReport> DrainAsync(InquiryRecord? record, CancellationToken cancellationToken)
    {
        var stored = 0;
        string? last = null;
        var contents = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var report = await FetchAsync(record, cancellationToken).ConfigureAwait(false);
            if (!report.IsStored)
            {
                return new DrainReport(stored, report.Failure, report.IsOfAll);
            }

            var message = report.Message!;
            stored += report.Outcome == IntakeOutcome.Duplicate ? 0 : 1;
            var fetched = message.ToFetch(time.GetUtcNow());
            if (polling.Confirms && await ConfirmAsync(
                message.Header.RequestId,
                fetched.Key,
                FetchRecord.Empty.With(fetched),
                cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return new DrainReport(stored, failure, IsUnconfirmed: true);
            }

            // A service that gives out the same for ever must not be asked for ever; without
            // confirmation also where it gives it a new number each time.
            var isNew = contents.Add(Convert.ToHexStringLower(message.Digest));
            if (fetched.Key == last || (!polling.Confirms && (!isNew || report.Outcome == IntakeOutcome.Duplicate)))
            {
                if (polling.Confirms)
                {
                    PollLog.GivenOutAgain(logger, identity.Name, fetched.Key, message.Header.RequestId.Value);
                }

                return new DrainReport(stored);
            }

            last = fetched.Key;
        }
    }

    /// <summary>Confirms what was fetched before and not confirmed, and what CNP did not give out again.</summary>
    public async Task<DrainReport> ConfirmLeftAsync(InquiryRecord record, CancellationToken cancellationToken)
    {
        foreach (var (key, fetch) in Unconfirmed(record))
        {
            if (await ConfirmAsync(record.RequestId, key, fetch, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return new DrainReport(0, failure, IsUnconfirmed: true);
            }
        }

        return new DrainReport(0);
    }

    private async Task<FetchReport> FetchAsync(InquiryRecord? record, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var outcome = "Failed";
        try
        {
            var report = await fetcher.FetchAsync(record, cancellationToken).ConfigureAwait(false);
            outcome = report.Outcome?.ToString() ?? outcome;
            if (report.Outcome == IntakeOutcome.Nothing)
            {
                PollLog.Nothing(logger, identity.Name, record?.RequestId.Value ?? "whatever is ready");
            }

            return report;
        }
        finally
        {
            UhitTelemetry.Fetches.Record(
                time.GetElapsedTime(startedAt).TotalSeconds,
                new TagList { { UhitTelemetry.ClientTag, identity.Name }, { UhitTelemetry.OutcomeTag, outcome } });
        }
    }

    private async Task<UhitException?> ConfirmAsync(
        RequestId requestId, string key, FetchRecord fetched, CancellationToken cancellationToken)
    {
        var (isConfirmed, isUnknown, failure) = await fetcher.ConfirmAsync(requestId, fetched, cancellationToken).ConfigureAwait(false);
        UhitTelemetry.Confirmed.Add(1, new TagList
        {
            { UhitTelemetry.ClientTag, identity.Name },
            { UhitTelemetry.OutcomeTag, isUnknown ? "Unknown" : isConfirmed ? "Confirmed" : "Failed" },
        });
        if (!isConfirmed)
        {
            PollLog.NotConfirmed(logger, identity.Name, key, requestId.Value, failure!.Message);
            return failure;
        }

        if (isUnknown)
        {
            PollLog.ConfirmedUnknown(logger, identity.Name, key, requestId.Value);
        }
        else
        {
            PollLog.Confirmed(logger, identity.Name, key, requestId.Value);
        }

        // What is not an inquiry's (yet) has no note to take back. Not cancelled: CNP knows it by now. Lost
        // all the same, the next start confirms once more.
        if (requestId == default)
        {
            return null;
        }

        await store.Inquiries.ChangeAsync(
            identity.Name, requestId, current => Confirm(current, key), CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    private static InquiryChange? Confirm(InquiryRecord record, string key) =>
        record.Ledger.Fetches?.TryGetValue(key, out var fetch) is true && !fetch.IsConfirmed
            ? new InquiryChange(record.Note(new FetchConfirmed(key)), [])
            : null;
}

/// <summary>What came of asking until nothing more was ready.</summary>
/// <param name="Stored">How many messages are stored now that were not before.</param>
/// <param name="Failure">What ended it, where it was not that nothing more is ready.</param>
/// <param name="IsOfAll">Whether the failure would meet every fetch.</param>
/// <param name="IsUnconfirmed">Whether CNP has still to be told of something.</param>
internal sealed record DrainReport(int Stored, UhitException? Failure = null, bool IsOfAll = false, bool IsUnconfirmed = false);
