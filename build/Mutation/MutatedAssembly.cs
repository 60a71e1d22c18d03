using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Mutation;

/// <summary>Compiles a project as its build does, with all mutants of some of its files in it.
/// Mutants that don't compile are left out.</summary>
internal sealed class MutatedAssembly(string root, string project)
{
    public string Name => Path.GetFileNameWithoutExtension(project);

    public List<Mutant> Build(Func<string, bool> isMutated, string output)
    {
        var folder = Path.GetDirectoryName(project)!;
        var arguments = CSharpCommandLineParser.Default.Parse(CompilerArguments(), folder, sdkDirectory: null);
        var parse = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        var trees = arguments.SourceFiles
            .Select(file =>
                CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path), System.Text.Encoding.UTF8), parse, file.Path))
            .ToList();
        var references = arguments.MetadataReferences.Select(reference =>
            (MetadataReference)MetadataReference.CreateFromFile(Path.GetFullPath(reference.Reference, folder), reference.Properties));
        var original = CSharpCompilation.Create(
            Name,
            trees,
            references,
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([])
                .WithOptimizationLevel(OptimizationLevel.Release).WithConcurrentBuild(true));
        original = original.AddSyntaxTrees(new Generators().Run(original, arguments, parse));

        var targets = trees.Where(tree => isMutated(Path.GetRelativePath(root, tree.FilePath)))
            .OrderBy(tree => tree.FilePath, StringComparer.Ordinal).ToList();
        HashSet<int> refused = [];
        while (true)
        {
            List<Mutant> mutants = [];
            var mutated = original;
            List<SyntaxTree> changed = [];
            foreach (var tree in targets)
            {
                var mutator = new Mutator(
                    original.GetSemanticModel(tree), Path.GetRelativePath(root, tree.FilePath), mutants.Count + 1, refused);

                var rewritten = mutator.Visit(tree.GetRoot())!;
                var marked = tree.WithRootAndOptions(rewritten, parse);
                changed.Add(marked);
                mutated = mutated.ReplaceSyntaxTree(tree, marked);
                mutants.AddRange(mutator.Mutants);
            }

            mutated = mutated.AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(SwitchSource(mutants.Count), parse, "Switch.cs", System.Text.Encoding.UTF8));
            var errors = changed
                .SelectMany(tree => mutated.GetSemanticModel(tree).GetDiagnostics())
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .ToList();
            if (errors.Count == 0)
            {
                var result = mutated.Emit(output, manifestResources: arguments.ManifestResources);
                errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
                if (result.Success)
                {
                    return [.. mutants.Where(mutant => !refused.Contains(mutant.Id))];
                }
            }

            var before = refused.Count;
            foreach (var error in errors)
            {
                refused.UnionWith(Guilty(error, mutants, refused));
            }

            if (refused.Count == before)
            {
                throw new InvalidOperationException(string.Join('\n', errors.Take(5)));
            }
        }
    }

    /// <summary>The mutant around the error; if there is none, the fragile ones of the member; if
    /// there are none, all of the member.</summary>
    private static IEnumerable<int> Guilty(Diagnostic error, List<Mutant> mutants, HashSet<int> refused)
    {
        var tree = error.Location.SourceTree!;
        var node = tree.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        var around = node.AncestorsAndSelf()
            .SelectMany(ancestor => ancestor.GetAnnotations(Mutator.Mark))
            .Select(mark => int.Parse(mark.Data!, CultureInfo.InvariantCulture))
            .ToList();
        if (around.Count > 0 && !refused.Contains(around[0]))
        {
            return [around[0]];
        }

        var inMember = (Context.Member(node) ?? tree.GetRoot()).DescendantNodesAndSelf()
            .SelectMany(child => child.GetAnnotations(Mutator.Mark))
            .Select(mark => mutants[int.Parse(mark.Data!, CultureInfo.InvariantCulture) - 1])
            .ToList();
        var fragile = inMember.Where(mutant => mutant.Fragile).Select(mutant => mutant.Id).ToList();
        return fragile.Count > 0 ? fragile : inMember.Select(mutant => mutant.Id);
    }

    private static string SwitchSource(int count) => $$"""
        namespace UhitMutation
        {
            internal static class Switch
            {
                public static readonly int Count = {{count}};
                public static int Active = int.TryParse(System.Environment.GetEnvironmentVariable("UHIT_MUTANT"), out var id) ? id : 0;
                public static bool[] Hits;

                public static bool Is(int id)
                {
                    var hits = Hits;
                    if (hits != null)
                    {
                        hits[id] = true;
                    }

                    return Active == id;
                }
            }
        }
        """;

    private IEnumerable<string> CompilerArguments()
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "msbuild", project, "-t:ResolveAssemblyReferences;PrepareResources;Compile", "-p:Configuration=Debug",
                "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:NonExistentFile=__none__", "-p:DesignTimeBuild=true",
                "-p:CopyBuildOutputToOutputDirectory=false", "-getItem:CscCommandLineArgs",
            },
            RedirectStandardOutput = true,
        })!;
        using var items = JsonDocument.Parse(build.StandardOutput.ReadToEnd());
        build.WaitForExit();
        return [.. items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
