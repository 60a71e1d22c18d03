using System.Diagnostics.CodeAnalysis;
using Moq;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Xunit.Sdk;

namespace Uhit.Client.Tests.Store;

/// <summary>Stores that are broken on purpose: the suite must see it.</summary>
public sealed class ConformanceControlTests
{
    [Fact]
    public async Task AStoreThatForgetsMessageIds_TurnsTheSuiteRed()
    {
        var copy = 0;
        await RedAsync(new BrokenInbox(store => Inbox(store, inbox => inbox
            .Setup(it =>
                it.CommitAsync(It.IsAny<InboxMessage>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(), It.IsAny<CancellationToken>()))
            .Returns((InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) => store.Inbox.CommitAsync(
                message with { MessageKey = message.MessageKey + Interlocked.Increment(ref copy) }, change, token)))),
            suite => suite.CommitAsync_FiftyCopiesAtOnce_StoresOneAndAnswersAllAlike());
    }

    [Fact]
    public async Task AStoreThatAnswersADuplicateAnew_TurnsTheSuiteRed()
    {
        await RedAsync(new BrokenInbox(store => Inbox(store, inbox => inbox
            .Setup(it =>
                it.CommitAsync(It.IsAny<InboxMessage>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(), It.IsAny<CancellationToken>()))
            .Returns(async (InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) =>
                (await store.Inbox.CommitAsync(message, change, token)) with { Message = message }))),
            suite => suite.CommitAsync_SameIdentityAndContent_IsADuplicateAndChangesNothing());
    }

    [Fact]
    public async Task AStoreThatComparesNoContent_TurnsTheSuiteRed()
    {
        await RedAsync(new BrokenInbox(store => Inbox(store, inbox => inbox
            .Setup(it =>
                it.CommitAsync(It.IsAny<InboxMessage>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(), It.IsAny<CancellationToken>()))
            .Returns((InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) =>
                store.Inbox.CommitAsync(message with { Digest = new byte[32] }, change, token)))),
            suite => suite.CommitAsync_OtherContent_IsAConflict());
    }

    [Fact]
    public async Task AStoreWithoutFencing_TurnsTheSuiteRed()
    {
        await RedAsync(new BrokenDispatch(store => Dispatch(store, dispatch => dispatch
            .Setup(it => it.FinishAsync(It.IsAny<DispatchClaim>(), It.IsAny<long>(), It.IsAny<CancellationToken>())).ReturnsAsync(true))),
            suite => suite.ClaimAsync_LeaseRunOut_GivesAGreaterTokenAndRefusesTheOldOne());
    }

    [Theory]
    [InlineData("Sequence")]
    [InlineData("Client")]
    [InlineData("Environment")]
    [InlineData("RequestId")]
    public async Task AStoreThatForgetsWhatItFillsInOfAnEvent_TurnsTheSuiteRed(string forgotten)
    {
        StoredEvent Forget(StoredEvent stored) => forgotten switch
        {
            "Sequence" => stored with { Sequence = 0 },
            "Client" => stored with { Client = string.Empty },
            "Environment" => stored with { Environment = UhitEnvironment.Production },
            _ => stored with { RequestId = default },
        };
        await RedAsync(new BrokenDispatch(store => Dispatch(store, dispatch => dispatch
            .Setup(it => it.ClaimAsync(It.IsAny<DispatchClaimRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (DispatchClaimRequest request, CancellationToken token) =>
                await store.Dispatch.ClaimAsync(request, token) is { } claim
                    ? claim with { Events = [.. claim.Events.Select(Forget)] }
                    : null))),
            suite => suite.ClaimAsync_EventsOfEachSource_HaveWhatTheStoreFillsIn());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task AStoreThatAlwaysTellsTheSameOfCandidates_TurnsTheSuiteRed(bool says, bool whenAdopting)
    {
        InquirySearch Tell(InquirySearch search) => search with { Choose = (candidates, _) => search.Choose!(candidates, says) };
        await RedAsync(new BrokenCorrelation(store => Inbox(store, inbox =>
            {
                if (whenAdopting)
                {
                    inbox.Setup(it => it.AdoptCorrelatedAsync(
                            It.IsAny<ReceiptId>(), It.IsAny<InquirySearch>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(),
                            It.IsAny<CancellationToken>()))
                        .Returns((ReceiptId receipt, InquirySearch search, Func<InquiryRecord, InquiryChange?> change,
                            CancellationToken token) => store.Inbox.AdoptCorrelatedAsync(receipt, Tell(search), change, token));
                }
                else
                {
                    inbox.Setup(it => it.CommitAsync(
                            It.IsAny<InboxMessage>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(), It.IsAny<CancellationToken>()))
                        .Returns((InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) =>
                            store.Inbox.CommitAsync(message with { Correlation = Tell(message.Correlation!) }, change, token));
                }
            })),
            suite => suite.Choose_OfCandidates_IsToldWhetherTheyAreNamed(says ? "t:none" : "t:T-1", requestId: null, areNamed: !says));
    }

    [Fact]
    public async Task AStoreThatForgetsProgress_TurnsTheSuiteRedAndWritesNothing()
    {
        var inner = default(IUhitStore);
        await using var suite = new BrokenInquiries(store => Of(inner = store, inquiries: Forgetful(store.Inquiries)));
        await suite.InitializeAsync();

        var said = await Assert.ThrowsAsync<InvalidOperationException>(suite.FindAsync_AfterAChange_GivesBackItsProgress);
        Assert.Contains("ReadProgress", said.Message, StringComparison.Ordinal);

        var found = (await suite.Forgetting.Inquiries.FindAsync(Sample.Client, Sample.R1))!;
        await Assert.ThrowsAsync<InvalidOperationException>(() => inner!.Inquiries.ChangeAsync(
            Sample.Client, Sample.R1, _ => Sample.Delivered(Sample.Message("M-2"))(found)));
        Assert.Single((await inner!.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Ledger.Deliveries);
    }

    [Fact]
    public void AStoreThatForgetsContent_CanNeitherWriteItNorHandItOut()
    {
        var forgotten = new StoredEvent { Kind = StoredEventKind.InquiryDue, Key = "k", OccurredAt = Sample.Now };

        Assert.Contains(
            "ReadContent", Assert.Throws<InvalidOperationException>(() => StoreJson.WriteContent(forgotten)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => StoreJson.Write(forgotten));
    }

    [Fact]
    public async Task AStoreWhosePurgeOfAnEsiIdHidesTheRest_TurnsTheSuiteRed()
    {
        await RedAsync(
            new BrokenRetention(store =>
            {
                var maintenance = new Mock<IMaintenanceStore>();
                maintenance.Setup(it => it.PurgeMessageAsync(It.IsAny<ReceiptId>(), It.IsAny<PurgeTerms>(), It.IsAny<CancellationToken>()))
                    .Returns((ReceiptId receipt, PurgeTerms terms, CancellationToken token) =>
                        store.Maintenance.PurgeMessageAsync(receipt, terms, token));
                maintenance.Setup(it => it.ListMessagesAsync(It.IsAny<PurgeTerms>(), It.IsAny<CancellationToken>()))
                    .Returns((PurgeTerms terms, CancellationToken token) =>
                        store.Maintenance.ListMessagesAsync(terms, token).Where(entry => entry.PurgedAt is null));
                return Of(store, maintenance: maintenance.Object);
            }),
            suite => suite.PurgeMessageAsync_OfAnEsiIdAndThenByAge_TakesWhatIsLeft());
    }

    [Fact]
    public async Task TheSameDetours_AroundAStoreThatIsNotBroken_StayGreen()
    {
        await GreenAsync(suite => suite.CommitAsync_FiftyCopiesAtOnce_StoresOneAndAnswersAllAlike());
        await GreenAsync(suite => suite.CommitAsync_SameIdentityAndContent_IsADuplicateAndChangesNothing());
        await GreenAsync(suite => suite.CommitAsync_OtherContent_IsAConflict());
        await GreenAsync(
            new BrokenCorrelation(store => Inbox(store, _ => { })),
            suite => suite.Choose_OfCandidates_IsToldWhetherTheyAreNamed("t:none", requestId: null, areNamed: false));
        await GreenAsync(
            new BrokenDispatch(store => Dispatch(store, _ => { })),
            suite => suite.ClaimAsync_EventsOfEachSource_HaveWhatTheStoreFillsIn());
    }

    private static Task GreenAsync(Func<InboxConformance, Task> test) => GreenAsync(
        new BrokenInbox(store => Inbox(store, _ => { })), test);

    private static async Task GreenAsync<T>(T suite, Func<T, Task> test)
        where T : StoreConformance
    {
        await suite.InitializeAsync();
        await test(suite);
        await suite.DisposeAsync();
    }

    private static async Task RedAsync<T>(T suite, Func<T, Task> test)
        where T : StoreConformance
    {
        await suite.InitializeAsync();
        await Assert.ThrowsAnyAsync<XunitException>(() => test(suite));
        await suite.DisposeAsync();
    }

    private static IUhitStore Inbox(IUhitStore store, Action<Mock<ICallbackInbox>> breakIt)
    {
        var inbox = new Mock<ICallbackInbox>();
        inbox.Setup(it =>
            it.CommitAsync(It.IsAny<InboxMessage>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(), It.IsAny<CancellationToken>()))
            .Returns((InboxMessage message, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) =>
                store.Inbox.CommitAsync(message, change, token));
        inbox.Setup(it =>
            it.AppendBodyAsync(It.IsAny<ReceiptId>(), It.IsAny<int>(), It.IsAny<ReadOnlyMemory<byte>>(), It.IsAny<CancellationToken>()))
            .Returns((ReceiptId receipt, int ordinal, ReadOnlyMemory<byte> chunk, CancellationToken token) =>
                store.Inbox.AppendBodyAsync(receipt, ordinal, chunk, token));
        inbox.Setup(it => it.FindAsync(It.IsAny<ReceiptId>(), It.IsAny<CancellationToken>()))
            .Returns((ReceiptId receipt, CancellationToken token) => store.Inbox.FindAsync(receipt, token));
        inbox.Setup(it => it.DiscardAsync(It.IsAny<ReceiptId>(), It.IsAny<CancellationToken>()))
            .Returns((ReceiptId receipt, CancellationToken token) => store.Inbox.DiscardAsync(receipt, token));
        inbox.Setup(it => it.AdoptCorrelatedAsync(
            It.IsAny<ReceiptId>(), It.IsAny<InquirySearch>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(),
            It.IsAny<CancellationToken>()))
            .Returns((ReceiptId receipt, InquirySearch search, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) =>
                store.Inbox.AdoptCorrelatedAsync(receipt, search, change, token));
        breakIt(inbox);
        return Of(store, inbox: inbox.Object);
    }

    private static IUhitStore Dispatch(IUhitStore store, Action<Mock<IDispatchStore>> breakIt)
    {
        var dispatch = new Mock<IDispatchStore>();
        dispatch.Setup(it => it.ClaimAsync(It.IsAny<DispatchClaimRequest>(), It.IsAny<CancellationToken>()))
            .Returns((DispatchClaimRequest request, CancellationToken token) => store.Dispatch.ClaimAsync(request, token));
        dispatch.Setup(it => it.AppendAsync(
                It.IsAny<string>(), It.IsAny<UhitEnvironment>(), It.IsAny<RequestId>(), It.IsAny<StoredEvent>(),
                It.IsAny<CancellationToken>()))
            .Returns((string client, UhitEnvironment environment, RequestId id, StoredEvent newEvent, CancellationToken token) =>
                store.Dispatch.AppendAsync(client, environment, id, newEvent, token));
        breakIt(dispatch);
        return Of(store, dispatch: dispatch.Object);
    }

    private static IInquiryStore Forgetful(IInquiryStore store)
    {
        var inquiries = new Mock<IInquiryStore>();
        inquiries.Setup(it => it.AddAsync(It.IsAny<InquiryRecord>(), It.IsAny<CancellationToken>()))
            .Returns((InquiryRecord record, CancellationToken token) => store.AddAsync(record, token));
        inquiries.Setup(it => it.ChangeAsync(
                It.IsAny<string>(), It.IsAny<RequestId>(), It.IsAny<Func<InquiryRecord, InquiryChange?>>(), It.IsAny<CancellationToken>()))
            .Returns((string client, RequestId id, Func<InquiryRecord, InquiryChange?> change, CancellationToken token) =>
                store.ChangeAsync(client, id, change, token));
        inquiries.Setup(it => it.FindAsync(It.IsAny<string>(), It.IsAny<RequestId>(), It.IsAny<CancellationToken>()))
            .Returns(async (string client, RequestId id, CancellationToken token) =>
                await store.FindAsync(client, id, token) is { } found ? ColumnsOf(found) : null);
        return inquiries.Object;
    }

    private static InquiryRecord ColumnsOf(InquiryRecord found) => new()
    {
        Client = found.Client,
        Environment = found.Environment,
        RequestId = found.RequestId,
        AuthenticationId = found.AuthenticationId,
        WireFormat = found.WireFormat,
        CreatedAt = found.CreatedAt,
        Inquiry = found.Inquiry,
    };

    private static IUhitStore Of(
        IUhitStore store, ICallbackInbox? inbox = null, IDispatchStore? dispatch = null, IInquiryStore? inquiries = null,
        IMaintenanceStore? maintenance = null)
    {
        var broken = new Mock<IUhitStore>();
        broken.SetupGet(it => it.Inquiries).Returns(inquiries ?? store.Inquiries);
        broken.SetupGet(it => it.Inbox).Returns(inbox ?? store.Inbox);
        broken.SetupGet(it => it.Dispatch).Returns(dispatch ?? store.Dispatch);
        broken.SetupGet(it => it.Maintenance).Returns(maintenance ?? store.Maintenance);
        return broken.Object;
    }

    [SuppressMessage("Usage", "xUnit1000", Justification = "Not to be discovered: its tests are called, and must fail.")]
    private sealed class BrokenInbox(Func<IUhitStore, IUhitStore> breakIt) : InboxConformance
    {
        protected override Task<IUhitStore> CreateAsync() => Task.FromResult(breakIt(new InMemoryUhitStore(Time)));

        protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
    }

    [SuppressMessage("Usage", "xUnit1000", Justification = "Not to be discovered: its tests are called, and must fail.")]
    private sealed class BrokenDispatch(Func<IUhitStore, IUhitStore> breakIt) : DispatchConformance
    {
        protected override Task<IUhitStore> CreateAsync() => Task.FromResult(breakIt(new InMemoryUhitStore(Time)));

        protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
    }

    [SuppressMessage("Usage", "xUnit1000", Justification = "Not to be discovered: its tests are called, and must fail.")]
    private sealed class BrokenCorrelation(Func<IUhitStore, IUhitStore> breakIt) : CorrelationConformance
    {
        protected override Task<IUhitStore> CreateAsync() => Task.FromResult(breakIt(new InMemoryUhitStore(Time)));

        protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
    }

    [SuppressMessage("Usage", "xUnit1000", Justification = "Not to be discovered: its tests are called, and must fail.")]
    private sealed class BrokenInquiries(Func<IUhitStore, IUhitStore> breakIt) : InquiryStoreConformance
    {
        public IUhitStore Forgetting => Store;

        protected override Task<IUhitStore> CreateAsync() => Task.FromResult(breakIt(new InMemoryUhitStore(Time)));

        protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
    }

    [SuppressMessage("Usage", "xUnit1000", Justification = "Not to be discovered: its tests are called, and must fail.")]
    private sealed class BrokenRetention(Func<IUhitStore, IUhitStore> breakIt) : EsiIdPurgeConformance
    {
        protected override Task<IUhitStore> CreateAsync() => Task.FromResult(breakIt(new InMemoryUhitStore(Time)));

        protected override Task<IUhitStore> ReopenAsync(IUhitStore store) => Task.FromResult(store);
    }
}
