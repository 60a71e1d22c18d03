using System.Runtime.CompilerServices;
using Uhit.Client.Usage;

namespace Uhit.Client.Testing;

/// <summary>A client without network and store: records what is submitted, and answers as the test says.</summary>
/// <remarks>Thread-safe. Accepts every inquiry unless <see cref="AnswerWith"/> says otherwise; <see cref="Deliver"/>, <see cref="Fail"/>
/// and <see cref="Reject"/> play CNP. <see cref="WaitAsync"/> ends as soon as nothing more is waited for.</remarks>
public sealed class FakeUsageHistoryClient : IUsageHistoryClient
{
    private readonly object _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<RequestId, FakeInquiry> _inquiries = [];
    private readonly List<UsageHistoryInquiry> _submitted = [];
    private readonly List<RequestId> _resent = [];
    private Func<UsageHistoryInquiry, SubmitOutcome> _answer = _ => SubmitOutcome.Accepted;

    /// <summary>Makes a client.</summary>
    /// <param name="timeProvider">The clock; the system's where left out.</param>
    /// <param name="name">Its name.</param>
    /// <param name="environment">Its environment.</param>
    public FakeUsageHistoryClient(
        TimeProvider? timeProvider = null, string name = "Test", UhitEnvironment environment = UhitEnvironment.Test)
    {
        _time = timeProvider ?? TimeProvider.System;
        Name = name;
        Environment = environment;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public UhitEnvironment Environment { get; }

    /// <summary>Whether inquiries are judged by the rules of the real client, so that a bad one is
    /// <see cref="SubmitOutcome.Invalid"/>.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ChecksRules { get; set; } = true;

    /// <summary>What <see cref="CheckConnectionAsync"/> returns.</summary>
    public ConnectionReport ConnectionReport { get; set; } = new()
    {
        Endpoint = new Uri("https://cnp.example/uhit/inquiry"),
        CheckedAt = default,
        Steps = [],
    };

    /// <summary>Every inquiry that was submitted, in order, repetitions by client reference included.</summary>
    public IReadOnlyList<UsageHistoryInquiry> Submitted
    {
        get
        {
            lock (_lock)
            {
                return [.. _submitted];
            }
        }
    }

    /// <summary>Every inquiry that was resent, in order.</summary>
    public IReadOnlyList<RequestId> Resent
    {
        get
        {
            lock (_lock)
            {
                return [.. _resent];
            }
        }
    }

    /// <summary>Says how the next submissions and resends end.</summary>
    /// <param name="answer">From the inquiry to the outcome: accepted, rejected or uncertain.</param>
    public void AnswerWith(Func<UsageHistoryInquiry, SubmitOutcome> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        lock (_lock)
        {
            _answer = answer;
        }
    }

    /// <summary>Plays CNP's delivery of one or more lines.</summary>
    /// <param name="id">The inquiry.</param>
    /// <param name="histories">The usage.</param>
    public void Deliver(RequestId id, params IReadOnlyList<UsageHistory> histories) => Change(id, inquiry => inquiry.Deliver(histories));

    /// <summary>Plays CNP's validation that fails a line.</summary>
    /// <param name="id">The inquiry.</param>
    /// <param name="esiId">The line's ESI ID.</param>
    /// <param name="code">CNP's code.</param>
    public void Fail(RequestId id, EsiId esiId, string code = "A76") => Change(id, inquiry => inquiry.Fail(esiId, code));

    /// <summary>Plays CNP's rejection of the whole inquiry by a later callback.</summary>
    /// <param name="id">The inquiry.</param>
    /// <param name="code">CNP's code.</param>
    public void Reject(RequestId id, string code = "MissingField") => Change(id, inquiry => inquiry.Reject(code));

    /// <inheritdoc/>
    public Task<SubmitResult> SubmitAsync(UsageHistoryInquiry inquiry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inquiry);
        cancellationToken.ThrowIfCancellationRequested();
        var errors = ChecksRules ? new InquiryRules().Validate(inquiry, FakeInquiry.Sender, _time) : [];
        if (errors.Count > 0)
        {
            return Task.FromResult(new SubmitResult { Outcome = SubmitOutcome.Invalid, InvalidFields = errors });
        }

        lock (_lock)
        {
            _submitted.Add(inquiry);
            var known = inquiry.ClientReference is null
                ? null
                : _inquiries.Values.FirstOrDefault(candidate => candidate.Inquiry.ClientReference == inquiry.ClientReference);
            if (known is not null)
            {
                return Task.FromResult(known.Result(SubmitOutcome.AlreadySubmitted));
            }

            var added = new FakeInquiry(Name, Environment, RequestId.Create(_time), inquiry, _time);
            var result = added.Answer(_answer(inquiry));
            _inquiries.Add(added.RequestId, added);
            return Task.FromResult(result);
        }
    }

    /// <inheritdoc/>
    public Task<InquirySnapshot?> FindAsync(RequestId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_inquiries.GetValueOrDefault(id)?.Snapshot);
        }
    }

    /// <inheritdoc/>
    public async Task<InquirySnapshot> WaitAsync(RequestId id, CancellationToken cancellationToken = default)
    {
        Task finished;
        lock (_lock)
        {
            finished = Find(id).Finished;
        }

        await finished.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            return Find(id).Snapshot;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<InquirySnapshot> ListAsync(
        InquiryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<InquirySnapshot> found;
        lock (_lock)
        {
            found = [.. _inquiries.Values.Select(inquiry => inquiry.Snapshot)
                .Where(Matches).Reverse()
                .OrderByDescending(snapshot => snapshot.CreatedAt)
                .Take(query.Limit ?? int.MaxValue)];
        }

        foreach (var snapshot in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return snapshot;
        }

        await Task.CompletedTask.ConfigureAwait(false);

        bool Matches(InquirySnapshot snapshot) =>
            (query.Sending is null || snapshot.Sending == query.Sending)
            && (query.IsFinished is null || snapshot.IsFinished == query.IsFinished)
            && (query.ClientReference is null || snapshot.ClientReference == query.ClientReference)
            && (query.CreatedFrom is null || snapshot.CreatedAt >= query.CreatedFrom)
            && (query.CreatedBefore is null || snapshot.CreatedAt < query.CreatedBefore);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UsageHistory> ReadUsageAsync(
        RequestId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<UsageHistory> usage;
        lock (_lock)
        {
            usage = Find(id).Usage;
        }

        foreach (var history in usage)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return history;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<SubmitResult> ResendAsync(RequestId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var inquiry = Find(id);
            _resent.Add(id);
            return Task.FromResult(inquiry.Snapshot.Sending == SendingState.Accepted
                ? inquiry.Result(SubmitOutcome.AlreadySubmitted)
                : inquiry.Answer(_answer(inquiry.Inquiry)));
        }
    }

    /// <inheritdoc/>
    public Task AbandonAsync(RequestId id, string reason, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Change(id, inquiry => inquiry.Abandon(reason));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is unmatched in the fake, so nothing is adopted.</remarks>
    public Task<ImportResult> ImportInquiryAsync(
        UsageHistoryInquiry inquiry, RequestId requestId, DateTimeOffset sentAt, MessageId? messageId = null,
        TransactionId? transactionId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inquiry);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var wasAdded = !_inquiries.TryGetValue(requestId, out var known);
            if (wasAdded)
            {
                known = new FakeInquiry(Name, Environment, requestId, inquiry, _time);
                known.Import(sentAt, transactionId);
                _inquiries.Add(requestId, known);
            }

            return Task.FromResult(new ImportResult { Inquiry = known!.Snapshot, WasAdded = wasAdded, Adopted = 0, NotReadable = 0 });
        }
    }

    /// <inheritdoc/>
    /// <remarks>A test delivers by itself: there is nothing to fetch.</remarks>
    public Task<int> PollAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(0);
    }

    /// <inheritdoc/>
    /// <remarks>Ends at once, as where the contract has nothing to fetch.</remarks>
    public Task KeepPollingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ConnectionReport> CheckConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(ConnectionReport);
    }

    private void Change(RequestId id, Action<FakeInquiry> change)
    {
        lock (_lock)
        {
            change(Find(id));
        }
    }

    private FakeInquiry Find(RequestId id) =>
        _inquiries.GetValueOrDefault(id) ?? throw new UhitInquiryException(id, "No inquiry of this number was submitted to the fake.");
}
