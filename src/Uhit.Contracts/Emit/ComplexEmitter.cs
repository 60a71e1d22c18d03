using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>A complex type: its members, its shape, and the code that reads and writes it.</summary>
internal sealed class ComplexEmitter(ComplexPlan type, GeneratorOptions options)
{
    private readonly SourceFile _file = new(options.Namespace, "System", "System.Collections.Generic", "System.Xml", SourceFile.Runtime);

    public string Emit()
    {
        _file.Summary(type.IsMessage ? $"The message <c>{type.XmlName}</c> of the contract." : $"<c>{type.XmlName}</c> of the contract.");
        _file.Block($"{options.Access} {(type.IsStruct ? "readonly struct" : "sealed class")} {type.Name}", () =>
        {
            EmitConstants();
            foreach (var element in type.Elements) EmitProperty(element);
            new ReadEmitter(_file, type, options.Namespace).Emit();
            _file.Line();
            new WriteEmitter(_file, type).Emit();
        });
        return _file.ToString();
    }

    private void EmitConstants()
    {
        _file.Line($"public const string Ns = {SourceFile.Literal(type.Namespace)};");
        if (type.IsMessage)
        {
            _file.Line();
            _file.Line($"public const string ElementName = {SourceFile.Literal(type.XmlName)};");
        }
        _file.Line();
        _file.Line($"internal static readonly ElementShape Shape = new({(type.Elements.Count == 0 ? ");" : "")}");
        for (var i = 0; i < type.Elements.Count; i++)
        {
            var element = type.Elements[i];
            var end = i == type.Elements.Count - 1 ? ");" : ",";
            _file.Line($"    new ElementChild({SourceFile.Literal(element.XmlName)}, {NamespaceOf(type, element)}, {element.Min}, {element.MaxText}{(element.Types.Length == 0 ? "" : ", " + SourceFile.Literal(element.Types))}){end}");
        }
        _file.Line();
    }

    private void EmitProperty(ElementPlan element)
    {
        var how = element.Streamed ? "streamed: gone through once while it is written, never filled by reading" : element.IsList ? "repeated"
            : element.IsOptional ? "may be left out" : "required";
        _file.Summary($"<c>{element.XmlName}</c>, {how}.");
        _file.Line(element switch
        {
            { Streamed: true } => $"public IEnumerable<{element.ItemType}> {element.Property} {{ get; init; }} = [];",
            { IsList: true } => $"public IReadOnlyList<{element.ItemType}> {element.Property} {{ get; init; }} = [];",
            { IsOptional: true } => $"public {element.ItemType}? {element.Property} {{ get; init; }}",
            _ => $"public required {element.ItemType} {element.Property} {{ get; init; }}",
        });
        _file.Line();
    }

    /// <summary>The namespace of an element as an expression; unqualified elements have none.</summary>
    public static string NamespaceOf(ComplexPlan type, ElementPlan element) =>
        element.Namespace == type.Namespace ? "Ns" : SourceFile.Literal(element.Namespace);
}
