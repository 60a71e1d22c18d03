using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>Puts all files together: one for each type, with what only it needs.</summary>
internal static class ContractEmitter
{
    // No type can have this name, which holds a dot.
    private const string LexicalFile = "Lexical.g.cs";

    public static SortedDictionary<string, string> Emit(ContractPlan plan, GeneratorOptions options)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in plan.Complex)
        {
            files.Add($"{type.Name}.cs", new ComplexEmitter(type, options).Emit());
        }

        foreach (var root in plan.Roots)
        {
            files.Add($"{root.Name}.cs", RootEmitter.Emit(root, options));
        }

        AddSimple(plan, options, files);
        foreach (var service in plan.Services)
        {
            var emitter = new ServiceEmitter(service, options);
            files.Add($"{emitter.Interface}.cs", emitter.Emit());
        }

        return files;
    }

    // A closed list is a type that people look for. The rules of texts and numbers, of which a contract has many, stand together.
    private static void AddSimple(ContractPlan plan, GeneratorOptions options, SortedDictionary<string, string> files)
    {
        var members = plan.Simple.SelectMany(type => type.Members).Select(member => member.Name).ToHashSet();
        foreach (var group in plan.Simple.GroupBy(type => type.Kind == SimpleKind.Enumeration ? $"{type.Name}.cs" : LexicalFile))
        {
            var file = new SourceFile(options.Namespace, [.. LexicalEmitter.Usings]);
            foreach (var type in group)
            {
                if (type != group.First())
                {
                    file.Line();
                }

                new LexicalEmitter(file, type, members.Contains(type.Name), options.Access).Emit();
            }

            files.Add(group.Key, file.ToString());
        }
    }
}
