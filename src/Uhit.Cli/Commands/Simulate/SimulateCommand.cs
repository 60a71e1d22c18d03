using System.CommandLine;
using Microsoft.Extensions.Logging;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client.Simulator;

namespace Uhit.Cli.Commands.Simulate;

/// <summary><c>uhit simulate</c>: plays CNP's side, until it is stopped.</summary>
internal sealed class SimulateCommand : ToolVerb
{
    private readonly Option<Uri> _listen = UrlOptions.ToListen(UrlOptions.InquiryPath);

    private readonly CertificateArguments _certificates = new();

    private readonly Option<Uri> _callback = UrlOptions.ToCall(
        "--callback", "The Third Party's receiver, which is called back.", "https://localhost:9443/uhit/callback");

    private readonly SimulatorArguments _behaviour = new();

    public SimulateCommand()
        : base("simulate", "Plays CNP's side with synthetic usage: the inquiry service and the callbacks. Runs until Ctrl+C.")
    {
        Add(_listen);
        _certificates.AddTo(this);
        Add(_callback);
        _behaviour.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit simulate --listen https://localhost:9444 --certificate ./certificates/cnp.pem --trust ./certificates/ca.pem \\",
        "     --callback https://localhost:9443/uhit/callback",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(ToolLog.Of(parsed).Configure);
        var address = ListenAddress.Of(parsed.GetRequiredValue(_listen), UrlOptions.InquiryPath);
        var options = new UhitSimulatorOptions
        {
            ListenUrl = address.BindUrl,
            Path = address.Path,
            CallbackUrl = parsed.GetRequiredValue(_callback),
            LoggerFactory = logs,
        };
        _behaviour.Apply(parsed, options);
        _behaviour.Contract(parsed).UseFor(options);
        SimulatorArguments.ApplyFiles(options, _certificates.Certificate(parsed), _certificates.TrustFile(parsed));
        var simulator = await UhitSimulator.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            output.Report(
                $"CNP's side, simulated: [bold]{simulator.InquiryUrl}[/], scenario {options.Scenario.Name}, seed {options.Seed}. All usage "
                    + $"is synthetic. Ctrl+C ends it.",
                new ListeningLine(simulator.InquiryUrl, options.Scenario.Name, options.Seed));
            try
            {
                await new SimulatorPrinter(output).ShowAsync(simulator, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Being stopped is how this verb ends.
            }
        }

        return ExitCodes.Done;
    }

    private sealed record ListeningLine(Uri Url, string Scenario, int Seed) : JsonLine("listening");
}
