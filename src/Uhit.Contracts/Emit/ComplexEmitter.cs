using System.Security;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>A complex type: its members, its shape, and the code that reads and writes it.</summary>
internal sealed class ComplexEmitter(ComplexPlan type, GeneratorOptions options)
{
    private readonly SourceFile _file = new(options.Namespace, Usings(type, options));

    public string Emit()
    {
        _file.Summary(type.IsGroup ? $"One turn of what repeats in <c>{type.XmlName}</c> of the contract."
            : type.IsMessage ? $"The message <c>{type.XmlName}</c> of the contract." : $"<c>{type.XmlName}</c> of the contract.");
        _file.Block($"{options.Access} {Kind()} {type.Name}{(type.Base is null ? "" : $" : {type.Base.Name}")}", () =>
        {
            EmitConstants();
            foreach (var member in type.OwnMembers)
            {
                EmitProperty(member);
            }

            new ReadEmitter(_file, type, options.Namespace).Emit();
            _file.Line();
            new WriteEmitter(_file, type, options.Namespace).Emit();
        });
        return _file.ToString();
    }

    /// <summary>The namespace of an element as an expression; unqualified elements have none.</summary>
    public static string NamespaceOf(ComplexPlan type, MemberPlan member) =>
        member.Namespace == type.Namespace ? "Ns" : SourceFile.Literal(member.Namespace);

    /// <summary>What must stand before a member that hides one of the type that this one extends.</summary>
    public static string Hiding(ComplexPlan type, bool isHiding = true) => isHiding && type.Base is not null ? "new " : string.Empty;

    private static string[] Usings(ComplexPlan type, GeneratorOptions options)
    {
        var isXml = type.Members.Any(member => member.IsRaw || member.Kind == MemberKind.OtherAttributes);
        return isXml
            ? ["System", "System.Collections.Generic", "System.Xml", "System.Xml.Linq", SourceFile.Runtime]
            : ["System", "System.Collections.Generic", "System.Xml", SourceFile.Runtime];
    }

    private string Kind() =>
        type.IsStruct ? "readonly struct" : type.IsAbstract ? "abstract class" : type.Derived.Count > 0 ? "class" : "sealed class";

    private void EmitConstants()
    {
        _file.Line($"public {Hiding(type)}const string Ns = {SourceFile.Literal(type.Namespace)};");
        if (type.IsMessage)
        {
            _file.Line();
            _file.Line($"public const string ElementName = {SourceFile.Literal(type.XmlName)};");
        }

        _file.Line();
        var isOpen = type.Attributes.Exists(a => a.Kind == MemberKind.OtherAttributes);
        if (isOpen)
        {
            var known = type.Attributes.Where(a => a.Kind == MemberKind.Attribute)
                .Select(a => SourceFile.Literal($"{{{a.Namespace}}}{a.XmlName}"));
            _file.Line($"private static readonly string[] KnownAttributes = [{string.Join(", ", known)}];");
            _file.Line();
        }

        if (type.Content is null)
        {
            new ShapeEmitter(_file, type, Hiding(type, type.Base is { Content: null })).Emit();
        }
    }

    private void EmitProperty(MemberPlan member)
    {
        var what = member.Kind switch
        {
            MemberKind.Attribute => $"Attribute <c>{member.XmlName}</c>",
            MemberKind.Content => "The text",
            MemberKind.Group => "What repeats, in its order",
            MemberKind.Wildcard => "Elements that the contract leaves open",
            MemberKind.OtherAttributes => "Attributes that the contract leaves open",
            _ => $"<c>{member.XmlName}</c>",
        };
        _file.Summary(
            $"{what}, {How(member)}."
                + $"{(member.Default is null ? "" : $" Left out or empty it means <c>{SecurityElement.Escape(member.Default)}</c>.")}");
        if (member.Documentation is { } said)
        {
            _file.Line($"/// <remarks>{SecurityElement.Escape(said)}</remarks>");
        }

        _file.Line(member switch
        {
            { Streamed: true } => $"public IEnumerable<{member.ItemType}> {member.Property} {{ get; init; }} = [];",
            { IsList: true } => $"public IReadOnlyList<{member.ListItemType}> {member.Property} {{ get; init; }} = [];",
            { Required: true } => $"public required {member.ItemType}{(member.Nillable ? "?" : "")} {member.Property} {{ get; init; }}",
            _ => $"public {member.ItemType}? {member.Property} {{ get; init; }}",
        });
        _file.Line();
        if (member.NilProperty is null)
        {
            return;
        }

        _file.Summary($"Whether <c>{member.XmlName}</c> is there and says that it is nil.");
        _file.Line($"public bool {member.NilProperty} {{ get; init; }}");
        _file.Line();
    }

    private static string How(MemberPlan member) => member switch
    {
        { Streamed: true } => "streamed: gone through once while it is written, never filled by reading",
        { IsList: true } => "repeated",
        { IsOptional: true } => "may be left out",
        { Nillable: true } => "required; null is written as nil",
        _ => "required",
    };
}
