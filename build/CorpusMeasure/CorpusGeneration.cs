using System.Diagnostics;
using CorpusMeasure.Sampling;
using Uhit.Contracts;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Emit;
using Uhit.Contracts.Output;
using Uhit.Contracts.Planning;

namespace CorpusMeasure;

/// <summary>Generates each contract of the folder, and messages at random from its schemas.</summary>
internal static class CorpusGeneration
{
    private const int SamplesOfElement = 6;

    public static int Run(string folder, string output)
    {
        var lines = new List<string>();
        foreach (var entry in CorpusEntry.Read(folder))
        {
            var started = Stopwatch.GetTimestamp();
            var reason = Generate(entry, output);
            if (Stopwatch.GetElapsedTime(started) is { TotalSeconds: > 5 } elapsed)
            {
                Console.WriteLine($"{entry.Id}: {elapsed.TotalSeconds:F0} s");
            }

            lines.Add($"{entry.Id}\t{entry.Kind}\t{entry.Namespace}\t{reason}");
        }

        File.WriteAllLines(Path.Combine(output, "generated.tsv"), lines);
        return 0;
    }

    /// <summary>Empty, or why it was refused, in one line.</summary>
    private static string Generate(CorpusEntry entry, string output)
    {
        var options = new GeneratorOptions
        {
            Contracts = [entry.Wsdl],
            Output = Path.Combine(output, "generated", entry.Namespace),
            Namespace = entry.Namespace,
        };
        var refusals = new Refusals();
        try
        {
            var contract = ContractReader.Read(options.Contracts, new ReadingOptions(options.Bindings, options.Operations), refusals);
            var plan = ContractPlanner.Plan(contract, options, refusals);
            refusals.ThrowIfAny();
            new OutputFolder(options.Output).Write(ContractEmitter.Emit(plan, options));
            Sample(entry, contract, output);
            return string.Empty;
        }
        catch (ContractRefusedException exception)
        {
            return exception.Message.ReplaceLineEndings(" | ");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A fault of ours, told like a refusal so that the rest is counted.
            return $"crash: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" | ")} "
                + $"{exception.StackTrace?.Split('\n')[0].Trim()}";
        }
    }

    private static void Sample(CorpusEntry entry, ContractModel contract, string output)
    {
        var target = Path.Combine(output, "samples", entry.Namespace);
        Directory.CreateDirectory(target);
        var elements = contract.Services.SelectMany(service => service.Operations).SelectMany(operation => operation.Elements)
            .Where(name => contract.Schemas.GlobalElements.Contains(name)).Distinct().ToList();
        for (var i = 0; i < elements.Count; i++)
        {
            for (var seed = 0; seed < SamplesOfElement; seed++)
            {
                var sampler = new MessageSampler(contract.Schemas, new Random((i * 1000) + seed));
                if (sampler.Make(elements[i]) is not { } message || !sampler.IsValid(message))
                {
                    continue;
                }

                message.Save(Path.Combine(target, $"{i:D3}-{seed}.xml"), System.Xml.Linq.SaveOptions.DisableFormatting);
            }
        }
    }
}
