using System.CommandLine;
using Uhit.Cli.Events;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Listen;

/// <summary><c>uhit listen</c>: receives CNP's callbacks, stores and acknowledges them, and
/// shows each event, until it is stopped.</summary>
internal sealed class ListenCommand : ToolVerb
{
    private readonly Option<Uri> _listen = UrlOptions.ToListen(UrlOptions.CallbackPath);

    private readonly Option<Uri?> _publicUrl = UrlOptions.Public(
        "--public-url", "The address by which CNP reaches the callbacks, where that is another than --listen: the WSDL (?wsdl) says it.",
        "https://uhit.example.com/uhit/callback");

    private readonly CertificateArguments _certificates = new();

    private readonly PeerArguments _peers = new();

    private readonly ThirdPartyArguments _thirdParty = new();

    public ListenCommand()
        : base("listen", "Receives CNP's callbacks: stores them, acknowledges them, and shows each event. Runs until Ctrl+C.")
    {
        Add(_listen);
        Add(_publicUrl);
        _certificates.AddTo(this);
        _peers.AddTo(this);
        _thirdParty.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit listen --listen https://localhost:9443 --certificate ./certificates/third-party.pem --trust ./certificates/ca.pem \\",
        "     --allow \"CN=cnp.throwaway.example,O=Throwaway CNP,C=US\" --authentication-id 123456789 --store uhit.db",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var address = ListenAddress.Of(parsed.GetRequiredValue(_listen), UrlOptions.CallbackPath);

        // A free port is taken before the receiver starts: the WSDL says it.
        using var socket = address.Port == 0 ? address.Bind(out address) : null;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var printer = new EventPrinter(output, TimeProvider.System, listening.Task);
        var host = await ReceiverHost.StartAsync(
            _thirdParty.ClientName(parsed),
            options => Configure(parsed, address, options),
            _thirdParty.Contract(parsed),
            _thirdParty.Store(parsed),
            address,
            socket,
            printer,
            ToolLog.Of(parsed),
            cancellationToken).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            var url = address.Url;
            var environment = _thirdParty.Environment(parsed);
            output.Report(
                $"Callbacks ([bold]{environment}[/]): [bold]{url}[/] for {string.Join(" | ", _peers.Texts(parsed))}. Ctrl+C ends it.",
                new ListeningLine(url, environment, _peers.Texts(parsed)));
            output.Notice(
                "Events in this store are handled here, by being shown: an application that uses the same store does not get them. Give "
                    + "this tool a store of its own.");
            listening.SetResult();
            await StoppedAsync(cancellationToken).ConfigureAwait(false);
            output.Line($"Stopping: what is on its way is still stored and answered.");
        }

        return ExitCodes.Done;
    }

    private void Configure(ParseResult parsed, ListenAddress address, UhitClientOptions options)
    {
        options.Callback.PublicUrl = parsed.GetValue(_publicUrl) ?? address.Url;
        options.Polling.Interval = DurationOptions.PollingInterval;
        _thirdParty.Apply(parsed, options);
        _certificates.Apply(parsed, options.Certificate);
        _certificates.Apply(parsed, options.Callback.ServerCertificate);
        _certificates.Apply(parsed, options.ServerTrust);
        _peers.Apply(parsed, _certificates.TrustFile(parsed), options.Peers);
    }

    private static async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
    }

    private sealed record ListeningLine(Uri Url, UhitEnvironment Environment, IReadOnlyList<string> Allow) : JsonLine("listening");
}
