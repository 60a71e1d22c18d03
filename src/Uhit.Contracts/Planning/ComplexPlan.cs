namespace Uhit.Contracts.Planning;

/// <summary>A complex type, which becomes a class or a struct.</summary>
internal sealed class ComplexPlan(string name, string xmlName, string @namespace, bool isStruct, bool isMessage)
{
    public string Name => name;

    public string XmlName => xmlName;

    public string Namespace => @namespace;

    public bool IsStruct => isStruct;

    /// <summary>The anonymous type of a global element: the class is the message itself.</summary>
    public bool IsMessage => isMessage;

    /// <summary>The contract's name of the type, which <c>xsi:type</c> may say; empty for one without a name.</summary>
    public string Types { get; init; } = string.Empty;

    /// <summary>Filled after all types have their names, since types may name each other.</summary>
    public List<ElementPlan> Elements { get; } = [];

    public IEnumerable<ElementPlan> Held => Elements.Where(e => !e.Streamed);

    public IEnumerable<ElementPlan> Streamed => Elements.Where(e => e.Streamed);

    public bool IsStreaming => Elements.Exists(e => e.Streamed);

    public string Handler => $"I{Name}Handler";
}
