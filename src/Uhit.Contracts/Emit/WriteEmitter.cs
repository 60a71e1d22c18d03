using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The writing of a complex type.</summary>
internal sealed class WriteEmitter(SourceFile file, ComplexPlan type, string @namespace)
{
    private int _choices;

    public void Emit()
    {
        if (type.IsMessage)
        {
            file.Summary("Writes the message with its own element.");
            file.Block("public void Write(XmlWriter output)", () =>
            {
                file.Line("var writer = new ElementWriter(output);");
                file.Line("writer.Start(ElementName, Ns);");
                file.Line("WriteContent(writer);");
                file.Line("writer.End();");
            });
            file.Line();
        }

        if (type.Derived.Count > 0)
        {
            EmitWriteElement();
        }

        if (type.IsPolymorphic)
        {
            EmitTypeName();
        }

        if (type.IsAbstract)
        {
            file.Line($"internal {Inheriting("abstract")}void WriteContent(ElementWriter writer);");
            return;
        }

        file.Block($"internal {Inheriting("virtual")}void WriteContent(ElementWriter writer)", () =>
        {
            foreach (var attribute in type.Attributes)
            {
                EmitAttribute(attribute);
            }

            if (type.Content is { } content)
            {
                file.Line("writer.AsContent();");
                file.Line(ValueCode.Write(content.Simple!, "string.Empty", "string.Empty", content.Property));
            }

            EmitGroup(type.Root, isDemanded: true);
        });
    }

    private string Inheriting(string first) => type.Base is not null ? first == "abstract" ? "abstract override " : "override "
        : type.Derived.Count > 0 || first == "abstract" ? first + " "
        : string.Empty;

    // Says by xsi:type which type it is, where that is not the one that the element has anyway.
    private void EmitWriteElement()
    {
        file.Block($"internal static void WriteElement(ElementWriter writer, string name, string @namespace, {type.Name} value)", () =>
        {
            file.Line("writer.Start(name, @namespace);");
            file.Line($"if (value.GetType() != typeof({type.Name})) writer.WriteType(value.TypeName);");
            file.Line("value.WriteContent(writer);");
            file.Line("writer.End();");
        });
        file.Line();
    }

    private void EmitTypeName()
    {
        var modifier = type.Base is not null ? "override" : "virtual";
        file.Line(
            $"internal {modifier} string TypeName "
                + $"=> {SourceFile.Literal(type.IsNamed ? $"{{{type.Namespace}}}{type.XmlName}" : string.Empty)};");
        file.Line();
    }

    private void EmitAttribute(MemberPlan attribute)
    {
        if (attribute.Kind == MemberKind.OtherAttributes)
        {
            file.Line($"writer.WriteAttributes({attribute.Property}, KnownAttributes);");
            return;
        }

        var name = SourceFile.Literal(attribute.XmlName);
        var ns = ComplexEmitter.NamespaceOf(type, attribute);
        if (attribute.Required)
        {
            file.Line("writer.AsAttribute();");
            file.Line(ValueCode.Write(attribute.Simple!, name, ns, attribute.Property));
            return;
        }

        var local = CSharpNames.Local(attribute.Property);
        file.If($"{attribute.Property} is {{ }} {local}", () =>
        {
            file.Line("writer.AsAttribute();");
            file.Line(ValueCode.Write(attribute.Simple!, name, ns, local));
        });
    }

    private void EmitGroup(ParticlePlan.Group group, bool isDemanded)
    {
        if (group.Order == ElementOrder.Choice)
        {
            EmitChoice(group, isDemanded);
            return;
        }

        if (isDemanded && group.Min > 0)
        {
            foreach (var item in group.Items)
            {
                EmitItem(item, isDemanded: true);
            }

            return;
        }

        file.If(IsSet(group), () =>
        {
            foreach (var item in group.Items)
            {
                EmitItem(item, isDemanded: true);
            }
        });
    }

    private void EmitChoice(ParticlePlan.Group group, bool isDemanded)
    {
        var count = $"chosen{(_choices++ == 0 ? "" : _choices)}";
        file.Line($"var {count} = {string.Join(" + ", group.Items.Select(item => $"({IsSet(item)} ? 1 : 0)"))};");
        var name = string.Join('|', group.Leaves.Select(leaf => leaf.XmlName).Where(n => n.Length > 0).Take(3));
        file.Line($"writer.CheckCount({SourceFile.Literal(name)}, {count}, {(isDemanded && !group.IsEmptiable ? 1 : 0)}, 1);");
        foreach (var item in group.Items)
        {
            file.If(IsSet(item), () => EmitItem(item, isDemanded: true));
        }
    }

    private void EmitItem(ParticlePlan item, bool isDemanded)
    {
        if (item is ParticlePlan.Group group)
        {
            EmitGroup(group, isDemanded);
        }
        else
        {
            EmitMember(item.Leaves.Single());
        }
    }

    private static string IsSet(ParticlePlan item) => string.Join(" || ", item.Leaves.Select(IsSet));

    private static string IsSet(MemberPlan member) => member switch
    {
        { Streamed: true } => "true",
        { IsList: true } => $"{member.Property}.Count > 0",
        { NilProperty: { } nil } => $"{member.Property} is not null || {nil}",
        _ => $"{member.Property} is not null",
    };

    private void EmitMember(MemberPlan member)
    {
        var ns = ComplexEmitter.NamespaceOf(type, member);
        var name = SourceFile.Literal(member.XmlName);
        if (member.IsList)
        {
            EmitList(member, ns);
            return;
        }

        if (!member.IsNullable)
        {
            EmitValue(member, member.Property, ns);
            return;
        }

        var local = CSharpNames.Local(member.Property);
        file.If($"{member.Property} is {{ }} {local}", () => EmitValue(member, local, ns));
        if (member.NilProperty is { } nil)
        {
            file.Line($"else if ({nil}) writer.WriteNil({name}, {ns});");
        }

        if (member is { Required: true, Nillable: true })
        {
            file.Line($"else writer.WriteNil({name}, {ns});");
        }
        else if (member.Min > 0 && member.Kind != MemberKind.Group)
        {
            file.Line($"else throw writer.Missing({name});");
        }
    }

    private void EmitList(MemberPlan member, string ns)
    {
        var count = CSharpNames.Local(member.Property) + "Count";
        file.Line($"var {count} = 0;");
        file.Block($"foreach (var item in {member.Property})", () =>
        {
            if (member.Nillable)
            {
                file.If("item is { } present", () => EmitValue(member, "present", ns));
                file.Line($"else writer.WriteNil({SourceFile.Literal(member.XmlName)}, {ns});");
            }
            else
            {
                EmitValue(member, "item", ns);
            }

            file.Line($"{count}++;");
        });
        var name = member.XmlName.Length > 0 ? member.XmlName : member.Complex!.Root.Leaves.First().XmlName;
        file.Line(
            $"writer.CheckCount({SourceFile.Literal(name)}, {count}, "
                + $"{(member.Kind == MemberKind.Group && member.Complex!.Root.IsEmptiable ? 0 : member.Min)}, {member.MaxText});");
    }

    private void EmitValue(MemberPlan member, string value, string ns)
    {
        var name = SourceFile.Literal(member.XmlName);
        switch (member)
        {
            case { Kind: MemberKind.Group }:
                file.Line($"{value}.WriteContent(writer);");
                break;
            case { Kind: MemberKind.Wildcard }:
                file.Line($"writer.WriteXml({value}, {SourceFile.Literal(member.Namespaces)});");
                break;
            case { Complex.Derived.Count: > 0 }:
                file.Line($"global::{@namespace}.{member.Complex.Name}.WriteElement(writer, {name}, {ns}, {value});");
                break;
            case { Complex: not null }:
                file.Line($"writer.Start({name}, {ns});");
                file.Line($"{value}.WriteContent(writer);");
                file.Line("writer.End();");
                break;
            case { Simple: { } simple }:
                EmitFixed(member, value, name);
                file.Line(ValueCode.Write(simple, name, ns, value));
                break;
            default:
                file.Line($"writer.WriteXml({name}, {ns}, {value});");
                break;
        }
    }

    private void EmitFixed(MemberPlan member, string value, string name)
    {
        if (member.Fixed is { } only)
        {
            file.Line($"if ({value} is not {only}) throw writer.BadValue({name});");
        }
    }
}
