using Uhit.Contracts.Contract;
using Uhit.Contracts.Emit;
using Uhit.Contracts.Output;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts;

/// <summary>Contract in, C# out: read, refuse what is not supported, plan, write or compare.</summary>
internal static class Generator
{
    public const int Done = 0;
    public const int Refused = 1;

    public static int Run(GeneratorOptions options, TextWriter output, TextWriter error)
    {
        try
        {
            var files = Generate(options, out var notes);
            foreach (var note in notes.Lines)
            {
                error.WriteLine($"note: {note}");
            }

            var folder = new OutputFolder(options.Output);
            return options.Check ? Report(folder.Compare(files), error) : Save(folder, files, output);
        }
        catch (ContractRefusedException exception)
        {
            error.WriteLine(exception.Message);
            return Refused;
        }
    }

    /// <summary>The files, by their name relative to the output folder.</summary>
    public static SortedDictionary<string, string> Generate(GeneratorOptions options, out Notes notes)
    {
        var refusals = new Refusals();
        notes = refusals.Notes;
        var contract = ContractReader.Read(options.Contracts, new ReadingOptions(options.Bindings, options.Operations), refusals);
        var plan = ContractPlanner.Plan(contract, options, refusals);
        refusals.ThrowIfAny();
        return ContractEmitter.Emit(plan, options);
    }

    private static int Save(OutputFolder folder, SortedDictionary<string, string> files, TextWriter output)
    {
        var changed = folder.Write(files);
        output.WriteLine($"{files.Count} files, {changed} changed, in {folder.Path}");
        return Done;
    }

    private static int Report(IReadOnlyList<string> differences, TextWriter error)
    {
        foreach (var difference in differences)
        {
            error.WriteLine(difference);
        }

        if (differences.Count > 0)
        {
            error.WriteLine("The generated files do not match the contract: generate them again, without --check.");
        }

        return differences.Count > 0 ? Refused : Done;
    }
}
