using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Input;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Wire;

namespace Uhit.Cli.Commands.Contract.Try;

/// <summary><c>uhit contract try</c>: how captured messages are read, and how an inquiry would leave, without sending anything.</summary>
internal sealed class ContractTryCommand : ToolVerb
{
    private readonly Argument<DirectoryInfo> _folder = ContractFolder.Argument();

    private readonly Argument<FileInfo[]> _files =
        new("FILE") { Description = "Captured messages: SOAP envelopes, as CNP sent them.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<bool> _write =
        new("--write") { Description = "Show the inquiry as it would be sent, to the last byte of its envelope. Nothing is sent." };

    private readonly Option<FileInfo> _input = OptionKinds.ExistingFile(
        "--input", "With --write: the inquiry to show; without it a made-up one. What it holds is shown.", required: false);

    private readonly Option<bool> _values = new("--show-values")
    {
        Description = "Show whole ESI IDs, names of customers and numbers of messages; without it they are left out.",
    };

    private readonly Option<AuthenticationId> _authenticationId = AuthenticationIdOptions.Create();

    public ContractTryCommand()
        : base(
            "try",
            "Shows how captured messages are read by a contract, and with --write how an inquiry would leave. Nothing is sent or stored.")
    {
        Add(_folder);
        Add(_files);
        Add(_write);
        Add(_input);
        Add(_values);
        _authenticationId.Required = false;
        Add(_authenticationId);
        _files.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !File.Exists(token.Value)))
            {
                result.AddError($"FILE: there is no file '{token.Value}'.");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetResult(_files) is null or { Tokens.Count: 0 } && result.GetResult(_write) is null)
            {
                result.AddError("Name at least one FILE to read, or write --write.");
            }

            if (result.GetResult(_input) is not null && result.GetResult(_write) is null)
            {
                result.AddError("--input is for --write: add --write, or leave it out.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit contract try cnp captured/*.xml", "uhit contract try cnp --write --input inquiry.csv"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        if (MappedContract.TryLoad(parsed.GetRequiredValue(_folder).FullName, out var problems) is not { } contract)
        {
            ContractFolder.Show(output, problems);
            return ExitCodes.Failed;
        }

        var allTaken = true;
        var view = new TriedView(output, contract, parsed.GetValue(_values));
        foreach (var file in parsed.GetValue(_files) ?? [])
        {
            allTaken &= view.Show(file, cancellationToken);
        }

        if (parsed.GetValue(_write))
        {
            allTaken &= await WriteAsync(parsed, output, contract, cancellationToken).ConfigureAwait(false);
        }

        return allTaken ? ExitCodes.Done : ExitCodes.Failed;
    }

    private async Task<bool> WriteAsync(ParseResult parsed, ToolOutput output, MappedContract contract, CancellationToken cancellationToken)
    {
        var id = parsed.GetResult(_authenticationId) is null ? AuthenticationId.Parse("123456789") : parsed.GetValue(_authenticationId);
        var inquiry = WrittenInquiry.Example(CentralTime.DateOf(TimeProvider.System.GetUtcNow()));
        if (parsed.GetValue(_input) is { } input)
        {
            var file = await InquiryFile.ReadAsync(input, output, cancellationToken).ConfigureAwait(false);
            (inquiry, var errors) = InquiryReading.Read(file, null, id, new InquiryRules { IsRetailElectricProvider = false });
            if (errors.Count > 0)
            {
                throw new ToolException(
                    $"--input: the inquiry has {Count.Of(errors.Count, "error", "errors")}, the first "
                        + $"at {errors[0].Field}: {errors[0].Message}")
                {
                    IsWrongUse = true,
                };
            }
        }

        var isAllRight = true;
        foreach (var written in WrittenInquiry.Of(contract, inquiry, id, TimeProvider.System))
        {
            isAllRight &= Show(output, written);
        }

        return isAllRight;
    }

    private static bool Show(ToolOutput output, WrittenInquiry written)
    {
        if (written.Errors.Count > 0)
        {
            output.Line($"[red]The contract can't carry this inquiry: it is refused before it is sent.[/]");
            InquiryErrors.Show(output, written.Errors, null);
            output.Json(new InvalidLine([.. written.Errors.Select(error => InquiryErrors.Item(error, null))]));
            return false;
        }

        output.Json(new WrittenLine(written.Text));
        foreach (var line in written.Text.Split('\n'))
        {
            output.Line($"{line.TrimEnd('\r')}");
        }

        return !ContractFolder.Show(output, written.Problems);
    }

    private sealed record InvalidLine(IReadOnlyList<ErrorItem> Errors) : JsonLine("invalid");

    private sealed record WrittenLine(string Xml) : JsonLine("written");
}
