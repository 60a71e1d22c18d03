using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>Puts all files together, one type each.</summary>
internal static class ContractEmitter
{
    public static SortedDictionary<string, string> Emit(ContractPlan plan, GeneratorOptions options)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in plan.Complex)
        {
            files.Add($"{type.Name}.cs", new ComplexEmitter(type, options).Emit());
            if (type.IsStreaming)
            {
                files.Add($"{type.Handler}.cs", HandlerEmitter.Emit(type, options));
            }
        }

        foreach (var root in plan.Roots)
        {
            files.Add($"{root.Name}.cs", RootEmitter.Emit(root, options));
        }

        var members = plan.Simple.SelectMany(type => type.Members).Select(member => member.Name).ToHashSet();
        foreach (var type in plan.Simple)
        {
            files.Add($"{type.Lexical}.cs", new LexicalEmitter(type, members.Contains(type.Name), options).Emit());
            if (type.Kind == SimpleKind.Enumeration)
            {
                files.Add($"{type.Name}.cs", EnumerationEmitter.Emit(type, options));
            }
        }

        foreach (var service in plan.Services)
        {
            var emitter = new ServiceEmitter(service, options);
            files.Add($"{emitter.Interface}.cs", emitter.EmitInterface());
            files.Add($"{emitter.Proxy}.cs", emitter.EmitProxy());
            files.Add($"{emitter.Constants}.cs", emitter.EmitConstants());
        }

        return files;
    }
}
