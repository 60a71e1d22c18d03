using System.CommandLine;
using Microsoft.Extensions.Logging;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client.Simulator;

namespace Uhit.Cli.Commands.Demo;

/// <summary><c>uhit demo</c>: the whole exchange on this machine, with nothing to set up.</summary>
internal sealed class DemoCommand : ToolVerb
{
    private const int MostEsiIds = 500;

    private readonly Option<int> _esiIds = new("--esi-ids")
    {
        Description = $"How many ESI IDs are asked for, 1 to {MostEsiIds}.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<DirectoryInfo?> _keep = new("--keep")
    {
        Description = "Keep certificates and store in this directory; without it they are removed at the end.",
        HelpName = "DIR",
    };

    private readonly Option<TimeSpan?> _timeout = DurationOptions.Create(
        "--timeout", "How long the demo may take; 5 minutes unless it is given.");

    private readonly SimulatorArguments _behaviour = new();

    public DemoCommand()
        : base(
            "demo", "Shows the whole exchange on this machine: throwaway certificates, CNP's side simulated, client, receiver and store, "
                + "over mutual TLS.")
    {
        Add(_esiIds);
        Add(_keep);
        Add(_timeout);
        _behaviour.AddTo(this);
        _esiIds.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number is < 1 or > MostEsiIds))
            {
                result.AddError($"--esi-ids: write a number from 1 to {MostEsiIds}.");
            }
        });
        _keep.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && File.Exists(Path.Combine(token.Value, "uhit.db")))
            {
                result.AddError($"--keep: '{token.Value}' has a store of an earlier demo. Name another directory.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit demo", "uhit demo --esi-ids 25 --scenario parts", "uhit demo --keep ./demo && uhit status --store ./demo/uhit.db"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var log = ToolLog.Of(parsed);
        using var logs = LoggerFactory.Create(log.Configure);
        var options = new UhitSimulatorOptions
        {
            ListenUrl = new Uri("https://127.0.0.1:0"),
            LoggerFactory = logs,
        };
        _behaviour.Apply(parsed, options);
        var contract = _behaviour.Contract(parsed);
        contract.UseFor(options);

        var timeout = parsed.GetValue(_timeout) ?? TimeSpan.FromMinutes(5);
        using var directory = new DemoDirectory(parsed.GetValue(_keep));
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var demo = new DemoExchange(output, directory, TimeProvider.System, log);
            return await demo.RunAsync(parsed.GetValue(_esiIds), contract, options, either.Token).ConfigureAwait(false)
                ? ExitCodes.Done
                : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ToolException($"Not everything arrived within {timeout}. --timeout makes it longer.");
        }
    }
}
