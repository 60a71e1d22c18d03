using System.Data.Common;
using Uhit.Client.Events;

namespace Uhit.Client.Tests.Events;

/// <summary>Which transactional handlers are refused, and when.</summary>
public sealed class TransactionalHandlerTests
{
    [Fact]
    public async Task Start_StoreWithoutTransactions_RefusedByTheHandlersName()
    {
        await using var fixture = new DispatcherFixture();
        fixture.Add("pricing", new Transactional());

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(fixture.StartAsync);

        Assert.All(
            ["\"pricing\"", "InMemoryUhitStore", "UseSqlite", "UsePostgreSql"],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(Both))]
    [InlineData(typeof(BothByBase))]
    public void ForType_OneEventInBothWays_RefusedByName(Type type)
    {
        var exception = Assert.Throws<ArgumentException>(() => HandlerRegistration.ForType(type, "pricing"));

        Assert.All(
            [type.Name, "\"pricing\"", nameof(InquiryCompleted)],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void ForType_DifferentEvents_MayBePlainAndTransactional()
    {
        var registrations = HandlerRegistration.ForType(typeof(Mixed), "pricing");

        Assert.Equal(
            [(typeof(InquiryDue), false), (typeof(InquiryCompleted), true)],
            registrations.Select(registration => (registration.EventType, registration.IsTransactional)));
    }

    private class Transactional : ITransactionalUsageHistoryHandler<InquiryCompleted>
    {
        public Task PrepareAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task CommitAsync(InquiryCompleted usageEvent, DbTransaction transaction, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class Both : Transactional, IUsageHistoryHandler<InquiryCompleted>
    {
        public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class BothByBase : Transactional, IUsageHistoryHandler<UhitEvent>
    {
        public Task HandleAsync(UhitEvent usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Mixed : Transactional, IUsageHistoryHandler<InquiryDue>
    {
        public Task HandleAsync(InquiryDue usageEvent, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
