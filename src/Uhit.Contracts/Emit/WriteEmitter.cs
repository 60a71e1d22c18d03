using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The writing of a complex type.</summary>
internal sealed class WriteEmitter(SourceFile file, ComplexPlan type)
{
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
        file.Block($"internal void WriteContent(ElementWriter writer)", () =>
        {
            foreach (var element in type.Elements) EmitElement(element);
        });
    }

    private void EmitElement(ElementPlan element)
    {
        var ns = ComplexEmitter.NamespaceOf(type, element);
        if (element.IsList)
        {
            EmitList(element, ns);
            return;
        }
        if (!element.IsOptional)
        {
            EmitItem(element, element.Property, ns);
            return;
        }
        var local = CSharpNames.Local(element.Property);
        file.Block($"if ({element.Property} is {{ }} {local})", () => EmitItem(element, local, ns));
    }

    private void EmitList(ElementPlan element, string ns)
    {
        var count = CSharpNames.Local(element.Property) + "Count";
        file.Line($"var {count} = 0;");
        file.Block($"foreach (var item in {element.Property})", () =>
        {
            EmitItem(element, "item", ns);
            file.Line($"{count}++;");
        });
        file.Line($"writer.CheckCount({SourceFile.Literal(element.XmlName)}, {count}, {element.Min}, {element.MaxText});");
    }

    private void EmitItem(ElementPlan element, string value, string ns)
    {
        var name = SourceFile.Literal(element.XmlName);
        if (element.Complex is not null)
        {
            file.Line($"writer.Start({name}, {ns});");
            file.Line($"{value}.WriteContent(writer);");
            file.Line("writer.End();");
        }
        else if (element.Simple!.Name is not null)
        {
            file.Line($"{element.Simple.Lexical}.Write(writer, {name}, {ns}, {value});");
        }
        else
        {
            file.Line($"writer.Write({name}, {ns}, {value});");
        }
    }
}
