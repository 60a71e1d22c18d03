using Uhit.Client;

internal static class Receiving
{
    public static void Map(WebApplicationBuilder builder)
    {
        // <port>
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUhitCallbacks(9443));

        // </port>
        // <health>
        builder.Services.AddHealthChecks().AddUhitCallbacks(); // or ("Production") with several named clients

        // </health>
        // <handler>
        builder.Services.AddUhitClient("Production").AddHandler<OfferWhenComplete>("offers");

        // </handler>
        // <delegate>
        builder.Services.AddUhitClient("Production")
            .AddHandler<UsageDelivered>(
                "log",
                (delivered, cancellationToken) => Console.Out.WriteLineAsync($"{delivered.UsageCount} lines".AsMemory(), cancellationToken))
            .AddHandler<InquiryOverdue>("reminder", (overdue, services, cancellationToken) =>
                services.GetRequiredService<IReminders>().AskCnpAsync(overdue.RequestId, cancellationToken));

        // </delegate>
        var app = builder.Build();
        // <port>
        app.MapUhitCallbacks("/uhit/callback"); // or ("/uhit/callback/test", "Test") with several named clients
        // </port>
        // <health>
        app.MapHealthChecks("/health");
        // </health>
    }
}

// <handler>
internal sealed class OfferWhenComplete(ILogger<OfferWhenComplete> logger) : IUsageHistoryHandler<InquiryCompleted>
{
    public Task HandleAsync(InquiryCompleted completed, CancellationToken cancellationToken)
    {
        logger.LogInformation("{RequestId} is complete", completed.RequestId);
        return Task.CompletedTask;
    }
}
// </handler>

internal interface IReminders
{
    Task AskCnpAsync(RequestId id, CancellationToken cancellationToken);
}
