using Uhit.Client;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddUhitClient("Test").UseSqlite("uhit.db").AddHandler<PriceNewCustomer>("pricing");
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenUhitCallbacks(9443); // mutual TLS, for CNP
    kestrel.ListenLocalhost(5000); // for your own callers
});

var app = builder.Build();
app.MapUhitCallbacks("/uhit/callback");

// Safe to repeat: the inquiry's ClientReference keeps it from being sent twice.
app.MapPost(
    "/inquiries", (UsageHistoryInquiry inquiry, IUsageHistoryClient uhit, CancellationToken token) => uhit.SubmitAsync(inquiry, token))
    .RequireHost("localhost:5000");
app.Run();
