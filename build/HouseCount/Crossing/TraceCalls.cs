using Mono.Cecil;

namespace HouseCount.Crossing;

/// <summary>The methods of <see cref="Trace"/>, as one module calls them.</summary>
internal sealed class TraceCalls(ModuleDefinition module)
{
    public TypeReference Object { get; } = module.TypeSystem.Object;

    public MethodReference Enter { get; } = Find(module, nameof(Trace.Enter));

    public MethodReference EnterClosure { get; } = Find(module, nameof(Trace.EnterClosure));

    public MethodReference EnterAsync { get; } = Find(module, nameof(Trace.EnterAsync));

    public MethodReference Exit { get; } = Find(module, nameof(Trace.Exit));

    public MethodReference Made { get; } = Find(module, nameof(Trace.Made));

    public MethodReference Reached { get; } = Find(module, nameof(Trace.Reached));

    private static MethodReference Find(ModuleDefinition module, string name) => module.ImportReference(typeof(Trace).GetMethod(name));
}
