using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The reading, checking and writing of one simple type.</summary>
internal sealed class LexicalEmitter(SimplePlan type, bool isInUnion, GeneratorOptions options)
{
    private readonly SourceFile _file = new(options.Namespace, Usings(type, options));

    public string Emit()
    {
        _file.Summary($"Values of <c>{type.XmlName}</c> of the contract.");
        _file.Block($"{options.Access} static class {type.Lexical}", () =>
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
        return _file.ToString();
    }

    private static string[] Usings(SimplePlan type, GeneratorOptions options) => type switch
    {
        { Patterns.Count: > 0 } => ["System", "System.Text.RegularExpressions", SourceFile.Runtime],
        { Kind: SimpleKind.List } => ["System", "System.Collections.Generic", "System.Xml", SourceFile.Runtime],
        { Kind: SimpleKind.QName } => ["System", "System.Xml", SourceFile.Runtime],
        _ => ["System", SourceFile.Runtime],
    };

    private void EmitPatterns()
    {
        for (var i = 0; i < type.Patterns.Count; i++)
        {
            _file.Line("// Without backtracking: the time to match is linear in the text.");
            _file.Line(
                $"private static readonly Regex Pattern{i} = new({SourceFile.Literal(type.Patterns[i])}, RegexOptions.CultureInvariant | "
                    + $"RegexOptions.NonBacktracking);");
            _file.Line();
        }
    }

    private string Matches() => string.Join(" && ", type.Patterns.Select((_, i) => $"Pattern{i}.IsMatch(value)"));

    private void EmitText()
    {
        _file.Block("public static string Read(ElementReader reader)", () =>
        {
            _file.Line($"var value = reader.Read{type.Kind}();");
            _file.Line("return IsAllowed(value) ? reader.Text(value) : throw reader.BadValue();");
        });
        _file.Line();
        _file.Block("public static void Write(ElementWriter writer, string name, string @namespace, string value)", () =>
        {
            if (type.Kind == SimpleKind.Token)
            {
                _file.Line("value = XmlText.Collapse(value);");
            }

            if (type.Kind == SimpleKind.Normalized)
            {
                _file.Line("value = XmlText.Replace(value);");
            }

            _file.Line("if (!IsAllowed(value)) throw writer.BadValue(name);");
            _file.Line("writer.Write(name, @namespace, value);");
        });
        _file.Line();
        _file.Summary("Whether the contract allows the text, its white space already being as the type wants it.");
        _file.Block("public static bool IsAllowed(ReadOnlySpan<char> value)", () =>
        {
            if (type.MinLength is not null || type.MaxLength is not null)
            {
                _file.Line("var length = XmlText.Length(value);");
                if (type.MinLength is { } min)
                {
                    _file.Line($"if (length < {min}) return false;");
                }

                if (type.MaxLength is { } max)
                {
                    _file.Line($"if (length > {max}) return false;");
                }
            }

            if (type.Form is { } form)
            {
                _file.Line($"if (!XmlText.Matches(value, XmlForm.{form})) return false;");
            }

            if (type.Members.Count > 0)
            {
                _file.Line($"if (!({string.Join(" || ", type.Members.Select(Allows))})) return false;");
            }

            var matches = Matches();
            _file.Line($"return {(matches.Length == 0 ? "true" : matches)};");
        });
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
        _file.Line();
        Switch(
            $"public static void Write(ElementWriter writer, string name, string @namespace, {type.Name} value) => writer.Write(name, "
                + "@namespace, value switch",
            type.Values.Select(v => $"{type.Name}.{v.Name} => {SourceFile.Literal(v.Text)},"), "_ => throw writer.BadValue(name),", "});");
        if (!isInUnion)
        {
            return;
        }

        _file.Line();
        _file.Summary("Whether the text is one of the values.");
        _file.Line(
            $"public static bool IsAllowed(ReadOnlySpan<char> value) => value "
                + $"is {string.Join(" or ", type.Values.Select(v => SourceFile.Literal(v.Text)))};");

        void Switch(string head, IEnumerable<string> arms, string last, string end)
        {
            _file.Line(head);
            _file.Line("{");
            _file.Indented(() =>
            {
                foreach (var arm in arms.Append(last))
                {
                    _file.Line(arm);
                }
            });
            _file.Line(end);
        }
    }

    private void EmitList()
    {
        var item = type.Item!;
        _file.Block($"public static {type.CSharp} Read(ElementReader reader)", () =>
        {
            _file.Line($"var items = new List<{item.CSharp}>();");
            _file.Line("reader.StartList();");
            _file.Line($"while (reader.NextItem()) items.Add(reader.Kept({ValueCode.Read(item)}));");
            EmitCount("items.Count", "throw reader.BadValue()");
            _file.Line("return items;");
        });
        _file.Line();
        _file.Block($"public static void Write(ElementWriter writer, string name, string @namespace, {type.CSharp} value)", () =>
        {
            EmitCount("value.Count", "throw writer.BadValue(name)");
            _file.Line("writer.StartList();");
            _file.Line($"foreach (var item in value) {ValueCode.Write(item, "name", "@namespace", "item")}");
            _file.Line("writer.EndList(name, @namespace);");
        });
    }

    private void EmitCount(string count, string refusal)
    {
        if (type.MinLength is { } min)
        {
            _file.Line($"if ({count} < {min}) {refusal};");
        }

        if (type.MaxLength is { } max)
        {
            _file.Line($"if ({count} > {max}) {refusal};");
        }
    }

    private void EmitValue()
    {
        _file.Block($"public static {type.CSharp} Read(ElementReader reader)", () =>
        {
            if (type.Patterns.Count > 0)
            {
                _file.Line($"if (!IsWritten(reader.ReadToken())) throw reader.BadValue();");
                _file.Line("reader.Again();");
            }

            _file.Line($"var value = {ValueCode.Bare(type)};");
            var checks = Checks();
            _file.Line(checks.Length == 0 ? "return value;" : $"return {checks} ? value : throw reader.BadValue();");
        });
        _file.Line();
        _file.Block($"public static void Write(ElementWriter writer, string name, string @namespace, {type.CSharp} value)", () =>
        {
            var checks = Checks();
            if (checks.Length > 0)
            {
                _file.Line($"if (!({checks})) throw writer.BadValue(name);");
            }

            if (type.Patterns.Count > 0)
            {
                _file.Line("if (!IsWritten(writer.FormOf(value))) throw writer.BadValue(name);");
            }

            _file.Line($"{ValueCode.Method(type)}(name, @namespace, value);");
        });
        if (type.Patterns.Count == 0)
        {
            return;
        }

        _file.Line();
        _file.Line($"private static bool IsWritten(ReadOnlySpan<char> value) => {Matches()};");
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
