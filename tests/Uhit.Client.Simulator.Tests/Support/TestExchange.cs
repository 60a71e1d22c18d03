using Uhit.Client.Testing;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Tests.Support;

/// <summary>A simulator, the other end of its calls, and a client to ask it; all over real mutual TLS on loopback.</summary>
internal sealed class TestExchange : IAsyncDisposable
{
    public static readonly UsagePeriod TwoMonths = new(new DateOnly(2026, 2, 20), new DateOnly(2026, 4, 20));

    // Only a test that fails waits so long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private int _messages;

    private TestExchange(ThirdPartySide thirdParty)
    {
        ThirdParty = thirdParty;
    }

    public SimulatedWireFormat Format { get; private init; } = null!;

    public ThrowawayCertificates Certificates { get; private init; } = null!;

    public InstantClock Clock { get; } = new();

    public ThirdPartySide ThirdParty { get; }

    public UhitSimulator Simulator { get; private set; } = null!;

    public InquiryPoster Client { get; private init; } = null!;

    public static async Task<TestExchange> StartAsync(
        SimulatorScenario? scenario = null, Action<UhitSimulatorOptions>? configure = null, SimulatedWireFormat? format = null)
    {
        var certificates = new ThrowawayCertificates();
        format ??= ReferenceWireFormat.Instance;
        var exchange = new TestExchange(await ThirdPartySide.StartAsync(certificates, format))
        {
            Format = format,
            Certificates = certificates,
            Client = new InquiryPoster(format, certificates.ThirdParty, certificates.Authority),
        };
        var options = exchange.OptionsFor(scenario ?? SimulatorScenarios.Normal);
        configure?.Invoke(options);
        exchange.Simulator = await UhitSimulator.StartAsync(options);
        return exchange;
    }

    public static Task<TestExchange> StartAsync(string scenario) => StartAsync(SimulatorScenarios.Find(scenario)!);

    public UhitSimulatorOptions OptionsFor(SimulatorScenario scenario)
    {
        var options = new UhitSimulatorOptions
        {
            CallbackUrl = ThirdParty.CallbackUrl,
            Certificate = Certificates.Cnp,
            WireFormat = Format,
            Seed = 7,
            Scenario = scenario,
            TimeProvider = Clock,
        };
        options.TrustedClientRoots.Add(Certificates.Authority);
        options.TrustedServerRoots.Add(Certificates.Authority);
        return options;
    }

    public InquiryMessage Inquiry(int lines, string requestId = "request-1", UsagePeriod? period = null) =>
        Inquiry([.. Enumerable.Range(1, lines).Select(n => Lines.Of(n, period ?? TwoMonths))], requestId);

    public InquiryMessage Inquiry(IReadOnlyList<InquiryLine> lines, string requestId = "request-1") => new(
        new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("957877905"),
            RequestId = RequestId.Parse(requestId),
            MessageId = MessageId.Parse("message-" + Interlocked.Increment(ref _messages)),
            SentAt = Clock.GetUtcNow(),
        },
        new UsageHistoryInquiry { Lines = lines });

    public Task<Acknowledgement> PostAsync(InquiryMessage message) => Client.PostAsync(Simulator.InquiryUrl, message);

    /// <summary>Posts an inquiry and waits until CNP's side is through with it.</summary>
    public async Task<Acknowledgement> RunAsync(InquiryMessage message)
    {
        var answer = await PostAsync(message);
        await CompletedAsync(message);
        return answer;
    }

    public Task CompletedAsync(InquiryMessage message) =>
        Simulator.WaitForCompletionAsync(message.Header.RequestId, TestContext.Current.CancellationToken).WaitAsync(
            Patience, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        await ThirdParty.DisposeAsync();
        Client.Dispose();
        Certificates.Dispose();
    }
}
