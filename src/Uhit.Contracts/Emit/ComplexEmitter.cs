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
        if (type.IsStreaming)
        {
            _file.Line();
            EmitHandler();
        }

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
            EmitShape(Hiding(type, type.Base is { Content: null }));
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

    /// <summary>What a class may hold, as the reader takes it.</summary>
    private void EmitShape(string hiding)
    {
        var end = type.Root.Items.Count == 0 ? ";" : string.Empty;
        _file.Line($"internal {hiding}static readonly ElementShape Shape = ElementShape.{type.Root.Order}{end}");
        for (var i = 0; i < type.Root.Items.Count; i++)
        {
            _file.Line($"    {Child(type.Root.Items[i])}{(i == type.Root.Items.Count - 1 ? ";" : "")}");
        }

        _file.Line();
    }

    private string Child(ParticlePlan item)
    {
        if (item is ParticlePlan.Group group)
        {
            return $".Group(ElementShape.{group.Order}{string.Concat(group.Items.Select(Child))}, {group.Min})";
        }

        var member = item.Leaves.Single();
        var occurs = $"{member.Min}, {member.MaxText}";
        return member.Kind switch
        {
            MemberKind.Group => $".Repeated({member.Complex!.Name}.Shape, {occurs})",
            MemberKind.Wildcard => $".Any({SourceFile.Literal(member.Namespaces)}, {occurs})",
            _ =>
                $"{(member.Nillable || member.IsRaw ? ".Nillable" : ".Element")}({SourceFile.Literal(member.XmlName)},"
                    + $" {NamespaceOf(type, member)}, {occurs}"
                    + $"{(member.Types.Length == 0 ? "" : ", " + SourceFile.Literal(member.Types))})",
        };
    }

    /// <summary>The interface that a streamed type is read into.</summary>
    private void EmitHandler()
    {
        var inner = type.Streamed.Select(e => e.Complex).OfType<ComplexPlan>()
            .Where(c => c.IsStreaming)
            .Select(c => c.Handler).Distinct().ToList();
        _file.Summary($"Takes what is inside a <c>{type.XmlName}</c> as it is read, in the order of the message.");
        _file.Block($"{options.Access} interface {type.Handler}{(inner.Count > 0 ? " : " + string.Join(", ", inner) : "")}", () =>
        {
            _file.Summary($"All of a <c>{type.XmlName}</c> that comes before its streamed elements.");
            _file.Line($"void On{type.Name}({(type.IsStruct ? "in " : "")}{type.Name} value);");
            foreach (var element in type.Streamed.Where(e => e.Complex is not { IsStreaming: true }))
            {
                _file.Line();
                _file.Summary($"One <c>{element.XmlName}</c>.");
                _file.Line($"void On{element.Property}({(element.Complex is { IsStruct: true } ? "in " : "")}{element.ItemType} value);");
            }

            _file.Line();
            _file.Summary($"The end of the <c>{type.XmlName}</c>: all of it was as the contract wants it.");
            _file.Line($"void On{type.Name}End();");
        });
    }
}
