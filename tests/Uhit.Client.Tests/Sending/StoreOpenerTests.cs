using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Sending;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Inquiries;

namespace Uhit.Client.Tests.Sending;

/// <summary>What a store may not hold under the settings that a client starts with.</summary>
public sealed class StoreOpenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_InquiriesOfTheOtherEnvironment_RefusedAndTheSettingNamed()
    {
        var store = await StoreWithAsync(Record("Other"));

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() =>
            Opener(store, "123456789", UhitEnvironment.Production).OpenAsync(Token));

        Assert.Contains("Uhit:Test:Environment is Production", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InquiryWaitsUnderAnotherAuthenticationId_RefusedAndBothNamed()
    {
        var store = await StoreWithAsync(Record("Test"));

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => Opener(store, "987654321").OpenAsync(Token));

        Assert.All(
            ["AuthenticationId 123456789", "Uhit:Test:AuthenticationId is 987654321"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        await Opener(store, "123456789").OpenAsync(Token);
    }

    [Fact]
    public async Task Open_InquiryUnderAnotherAuthenticationIdIsFinished_Opened() =>
        await Opener(await StoreWithAsync(Record("Test", new Abandoned(InquirySamples.Now, "given up"))), "987654321").OpenAsync(Token);

    [Fact]
    public async Task Open_AnotherClientWaitsUnderAnotherAuthenticationId_Opened() =>
        await Opener(await StoreWithAsync(Record("Other")), "987654321").OpenAsync(Token);

    // A receiver leaves no inquiry behind that would tell.
    [Fact]
    public async Task OpenForUse_UsedUnderAnotherAuthenticationId_RefusedUntilItIsReplacedOnPurpose()
    {
        var store = new InMemoryUhitStore();
        await Opener(store, "123456789").OpenForUseAsync(Token);

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => Opener(store, "123456780").OpenForUseAsync(Token));

        Assert.All(
            ["AuthenticationId 123456789", "Uhit:Test:AuthenticationId is 123456780", "Uhit:Test:ReplacesAuthenticationId to 123456789"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        await Assert.ThrowsAsync<UhitConfigurationException>(() =>
            Opener(store, "123456780", replaces: "123456781").OpenForUseAsync(Token));
        await Opener(store, "123456789").OpenForUseAsync(Token);
        await Opener(store, "123456780", replaces: "123456789").OpenForUseAsync(Token);
        await Assert.ThrowsAsync<UhitConfigurationException>(() => Opener(store, "123456789").OpenForUseAsync(Token));
    }

    // What waits would be refused: no option helps that.
    [Fact]
    public async Task OpenForUse_ReplacesTheIdUnderWhichAnInquiryWaits_Refused()
    {
        var store = await StoreWithAsync(Record("Test"));

        await Assert.ThrowsAsync<UhitConfigurationException>(() =>
            Opener(store, "987654321", replaces: "123456789").OpenForUseAsync(Token));
    }

    // Looking is not using: what only looks into a store leaves no note of whom it said to be.
    [Fact]
    public async Task Open_NotForUse_NotesNothing()
    {
        var store = new InMemoryUhitStore();

        await Opener(store, "987654321").OpenAsync(Token);

        Assert.Empty(await store.Maintenance.GetAuthenticationIdsAsync(Token));
    }

    // One that can't be read is told of where it is needed; a store that is away for a moment is not yet open.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_ListOfInquiriesFails_OpensUnlessItMayPass(bool mayPass)
    {
        var store = new FailingStore(new InMemoryUhitStore())
        {
            FailsAtLists = new UhitStoreException("The last inquiry is damaged.", isTransient: mayPass),
        };
        var opener = Opener(store, "123456789");

        var failure = await Xunit.Record.ExceptionAsync(() => opener.OpenAsync(Token));

        Assert.Same(mayPass ? store.FailsAtLists : null, failure);
        var looks = store.Lists;
        await Xunit.Record.ExceptionAsync(() => opener.OpenAsync(Token));
        Assert.Equal(mayPass, store.Lists > looks);
    }

    // What was seen to is not looked at again with each call.
    [Fact]
    public async Task OpenForUse_OnceDone_LooksNoMore()
    {
        var store = new FailingStore(new InMemoryUhitStore());
        var opener = Opener(store, "123456789");
        await opener.OpenForUseAsync(Token);
        var looks = store.Lists;
        await Opener(store, "123456780", replaces: "123456789").OpenForUseAsync(Token);
        var others = store.Lists - looks;

        await opener.OpenForUseAsync(Token);

        Assert.Equal(looks + others, store.Lists);
        Assert.Same(store, opener.Store);
    }

    private static StoreOpener Opener(
        IUhitStore store, string authenticationId, UhitEnvironment environment = UhitEnvironment.Test, string? replaces = null) =>
        new(
            new ClientIdentity(
                "Test",
                environment,
                AuthenticationId.Parse(authenticationId),
                "reference-v1",
                replaces is null ? null : AuthenticationId.Parse(replaces)), store);

    private static async Task<IUhitStore> StoreWithAsync(InquiryRecord record)
    {
        var store = new InMemoryUhitStore();
        await store.Inquiries.AddAsync(record, Token);
        return store;
    }

    private static InquiryRecord Record(string client, params InquiryFact[] facts) => facts.Aggregate(
        new InquiryRecord
        {
            Client = client,
            Environment = UhitEnvironment.Test,
            RequestId = RequestId.Parse("R-1"),
            AuthenticationId = AuthenticationId.Parse("123456789"),
            WireFormat = "reference-v1",
            Ledger = InquiryLedger.Empty,
            CreatedAt = InquirySamples.Now,
            Inquiry = InquirySamples.Inquiry(),
        },
        (record, fact) => record.Apply(fact, InquirySamples.Now, new ErcotHolidayCalendar()).Record);
}
