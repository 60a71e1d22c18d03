using System.Net.Sockets;
using Uhit.Cli.Commands.Check;
using Uhit.Cli.Errors;
using Uhit.Cli.Events;
using Uhit.Cli.Hosting;
using Uhit.Cli.Input;
using Uhit.Cli.Inquiries;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Cli.Usage;
using Uhit.Client;
using Uhit.Client.Certificates;
using Uhit.Client.Simulator;
using Uhit.Client.Testing;

namespace Uhit.Cli.Commands.Demo;

/// <summary>The whole exchange in one process, on real parts: mutual TLS, SOAP, SQLite.</summary>
internal sealed class DemoExchange
{
    private const string AuthenticationIdText = "123456789";

    private readonly ToolOutput _output;
    private readonly DemoDirectory _directory;
    private readonly TimeProvider _time;
    private readonly ToolLog _log;

    public DemoExchange(ToolOutput output, DemoDirectory directory, TimeProvider time, ToolLog log)
    {
        _output = output;
        _directory = directory;
        _time = time;
        _log = log;
    }

    /// <summary>Runs it.</summary>
    /// <returns>Whether everything that was asked for arrived, as it was sent.</returns>
    public async Task<bool> RunAsync(
        int esiIds, ToolContract contract, UhitSimulatorOptions simulatorOptions, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        using var certificates = new ThrowawayCertificates();
        certificates.WriteTo(_directory.Path);
        Step($"A throwaway CA, and a certificate for each side: {Name(certificates.ThirdParty)} is us, {Name(certificates.Cnp)} is CNP");

        using var socket = new ListenAddress("localhost", null, 0, UrlOptions.CallbackPath).Bind(out var address);
        simulatorOptions.CallbackUrl = address.Url;
        SimulatorArguments.ApplyFiles(
            simulatorOptions, ClientCertificateOptions.FromFile(_directory.File("cnp.pem")), _directory.File("ca.pem"));
        var simulator = await UhitSimulator.StartAsync(simulatorOptions, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            Step($"CNP's side, simulated, takes inquiries at {simulator.InquiryUrl}");
            var host = await StartReceiverAsync(
                simulator, contract, address, socket, Name(certificates.Cnp), cancellationToken).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
            {
                Step($"Our receiver takes callbacks at {simulatorOptions.CallbackUrl}, stored in {_directory.File("uhit.db")}");
                var allArrived = await ExchangeAsync(host.Client, simulator, esiIds, cancellationToken).ConfigureAwait(false);
                _output.Line($"It took {_time.GetElapsedTime(began).TotalSeconds:0.0} s.");
                return allArrived;
            }
        }
    }

    private Task<ReceiverHost> StartReceiverAsync(
        UhitSimulator simulator, ToolContract contract, ListenAddress address, Socket socket, string cnpName,
        CancellationToken cancellationToken) =>
        ReceiverHost.StartAsync(
            EnvironmentOptions.ClientName(UhitEnvironment.Test),
            options =>
            {
                options.Environment = UhitEnvironment.Test;
                options.AuthenticationId = AuthenticationIdText;
                options.Endpoint = simulator.InquiryUrl;
                options.SplitInquiries = true;
                options.Polling.Interval = TimeSpan.FromSeconds(1);
                options.Certificate.PemFile = _directory.File("third-party.pem");
                options.Callback.ServerCertificate.PemFile = _directory.File("third-party.pem");
                options.ServerTrust.RootFiles.Add(_directory.File("ca.pem"));
                options.Peers.Add(PeerArguments.Peer(cnpName, _directory.File("ca.pem"), "CNP"));
            },
            contract,
            ToolStore.Parse(_directory.File("uhit.db")),
            address,
            socket,
            new EventPrinter(_output, _time, Task.CompletedTask),
            _log,
            cancellationToken);

    private async Task<bool> ExchangeAsync(
        IUsageHistoryClient client, UhitSimulator simulator, int esiIds, CancellationToken cancellationToken)
    {
        var check = await client.CheckConnectionAsync(cancellationToken).ConfigureAwait(false);
        var steps = check.Steps.Select(step => $"{step.Name} {CheckCommand.StatusOf(step).ToLowerInvariant()}");
        Step($"Connection check: {string.Join(", ", steps)}");
        var inquiry = ExampleInquiry.Create(esiIds, CentralTime.DateOf(_time.GetUtcNow()));
        var period = inquiry.Lines[0].Period;
        Step(
            $"RequestHistoricalUsage: {Count.Of(esiIds, "ESI ID", "ESI IDs")}, billing and 15-minute readings, {period.Start:yyyy-MM-dd} "
                + $"to {period.End:yyyy-MM-dd}");
        var result = await client.SubmitAsync(inquiry, cancellationToken).ConfigureAwait(false);
        var parts = result.Parts.Count > 0 ? result.Parts : [result];
        if (parts.Count > 1)
        {
            Step(
                $"The contract takes less than this in one request: it is {Count.Of(parts.Count, "request", "requests")}, each with a "
                    + $"number of its own");
        }

        var taken = parts.Where(part => Submission.Show(_output, part)).ToList();
        if (taken.Count == 0)
        {
            return false;
        }

        var ended = await WaitAsync(client, simulator, taken, cancellationToken).ConfigureAwait(false);

        // Under the simulator's own numbers: a contract need not carry ours.
        foreach (var number in simulator.GetReport().Lines.Select(line => line.RequestId).Distinct())
        {
            await simulator.WaitForCompletionAsync(number, cancellationToken).ConfigureAwait(false);
        }

        var results = await InquiryResults.ReadAsync(client, ended, cancellationToken).ConfigureAwait(false);
        _output.Line();
        results.Show(_output, _directory.File("uhit.db"));
        var same = SumComparison.Show(_output, simulator.GetReport(), results.Usage);
        LoadPicture.Show(_output, results.Shape, "All ESI IDs together");
        return same && results.IsAllDelivered && taken.Count == parts.Count;
    }

    // What the simulator can't write, or our side takes at no try, never comes: nobody should wait for it.
    private static async Task<List<InquirySnapshot>> WaitAsync(
        IUsageHistoryClient client, UhitSimulator simulator, IReadOnlyList<SubmitResult> taken, CancellationToken cancellationToken)
    {
        using var isOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopped = simulator.WaitForStepAsync(
            step => step is { Kind: SimulatorStepKind.InquiryCompleted, Remark: not null } or { Kind: SimulatorStepKind.CallbackGivenUp },
            isOver.Token);
        try
        {
            var ended = new List<InquirySnapshot>();
            foreach (var part in taken)
            {
                var waiting = client.WaitAsync(part.Inquiry!.RequestId, isOver.Token);
                if (await Task.WhenAny(waiting, stopped).ConfigureAwait(false) == stopped && !waiting.IsCompleted)
                {
                    var step = await stopped.ConfigureAwait(false);
                    throw new ToolException(
                        "Not everything arrived: CNP's side, simulated, "
                            + $"stopped{(step.Operation is { } operation ? $" at {operation}" : string.Empty)}: {step.Remark}.");
                }

                ended.Add(await waiting.ConfigureAwait(false));
            }

            return ended;
        }
        finally
        {
            await isOver.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Step(LineMarkup text)
    {
        var said = text.ToString();
        _output.Report($"[bold]*[/] {said}", new NoteLine(said));
    }

    private static string Name(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        DistinguishedName.OfSubject(certificate).ToString();

    private sealed record NoteLine(string Text) : JsonLine("note");
}
