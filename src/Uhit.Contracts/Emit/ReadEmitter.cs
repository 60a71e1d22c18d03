using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The pull parser of a complex type: the reader keeps the order and the numbers, the code here the values.</summary>
internal sealed class ReadEmitter(SourceFile file, ComplexPlan type, string @namespace)
{
    private readonly string _result = type.IsStreaming ? "void" : type.Name;
    private readonly string _handler = type.IsStreaming ? $", {type.Handler} handler" : string.Empty;
    private readonly string _pass = type.IsStreaming ? ", handler" : string.Empty;

    public void Emit()
    {
        if (type.IsMessage)
        {
            file.Summary("Reads the message, whose element must be the next one, and goes past its end.");
            file.Line($"public static {_result} Read(XmlReader reader{_handler}) => Read(new ElementReader(reader){_pass});");
            file.Line();
        }
        file.Summary(type.IsMessage ? "Reads the message." : "Reads the element that the reader is at.");
        file.Block($"public static {_result} Read(ElementReader reader{_handler})", () =>
        {
            file.Line(type.IsMessage ? "reader.EnterMessage(ElementName, Ns, Shape);" : "reader.Enter(Shape);");
            file.Line($"{(type.IsStreaming ? "" : "return ")}ReadContent(reader{_pass});");
        });
        file.Line();
        file.Block($"internal static {_result} ReadContent(ElementReader reader{_handler})", EmitContent);
    }

    private void EmitContent()
    {
        foreach (var element in type.Held) file.Line(Declaration(element));
        if (type.IsStreaming) file.Line("var begun = false;");
        file.Block("while (reader.NextChild(out var child))", () =>
        {
            if (type.IsStreaming)
            {
                var first = type.Elements.FindIndex(e => e.Streamed);
                file.Block(first == 0 ? "if (!begun)" : $"if (!begun && child >= {first})", () =>
                {
                    file.Line("begun = true;");
                    file.Line($"handler.On{type.Name}({Construction()});");
                });
            }
            file.Block("switch (child)", () =>
            {
                for (var i = 0; i < type.Elements.Count; i++)
                {
                    file.Line($"case {i}:");
                    var statement = Statement(type.Elements[i]);
                    file.Indented(() =>
                    {
                        file.Line(statement);
                        file.Line("break;");
                    });
                }
            });
        });
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

    private static string Declaration(ElementPlan element)
    {
        var local = CSharpNames.Local(element.Property);
        if (element.IsList) return $"List<{element.ItemType}>? {local} = null;";
        if (element.IsOptional) return $"{element.ItemType}? {local} = null;";
        return $"{element.ItemType} {local} = {(element.IsValueType ? "default" : "null!")};";
    }

    private string Statement(ElementPlan element)
    {
        var local = CSharpNames.Local(element.Property);
        if (element is { Streamed: true, Complex.IsStreaming: true }) return $"{Qualified(element.Complex)}.Read(reader, handler);";
        var read = ReadExpression(element);
        if (element.Streamed) return $"handler.On{element.Property}({read});";
        return element.IsList ? $"({local} ??= []).Add(reader.Kept({read}));" : $"{local} = {read};";
    }

    private string ReadExpression(ElementPlan element)
    {
        if (element.Complex is { } complex) return $"{Qualified(complex)}.Read(reader)";
        var simple = element.Simple!;
        if (simple.Name is not null) return $"{simple.Lexical}.Read(reader)";
        return simple.IsText ? $"reader.Text(reader.Read{simple.Kind}())" : $"reader.Read{simple.Kind}()";
    }

    /// <summary>A property often has the name of another type, and would be found before it.</summary>
    private string Qualified(ComplexPlan other) => $"global::{@namespace}.{other.Name}";

    private string Construction()
    {
        var members = type.Held.Select(e => $"{e.Property} = {CSharpNames.Local(e.Property)}{(e.IsList ? " ?? []" : "")}").ToList();
        return members.Count == 0 ? $"new {type.Name}()" : $"new {type.Name} {{ {string.Join(", ", members)} }}";
    }
}
