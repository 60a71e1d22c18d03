using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Mutation;

/// <summary>Loads the source generators of the compiler's arguments into this process.</summary>
internal sealed class Generators : IAnalyzerAssemblyLoader
{
    private readonly Dictionary<string, string> _paths = [];

    public Generators() => AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
        new AssemblyName(request.Name).Name is { } name && _paths.TryGetValue(name, out var path) ? Assembly.LoadFrom(path) : null;

    public void AddDependencyLocation(string fullPath) => _paths[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);

    public IEnumerable<SyntaxTree> Run(CSharpCompilation compilation, CSharpCommandLineArguments arguments, CSharpParseOptions options)
    {
        var references = arguments.AnalyzerReferences
            .Where(reference => reference.FilePath.Contains("enerat", StringComparison.Ordinal))
            .Select(reference => Path.GetFullPath(reference.FilePath, arguments.BaseDirectory!))
            .ToList();
        references.ForEach(AddDependencyLocation);
        var generators = references.SelectMany(path => new AnalyzerFileReference(path, this).GetGenerators(LanguageNames.CSharp));
        var driver = CSharpGeneratorDriver.Create(generators, parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return output.SyntaxTrees.Except(compilation.SyntaxTrees);
    }
}
