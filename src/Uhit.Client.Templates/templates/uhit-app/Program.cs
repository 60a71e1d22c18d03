using Acme.Uhit._1;
using Uhit.Client;

var builder = WebApplication.CreateBuilder(args);

// "Test" or "Production": each has its settings in appsettings.json, and a store of its own.
var client = builder.Configuration["UhitClient"] ?? "Test";
builder.Services.AddUhitClient(client)
    // .UseContract("cnp")                        CNP's own contract, as a folder; without it the reference contract is spoken
    .UseSqlite($"uhit-{client}.db")
    .AddHandler<UsageHandler>("usage")
    .AddHandler<ValidationHandler>("validation");

var callbackPort = builder.Configuration.GetValue("Ports:Callbacks", 9443);
var ownPort = builder.Configuration.GetValue("Ports:Own", 5000);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenUhitCallbacks(callbackPort); // mutual TLS, for CNP
    kestrel.ListenLocalhost(ownPort); // for your own callers
});

var app = builder.Build();
app.MapUhitCallbacks("/uhit/callback");

// Every endpoint can be reached on every port: RequireHost keeps these off CNP's.
var own = app.MapGroup("/inquiries").RequireHost($"localhost:{ownPort}");

// Safe to repeat: the inquiry's ClientReference keeps it from being sent twice.
own.MapPost("", (UsageHistoryInquiry inquiry, IUsageHistoryClient uhit, CancellationToken token) => uhit.SubmitAsync(inquiry, token));

app.Run();
