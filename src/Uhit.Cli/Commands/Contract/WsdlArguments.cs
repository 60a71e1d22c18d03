using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Contracts;
using Uhit.Contracts.Contract;

namespace Uhit.Cli.Commands.Contract;

/// <summary>The WSDL files that a verb is given, and what of them is wanted.</summary>
internal sealed class WsdlArguments
{
    private const int MaxDepth = 5;

    private readonly Argument<string[]> _files = new("WSDL")
    {
        Description = "WSDL files, or folders of them, as CNP gave them, with their schemas in the same folder or below it. Nothing is "
            + "fetched from the network.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _bindings = new("--binding")
    {
        Description = "The binding to take of a port type that has several. Default: a literal one, SOAP 1.1 before 1.2. May be repeated.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _operations = new("--operation")
    {
        Description = "Only this operation and what its messages reach. May be repeated.",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        command.Add(_files);
        command.Add(_operations);
        command.Add(_bindings);
    }

    public IReadOnlySet<string> Bindings(ParseResult parsed) => (parsed.GetValue(_bindings) ?? []).ToHashSet(StringComparer.Ordinal);

    public IReadOnlySet<string> Operations(ParseResult parsed) => (parsed.GetValue(_operations) ?? []).ToHashSet(StringComparer.Ordinal);

    public ReadingOptions Reading(ParseResult parsed) => new(Bindings(parsed), Operations(parsed));

    /// <summary>The files, by full paths.</summary>
    public IReadOnlyList<string> Files(ParseResult parsed) =>
        [.. parsed.GetRequiredValue(_files).SelectMany(FilesOf).Distinct(StringComparer.Ordinal)];

    /// <summary>Tells what is beside the messages, where errors go: it is in nobody's way.</summary>
    public static void Tell(ToolOutput output, Notes notes)
    {
        foreach (var note in notes.Lines)
        {
            output.Errors.WriteLine($"note: {note}");
        }
    }

    /// <summary>Tells all that is refused, a line each.</summary>
    public static int Refuse(ToolOutput output, ContractRefusedException refused)
    {
        output.Errors.WriteLine(refused.Message);
        var count = refused.Message.Split(Environment.NewLine).Length;
        output.Warn($"Refused because of {(count == 1 ? "the line" : $"the {count} lines")} above; nothing was written.");
        return ExitCodes.Failed;
    }

    /// <summary>Those of the folder itself, or, where it only holds folders, of these.</summary>
    private static List<string> WsdlsIn(string folder, int depth) => [.. Directory
        .EnumerateFiles(folder, "*.wsdl", new EnumerationOptions
        {
            MatchCasing = MatchCasing.CaseInsensitive,
            RecurseSubdirectories = depth > 0,
            MaxRecursionDepth = depth,
            IgnoreInaccessible = true,
        })
        .Order(StringComparer.Ordinal).Select(Path.GetFullPath)];

    private static IEnumerable<string> FilesOf(string argument)
    {
        var path = argument;
        if (argument.Contains("://", StringComparison.Ordinal) || argument.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            if (!Uri.TryCreate(argument, UriKind.Absolute, out var uri) || !uri.IsFile || uri.IsUnc)
            {
                throw new ToolException(
                    $"'{argument}': nothing is fetched from the network, since a contract is read from files that you have seen. "
                    + "Save it and the schemas that it names into one folder (in a browser, or: curl --cert client.pem -o inquiry.wsdl "
                    + "URL), and name the file.")
                { IsWrongUse = true };
            }

            path = uri.LocalPath;
        }

        if (Directory.Exists(path))
        {
            var files = WsdlsIn(path, depth: 0);
            if (files.Count == 0)
            {
                files = WsdlsIn(path, MaxDepth);
            }

            return files.Count > 0 ? files : throw new ToolException($"There is no file *.wsdl in '{path}'.") { IsWrongUse = true };
        }

        return File.Exists(path) ? [Path.GetFullPath(path)] : throw new ToolException($"There is no file '{path}'.") { IsWrongUse = true };
    }
}
