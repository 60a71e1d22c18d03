using System.Security;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The reading, checking and writing of one simple type.</summary>
internal sealed class LexicalEmitter(SourceFile file, SimplePlan type, bool isInUnion, string access)
{
    /// <summary>What the code of any simple type needs. System.Xml has an XmlText too.</summary>
    public static IReadOnlyList<string> Usings { get; } =
    [
        "System", "System.Collections.Generic", "System.Text.RegularExpressions", "System.Xml", SourceFile.Runtime,
        $"XmlText = {SourceFile.Runtime}.XmlText",
    ];

    public void Emit()
    {
        if (type.Kind == SimpleKind.Enumeration)
        {
            EmitValues();
            file.Line();
        }

        file.Summary($"Values of <c>{type.XmlName}</c> of the contract.");
        file.Block($"{access} static class {type.Lexical}", () =>
        {
            EmitPatterns();
            if (type.IsText)
            {
                EmitText();
            }
            else if (type.Kind == SimpleKind.Enumeration)
            {
                EmitEnumeration();
            }
            else if (type.Kind == SimpleKind.List)
            {
                EmitList();
            }
            else
            {
                EmitValue();
            }
        });
    }

    /// <summary>A closed list of values. It starts at 1, so that a value never set is none of them.</summary>
    private void EmitValues()
    {
        file.Summary($"<c>{type.XmlName}</c> of the contract.");
        file.Block($"{access} enum {type.Name}", () =>
        {
            for (var i = 0; i < type.Values.Count; i++)
            {
                file.Summary($"<c>{SecurityElement.Escape(type.Values[i].Text)}</c>.");
                file.Line($"{type.Values[i].Name} = {i + 1},");
            }
        });
    }

    private void EmitPatterns()
    {
        for (var i = 0; i < type.Patterns.Count; i++)
        {
            file.Line("// Without backtracking: the time to match is linear in the text.");
            file.Line(
                $"private static readonly Regex Pattern{i} = new({SourceFile.Literal(type.Patterns[i])}, RegexOptions.CultureInvariant | "
                    + $"RegexOptions.NonBacktracking);");
            file.Line();
        }
    }

    private string Matches() => string.Join(" && ", type.Patterns.Select((_, i) => $"Pattern{i}.IsMatch(value)"));

    private void EmitText()
    {
        file.Block("public static string Read(ElementReader reader)", () =>
        {
            file.Line($"var value = reader.Read{type.Kind}();");
            file.Line("return IsAllowed(value) ? reader.Text(value) : throw reader.BadValue();");
        });
        file.Line();
        file.Block("public static void Write(ElementWriter writer, string name, string @namespace, string value)", () =>
        {
            if (type.Kind == SimpleKind.Token)
            {
                file.Line("value = XmlText.Collapse(value);");
            }

            if (type.Kind == SimpleKind.Normalized)
            {
                file.Line("value = XmlText.Replace(value);");
            }

            file.Line("if (!IsAllowed(value)) throw writer.BadValue(name);");
            file.Line("writer.Write(name, @namespace, value);");
        });
        file.Line();
        file.Summary("Whether the contract allows the text, its white space already being as the type wants it.");
        file.Line($"public static bool IsAllowed(ReadOnlySpan<char> value) => {Allowed()};");
    }

    private string Allowed()
    {
        var rules = new List<string>();
        if (type.MinLength is not null || type.MaxLength is not null)
        {
            var bounds = new[] { type.MinLength is { } min ? $">= {min}" : null, type.MaxLength is { } max ? $"<= {max}" : null };
            rules.Add($"XmlText.Length(value) is {string.Join(" and ", bounds.OfType<string>())}");
        }

        if (type.Form is { } form)
        {
            rules.Add($"XmlText.Matches(value, XmlForm.{form})");
        }

        if (type.Members.Count > 0)
        {
            rules.Add($"({string.Join(" || ", type.Members.Select(Allows))})");
        }

        if (type.Patterns.Count > 0)
        {
            rules.Add(Matches());
        }

        return rules.Count == 0 ? "true" : string.Join(" && ", rules);
    }

    private static string Allows(SimplePlan member) => member switch
    {
        { Name: not null } => $"{member.Lexical}.IsAllowed(value)",
        { Form: { } form } => $"XmlText.Matches(value, XmlForm.{form})",
        _ => "true",
    };

    private void EmitEnumeration()
    {
        Switch($"public static {type.Name} Read(ElementReader reader) => reader.Read{type.Space}() switch",
            type.Values.Select(v => $"{SourceFile.Literal(v.Text)} => {type.Name}.{v.Name},"), "_ => throw reader.BadValue(),", "};");
        file.Line();
        Switch(
            $"public static void Write(ElementWriter writer, string name, string @namespace, {type.Name} value) => writer.Write(name, "
                + "@namespace, value switch",
            type.Values.Select(v => $"{type.Name}.{v.Name} => {SourceFile.Literal(v.Text)},"), "_ => throw writer.BadValue(name),", "});");
        if (!isInUnion)
        {
            return;
        }

        file.Line();
        file.Summary("Whether the text is one of the values.");
        file.Line(
            $"public static bool IsAllowed(ReadOnlySpan<char> value) => value "
                + $"is {string.Join(" or ", type.Values.Select(v => SourceFile.Literal(v.Text)))};");

        void Switch(string head, IEnumerable<string> arms, string last, string end)
        {
            file.Line(head);
            file.Line("{");
            file.Indented(() =>
            {
                foreach (var arm in arms.Append(last))
                {
                    file.Line(arm);
                }
            });
            file.Line(end);
        }
    }

    private void EmitList()
    {
        var item = type.Item!;
        file.Block($"public static {type.CSharp} Read(ElementReader reader)", () =>
        {
            file.Line($"var items = new List<{item.CSharp}>();");
            file.Line("reader.StartList();");
            file.Line($"while (reader.NextItem()) items.Add(reader.Kept({ValueCode.Read(item)}));");
            EmitCount("items.Count", "throw reader.BadValue()");
            file.Line("return items;");
        });
        file.Line();
        file.Block($"public static void Write(ElementWriter writer, string name, string @namespace, {type.CSharp} value)", () =>
        {
            EmitCount("value.Count", "throw writer.BadValue(name)");
            file.Line("writer.StartList();");
            file.Line($"foreach (var item in value) {ValueCode.Write(item, "name", "@namespace", "item")}");
            file.Line("writer.EndList(name, @namespace);");
        });
    }

    private void EmitCount(string count, string refusal)
    {
        if (type.MinLength is { } min)
        {
            file.Line($"if ({count} < {min}) {refusal};");
        }

        if (type.MaxLength is { } max)
        {
            file.Line($"if ({count} > {max}) {refusal};");
        }
    }

    private void EmitValue()
    {
        file.Block($"public static {type.CSharp} Read(ElementReader reader)", () =>
        {
            if (type.Patterns.Count > 0)
            {
                file.Line($"if (!IsWritten(reader.ReadToken())) throw reader.BadValue();");
                file.Line("reader.Again();");
            }

            file.Line($"var value = {ValueCode.Bare(type)};");
            var checks = Checks();
            file.Line(checks.Length == 0 ? "return value;" : $"return {checks} ? value : throw reader.BadValue();");
        });
        file.Line();
        file.Block($"public static void Write(ElementWriter writer, string name, string @namespace, {type.CSharp} value)", () =>
        {
            var checks = Checks();
            if (checks.Length > 0)
            {
                file.Line($"if (!({checks})) throw writer.BadValue(name);");
            }

            if (type.Patterns.Count > 0)
            {
                file.Line("if (!IsWritten(writer.FormOf(value))) throw writer.BadValue(name);");
            }

            file.Line($"{ValueCode.Method(type)}(name, @namespace, value);");
        });
        if (type.Patterns.Count == 0)
        {
            return;
        }

        file.Line();
        file.Line($"private static bool IsWritten(ReadOnlySpan<char> value) => {Matches()};");
    }

    private string Checks()
    {
        var checks = new List<string>();
        if (type.Bounds.Count > 0)
        {
            checks.Add($"value is {string.Join(" and ", type.Bounds)}");
        }

        if (type.TotalDigits is not null || type.FractionDigits is not null)
        {
            checks.Add($"XmlText.HasDigits(value, {type.TotalDigits ?? int.MaxValue}, {type.FractionDigits ?? int.MaxValue})");
        }

        if (type.MinLength is { } min)
        {
            checks.Add($"value.Length >= {min}");
        }

        if (type.MaxLength is { } max)
        {
            checks.Add($"value.Length <= {max}");
        }

        return string.Join(" && ", checks);
    }
}
