using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>Reading and writing of a global element whose type has a name of its own, or is simple, or anything.</summary>
internal static class RootEmitter
{
    public static string Emit(ContractPlan.Root root, GeneratorOptions options)
    {
        var element = root.Element;
        var type = element.Complex;
        var item = element.ItemType + (element.Nillable && type is not { IsStreaming: true } ? "?" : string.Empty);
        var file = new SourceFile(options.Namespace, Usings(element, options));
        file.Summary($"The message <c>{element.XmlName}</c> of the contract.");
        file.Block($"{options.Access} static class {root.Name}", () =>
        {
            file.Line($"public const string Ns = {SourceFile.Literal(element.Namespace)};");
            file.Line();
            file.Line($"public const string ElementName = {SourceFile.Literal(element.XmlName)};");
            file.Line();
            file.Block(type is { IsStreaming: true }
                ? $"public static void Read(ElementReader reader, {type.Handler} handler)"
                : $"public static {item} Read(ElementReader reader)", () =>
            {
                if (element.Nillable && type is not { IsStreaming: true })
                {
                    file.Line("if (reader.MoveToNil(ElementName, Ns)) return null;");
                }
                else
                {
                    file.Line("reader.MoveToMessage(ElementName, Ns);");
                }

                file.Line(element switch
                {
                    { Complex.IsStreaming: true } => $"{type!.Name}.ReadContent(reader, handler);",
                    { Complex: not null } => $"return {type!.Name}.ReadContent(reader);",
                    { Simple: { } simple } => $"return {ValueCode.Read(simple)};",
                    _ => "return reader.ReadXml();",
                });
            });
            file.Line();
            file.Block($"public static void Write(XmlWriter output, {item} value)", () =>
            {
                file.Line("var writer = new ElementWriter(output);");
                if (element.Nillable && type is not { IsStreaming: true })
                {
                    file.Block("if (value is not { } present)", () =>
                    {
                        file.Line("writer.WriteNil(ElementName, Ns);");
                        file.Line("return;");
                    });
                    EmitWrite(file, element, "present");
                }
                else
                {
                    EmitWrite(file, element, "value");
                }
            });
        });
        return file.ToString();
    }

    private static string[] Usings(MemberPlan element, GeneratorOptions options) => element.IsRaw
        ? ["System", "System.Xml", "System.Xml.Linq", SourceFile.Runtime]
        : element.Simple is { Kind: SimpleKind.List } ? ["System", "System.Collections.Generic", "System.Xml", SourceFile.Runtime]
        : ["System", "System.Xml", SourceFile.Runtime];

    private static void EmitWrite(SourceFile file, MemberPlan element, string value)
    {
        switch (element)
        {
            case { Complex.Derived.Count: > 0 }:
                file.Line($"{element.Complex.Name}.WriteElement(writer, ElementName, Ns, {value});");
                break;
            case { Complex: not null }:
                file.Line("writer.Start(ElementName, Ns);");
                file.Line($"{value}.WriteContent(writer);");
                file.Line("writer.End();");
                break;
            case { Simple: { } simple }:
                file.Line(ValueCode.Write(simple, "ElementName", "Ns", value));
                break;
            default:
                file.Line($"writer.WriteXml(ElementName, Ns, {value});");
                break;
        }
    }
}
