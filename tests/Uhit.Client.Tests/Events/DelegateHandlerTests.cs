using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Events.Dispatching;

namespace Uhit.Client.Tests.Events;

/// <summary>Handlers that are delegates, as <c>AddHandler</c> registers them.</summary>
public sealed class DelegateHandlerTests
{
    [Fact]
    public async Task AddHandler_Delegates_AreNamedHandlersOfTheirKinds()
    {
        await using var provider = Client(builder => builder
            .AddHandler<UsageDelivered>("pricing", (_, _) => Task.CompletedTask)
            .AddHandler<UhitEvent>("audit", (_, _, _) => Task.CompletedTask)
            .AddHandler<InquiryCompleted>("offers", (_, _) => Task.CompletedTask));
        var handlers = provider.GetRequiredKeyedService<HandlerSet>("Test");

        Assert.Equal(Enum.GetValues<StoredEventKind>(), handlers.Kinds.Order());
        Assert.Equal(["pricing", "audit"], handlers.NamesFor(StoredEventKind.UsageDelivered));
        Assert.Equal(["audit", "offers"], handlers.NamesFor(StoredEventKind.InquiryCompleted));
        Assert.Equal(["audit"], handlers.NamesFor(StoredEventKind.InquiryDue));
    }

    [Fact]
    public async Task AddHandler_DelegateWithServices_GetsThemFromAScopeThatEndsWithTheCall()
    {
        var seen = new List<Scoped>();
        await using var provider = Client(builder =>
        {
            builder.Services.AddScoped<Scoped>();
            builder.AddHandler<InquiryDue>("due", (_, services, _) =>
            {
                var scoped = services.GetRequiredService<Scoped>();
                Assert.False(scoped.IsDisposed);
                seen.Add(scoped);
                return Task.CompletedTask;
            });
        });
        var handlers = provider.GetRequiredKeyedService<HandlerSet>("Test");
        for (var i = 0; i < 2; i++)
        {
            await using var handler = await handlers.OpenAsync("due", StoredEventKind.InquiryDue);
            await handler.HandleAsync(EventTableTests.Due(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, scoped => Assert.True(scoped.IsDisposed));
    }

    private static ServiceProvider Client(Action<UhitClientBuilder> build)
    {
        var services = new ServiceCollection();
        build(services.AddUhitClient("Test").UseInMemoryStore());
        return services.BuildServiceProvider();
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
