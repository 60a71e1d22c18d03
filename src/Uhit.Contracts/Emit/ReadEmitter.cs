using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The pull parser of a complex type: the reader keeps the order and the numbers, the code here the values.</summary>
internal sealed class ReadEmitter(SourceFile file, ComplexPlan type, string @namespace)
{
    private readonly string _result = type.IsStreaming ? "void" : type.Name;
    private readonly string _handler = type.IsStreaming ? $", {type.Handler} handler" : string.Empty;
    private readonly string _pass = type.IsStreaming ? ", handler" : string.Empty;
    private readonly string _hiding = ComplexEmitter.Hiding(type);

    public void Emit()
    {
        if (type.IsMessage)
        {
            file.Summary("Reads the message, whose element must be the next one, and goes past its end.");
            file.Line($"public static {_result} Read(XmlReader reader{_handler}) => Read(new ElementReader(reader){_pass});");
            file.Line();
            file.Summary("Reads the message.");
            file.Block($"public {_hiding}static {_result} Read(ElementReader reader{_handler})", () =>
            {
                file.Line("reader.MoveToMessage(ElementName, Ns);");
                file.Line($"{(type.IsStreaming ? "" : "return ")}ReadContent(reader{_pass});");
            });
            file.Line();
        }
        else if (!type.IsGroup)
        {
            file.Summary("Reads the element that the reader is at.");
            file.Line($"public {_hiding}static {_result} Read(ElementReader reader{_handler}) => ReadContent(reader{_pass});");
            file.Line();
        }

        if (type.Derived.Count > 0)
        {
            EmitDispatch();
        }

        if (type.Derived.Count > 0 && type.IsAbstract)
        {
            return;
        }

        var name = type.Derived.Count > 0 ? "ReadExact" : "ReadContent";
        if (type.IsAbstract)
        {
            file.Line($"internal {_hiding}static {_result} {name}(ElementReader reader) => throw reader.BadType();");
        }
        else
        {
            file.Block(
                $"internal {(HidesContent(name) ? "new " : "")}static {_result} {name}(ElementReader reader{_handler})", EmitContent);
        }
    }

    private bool HidesContent(string name)
    {
        for (var at = type.Base; at is not null; at = at.Base)
        {
            if (name == "ReadContent" || !at.IsAbstract)
            {
                return true;
            }
        }

        return false;
    }

    // What comes may say by xsi:type that it is one of the types that extend this one.
    private void EmitDispatch()
    {
        var named = type.Derived.Where(d => d.IsNamed && !d.IsAbstract).ToList();
        file.Line(
            $"private static readonly string[] DerivedTypes = "
                + $"[{string.Join(", ", named.Select(d => SourceFile.Literal($"{{{d.Namespace}}}{d.XmlName}")))}];");
        file.Line();
        file.Line($"internal {_hiding}static {_result} ReadContent(ElementReader reader) => reader.DerivedType(DerivedTypes) switch");
        file.Line("{");
        file.Indented(() =>
        {
            for (var i = 0; i < named.Count; i++)
            {
                file.Line($"{i} => {Qualified(named[i])}.{(named[i].Derived.Count > 0 ? "ReadExact" : "ReadContent")}(reader),");
            }

            file.Line(type.IsAbstract ? "_ => throw reader.BadType()," : "_ => ReadExact(reader),");
        });
        file.Line("};");
        if (!type.IsAbstract)
        {
            file.Line();
        }
    }

    private void EmitContent()
    {
        foreach (var attribute in type.Attributes)
        {
            EmitAttribute(attribute);
        }

        if (type.Content is { } content)
        {
            file.Line($"var {CSharpNames.Local(content.Property)} = {ValueCode.Read(content.Simple!)};");
            file.Line($"return {Construction()};");
            return;
        }

        if (!type.IsGroup)
        {
            file.Line("reader.Enter(Shape);");
        }

        foreach (var element in type.Elements.Where(e => !e.Streamed))
        {
            file.Line(Declaration(element));
            if (element.NilProperty is { } nil)
            {
                file.Line($"var {CSharpNames.Local(nil)} = false;");
            }
        }

        if (type.IsStreaming)
        {
            file.Line("var begun = false;");
        }

        EmitLoop();
        if (type.IsStreaming)
        {
            file.Line($"if (!begun) handler.On{type.Name}({Construction()});");
            file.Line($"handler.On{type.Name}End();");
        }
        else
        {
            file.Line($"return {Construction()};");
        }
    }

    private void EmitLoop()
    {
        var elements = type.Elements;
        if (elements.Count == 0)
        {
            file.Block("while (reader.NextChild(out _))", () => { });
            return;
        }

        file.Block("while (reader.NextChild(out var child))", () =>
        {
            if (type.IsStreaming)
            {
                var first = elements.TakeWhile(e => !e.Streamed).Count();
                file.Block(first == 0 ? "if (!begun)" : $"if (!begun && child >= {first})", () =>
                {
                    file.Line("begun = true;");
                    file.Line($"handler.On{type.Name}({Construction()});");
                });
            }

            file.Block("switch (child)", () =>
            {
                for (var i = 0; i < elements.Count; i++)
                {
                    file.Line($"case {i}: {string.Join(' ', Statements(elements[i]))} break;");
                }
            });
        });
    }

    private void EmitAttribute(MemberPlan attribute)
    {
        var local = CSharpNames.Local(attribute.Property);
        if (attribute.Kind == MemberKind.OtherAttributes)
        {
            file.Line($"var {local} = reader.OtherAttributes(KnownAttributes);");
            return;
        }

        var at = $"({SourceFile.Literal(attribute.XmlName)}, {ComplexEmitter.NamespaceOf(type, attribute)})";
        if (attribute.Required)
        {
            file.Line($"reader.NeedAttribute{at};");
            file.Line($"var {local} = {ValueCode.Read(attribute.Simple!)};");
            EmitFixed(attribute, local);
            return;
        }

        file.Line($"{attribute.ItemType}? {local} = null;");
        if (attribute.Fixed is null)
        {
            file.Line($"if (reader.TakeAttribute{at}) {local} = {ValueCode.Read(attribute.Simple!)};");
            return;
        }

        file.Block($"if (reader.TakeAttribute{at})", () =>
        {
            file.Line($"{local} = {ValueCode.Read(attribute.Simple!)};");
            EmitFixed(attribute, local);
        });
    }

    private void EmitFixed(MemberPlan member, string local)
    {
        if (member.Fixed is { } only)
        {
            file.Line($"if ({local} is not {only}) throw reader.BadValue();");
        }
    }

    private static string Declaration(MemberPlan element)
    {
        var local = CSharpNames.Local(element.Property);
        if (element.IsList)
        {
            return $"List<{element.ListItemType}>? {local} = null;";
        }

        if (element.IsNullable)
        {
            return $"{element.ItemType}? {local} = null;";
        }

        return $"{element.ItemType} {local} = {(element.IsValueType ? "default" : "null!")};";
    }

    private IEnumerable<string> Statements(MemberPlan element)
    {
        var local = CSharpNames.Local(element.Property);
        if (element is { Streamed: true, Complex.IsStreaming: true })
        {
            yield return $"{Qualified(element.Complex)}.ReadContent(reader, handler);";
            yield break;
        }

        var read = ReadExpression(element);
        if (element.Streamed)
        {
            yield return $"handler.On{element.Property}({read});";
            yield break;
        }

        if (element.Default is { Length: > 0 } empty && element.Simple is not null)
        {
            yield return $"reader.EmptyMeans({SourceFile.Literal(empty)});";
        }

        if (element.IsList)
        {
            var item = element.Nillable ? $"reader.IsNil() ? null : {read}" : read;
            yield return $"({local} ??= []).Add(reader.Kept({(element.Nillable ? $"({element.ListItemType})({item})" : item)}));";
            yield break;
        }

        yield return element switch
        {
            { Nillable: true, NilProperty: { } nil } => $"if (!({CSharpNames.Local(nil)} = reader.IsNil())) {local} = {read};",
            { Nillable: true } => $"{local} = reader.IsNil() ? null : {read};",
            _ => $"{local} = {read};",
        };
        if (element.Fixed is not null)
        {
            yield return
                $"if ({(element.Nillable ? $"{local} is not null && " : "")}{local} is not {element.Fixed}) throw reader.BadValue();";
        }
    }

    private string ReadExpression(MemberPlan element) => element switch
    {
        { Complex: { } complex } => $"{Qualified(complex)}.ReadContent(reader)",
        { Simple: { } simple } => ValueCode.Read(simple),
        _ => "reader.ReadXml()",
    };

    /// <summary>A property often has the name of another type, and would be found before it.</summary>
    private string Qualified(ComplexPlan other) => $"global::{@namespace}.{other.Name}";

    private string Construction()
    {
        var members = type.Held.SelectMany(Assignments).ToList();
        return members.Count == 0 ? $"new {type.Name}()" : $"new {type.Name} {{ {string.Join(", ", members)} }}";
    }

    private static IEnumerable<string> Assignments(MemberPlan member)
    {
        var local = CSharpNames.Local(member.Property);
        yield return $"{member.Property} = {local}{(member.IsList && member.Kind != MemberKind.OtherAttributes ? " ?? []" : "")}";
        if (member.NilProperty is { } nil)
        {
            yield return $"{nil} = {CSharpNames.Local(nil)}";
        }
    }
}
