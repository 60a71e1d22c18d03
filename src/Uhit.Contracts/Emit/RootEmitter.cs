using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>Reading and writing of a global element whose type has a name of its own.</summary>
internal static class RootEmitter
{
    public static string Emit(RootPlan root, GeneratorOptions options)
    {
        var type = root.Type;
        var file = new SourceFile(options.Namespace, "System", "System.Xml", SourceFile.Runtime);
        file.Summary($"The message <c>{root.XmlName}</c> of the contract.");
        file.Block($"{options.Access} static class {root.Name}", () =>
        {
            file.Line($"public const string Ns = {SourceFile.Literal(root.Namespace)};");
            file.Line();
            file.Line($"public const string ElementName = {SourceFile.Literal(root.XmlName)};");
            file.Line();
            file.Block(type.IsStreaming
                ? $"public static void Read(ElementReader reader, {type.Handler} handler)"
                : $"public static {type.Name} Read(ElementReader reader)", () =>
            {
                file.Line($"reader.EnterMessage(ElementName, Ns, {type.Name}.Shape);");
                file.Line(type.IsStreaming ? $"{type.Name}.ReadContent(reader, handler);" : $"return {type.Name}.ReadContent(reader);");
            });
            file.Line();
            file.Block($"public static void Write(XmlWriter output, {type.Name} value)", () =>
            {
                file.Line("var writer = new ElementWriter(output);");
                file.Line("writer.Start(ElementName, Ns);");
                file.Line("value.WriteContent(writer);");
                file.Line("writer.End();");
            });
        });
        return file.ToString();
    }
}
