using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The reading, checking and writing of one simple type.</summary>
internal static class LexicalEmitter
{
    public static string Emit(SimplePlan type, GeneratorOptions options)
    {
        var file = new SourceFile(options.Namespace, type.Patterns.Count > 0
            ? ["System", "System.Text.RegularExpressions", SourceFile.Runtime]
            : ["System", SourceFile.Runtime]);
        file.Summary($"Values of <c>{type.XmlName}</c> of the contract.");
        file.Block($"{options.Access} static class {type.Lexical}", () =>
        {
            if (type.IsText) EmitText(file, type);
            else if (type.Kind == SimpleKind.Enumeration) EmitEnumeration(file, type);
            else EmitValue(file, type);
        });
        return file.ToString();
    }

    private static void EmitText(SourceFile file, SimplePlan type)
    {
        for (var i = 0; i < type.Patterns.Count; i++)
        {
            file.Line("// Without backtracking: the time to match is linear in the text.");
            file.Line($"private static readonly Regex Pattern{i} = new({SourceFile.Literal(type.Patterns[i])}, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);");
            file.Line();
        }
        file.Block("public static string Read(ElementReader reader)", () =>
        {
            file.Line($"var value = reader.Read{type.Kind}();");
            file.Line("return IsAllowed(value) ? reader.Text(value) : throw reader.BadValue();");
        });
        file.Line();
        file.Block("public static void Write(ElementWriter writer, string name, string @namespace, string value)", () =>
        {
            if (type.Kind == SimpleKind.Token) file.Line("value = XmlText.Collapse(value);");
            if (type.Kind == SimpleKind.Normalized) file.Line("value = XmlText.Replace(value);");
            file.Line("if (!IsAllowed(value)) throw writer.BadValue(name);");
            file.Line("writer.Write(name, @namespace, value);");
        });
        file.Line();
        file.Summary("Whether the contract allows the text, its white space already being as the type wants it.");
        file.Block("public static bool IsAllowed(ReadOnlySpan<char> value)", () =>
        {
            if (type.MinLength is not null || type.MaxLength is not null)
            {
                file.Line("var length = XmlText.Length(value);");
                if (type.MinLength is { } min) file.Line($"if (length < {min}) return false;");
                if (type.MaxLength is { } max) file.Line($"if (length > {max}) return false;");
            }
            var matches = string.Join(" && ", type.Patterns.Select((_, i) => $"Pattern{i}.IsMatch(value)"));
            file.Line($"return {(matches.Length == 0 ? "true" : matches)};");
        });
    }

    private static void EmitEnumeration(SourceFile file, SimplePlan type)
    {
        Switch($"public static {type.Name} Read(ElementReader reader) => reader.ReadToken() switch",
            type.Values.Select(v => $"{SourceFile.Literal(v.Text)} => {type.Name}.{v.Name},"), "_ => throw reader.BadValue(),", "};");
        file.Line();
        Switch($"public static void Write(ElementWriter writer, string name, string @namespace, {type.Name} value) => writer.Write(name, @namespace, value switch",
            type.Values.Select(v => $"{type.Name}.{v.Name} => {SourceFile.Literal(v.Text)},"), "_ => throw writer.BadValue(name),", "});");

        void Switch(string head, IEnumerable<string> arms, string last, string end)
        {
            file.Line(head);
            file.Line("{");
            file.Indented(() =>
            {
                foreach (var arm in arms.Append(last)) file.Line(arm);
            });
            file.Line(end);
        }
    }

    private static void EmitValue(SourceFile file, SimplePlan type)
    {
        var bounds = string.Join(" and ", type.Bounds);
        var argument = type.OffsetRequired ? "offsetRequired: true" : string.Empty;
        file.Block($"public static {type.CSharp} Read(ElementReader reader)", () =>
        {
            file.Line($"var value = reader.Read{type.Kind}({argument});");
            file.Line(bounds.Length == 0 ? "return value;" : $"return value is {bounds} ? value : throw reader.BadValue();");
        });
        file.Line();
        file.Block($"public static void Write(ElementWriter writer, string name, string @namespace, {type.CSharp} value)", () =>
        {
            if (bounds.Length > 0) file.Line($"if (value is not ({bounds})) throw writer.BadValue(name);");
            file.Line("writer.Write(name, @namespace, value);");
        });
    }
}
