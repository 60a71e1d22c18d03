using System.CommandLine;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Check;

/// <summary><c>uhit check</c>: which step of the way to CNP is wrong, and what to do about it. No inquiry is sent.</summary>
internal sealed class CheckCommand : ToolVerb
{
    private readonly Option<Uri> _endpoint = UrlOptions.ToCall(
        "--endpoint", "The address of CNP's inquiry service.", "https://localhost:9444/uhit/inquiry");

    private readonly CertificateArguments _certificates = new();

    private readonly Option<Uri?> _proxy = UrlOptions.Proxy();

    private readonly ContractOption _contract = new();

    public CheckCommand()
        : base("check", "Checks the way to CNP step by step, without an inquiry: certificate, name, connection, handshake, service.")
    {
        Add(_endpoint);
        _certificates.AddTo(this);
        Add(_proxy);
        _contract.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit check --endpoint https://localhost:9444/uhit/inquiry --certificate ./certificates/third-party.pem --trust "
            + "./certificates/ca.pem",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var session = ClientSession.Open(
            "check",
            options =>
            {
                options.Environment = UhitEnvironment.Test;

                // Nothing is asked, so nobody asks.
                options.AuthenticationId = "check";
                options.IsRetailElectricProvider = false;
                options.Endpoint = parsed.GetRequiredValue(_endpoint);
                options.Connection.Proxy = parsed.GetValue(_proxy);
                _certificates.Apply(parsed, options.Certificate);
                _certificates.Apply(parsed, options.ServerTrust);
            },
            _contract.Of(parsed),
            store: null,
            ToolLog.Of(parsed));
        await using (session.ConfigureAwait(false))
        {
            output.Line($"Checking [bold]{Secrets.Without(parsed.GetRequiredValue(_endpoint).ToString())}[/]");
            var report = await session.Client.CheckConnectionAsync(cancellationToken).ConfigureAwait(false);
            Show(output, report);
            return report.IsHealthy ? ExitCodes.Done : ExitCodes.Failed;
        }
    }

    private static void Show(ToolOutput output, ConnectionReport report)
    {
        foreach (var step in report.Steps)
        {
            var status = StatusOf(step);
            var style = Style(status);
            var (detail, whatToDo) = (ToolWords.Of(step.Detail, isCheck: true), ToolWords.Of(step.WhatToDo, isCheck: true));
            output.Report(
                $"[{style}]{status.ToLowerInvariant(),-8}[/] [bold]{step.Name,-12}[/] {detail}",
                new StepLine(
                    step.Name,
                    status,
                    detail,
                    whatToDo.Length == 0 ? null : whatToDo,
                    step.Failure == ConnectionFailure.None ? null : step.Failure));
            if (whatToDo.Length > 0)
            {
                output.Line($"                      [bold]what to do:[/] {whatToDo}");
            }
        }

        output.Line();
        if (report.CertificateName is { } name)
        {
            output.Line($"The Distinguished Name that CNP must have registered: [bold]{name}[/]");
        }

        output.Report(
            report.IsHealthy
                ? (LineMarkup)$"[green]The connection works.[/] No inquiry was sent."
                : $"[red]The connection does not work:[/] see the step that failed.",
            new CheckLine(report.Endpoint, report.CheckedAt, report.IsHealthy, report.CertificateName));
    }

    /// <summary>How a step ended, in one word.</summary>
    public static string StatusOf(ConnectionStep step) => step switch
    {
        { IsSkipped: true } => "Skipped",
        { Failure: not ConnectionFailure.None } => "Failed",
        { WhatToDo.Length: > 0 } => "Warning",
        _ => "Passed",
    };

    private static string Style(string status) => status switch
    {
        "Passed" => "green",
        "Warning" => "yellow",
        "Failed" => "red",
        _ => "grey",
    };

    private sealed record StepLine(
        string Step, string Status, string Detail, string? WhatToDo, ConnectionFailure? Failure) : JsonLine("step");

    private sealed record CheckLine(Uri Endpoint, DateTimeOffset CheckedAt, bool Healthy, string? CertificateName) : JsonLine("check");
}
