using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The expressions that read and write values of simple types.</summary>
/// <remarks>The reader and the writer know whether an element, an attribute, a text or an item of
/// a list is meant: one code serves all.</remarks>
internal static class ValueCode
{
    public static string Read(SimplePlan type) => type switch
    {
        { Name: not null } => $"{type.Lexical}.Read(reader)",
        { Form: { } form } => $"reader.Text(reader.ReadForm(XmlForm.{form}))",
        { IsText: true } => $"reader.Text(reader.Read{type.Kind}())",
        { Bounds: [var bound] } => $"reader.ReadInteger({Range(bound)})",
        _ => Bare(type),
    };

    /// <summary>The value as its kind is read, its facets not asked.</summary>
    public static string Bare(SimplePlan type) => $"reader.Read{type.Kind}({(type.OffsetRequired ? "offsetRequired: true" : "")})";

    public static string Write(SimplePlan type, string name, string ns, string value) => type switch
    {
        { Name: not null } => $"{type.Lexical}.Write(writer, {name}, {ns}, {value});",
        { Form: { } form } => $"writer.WriteForm({name}, {ns}, {value}, XmlForm.{form});",
        { Bounds: [var bound] } => $"writer.WriteInteger({name}, {ns}, {value}, {Range(bound)});",
        _ => $"{Method(type)}({name}, {ns}, {value});",
    };

    // Only the whole numbers that XML Schema itself bounds at one end are bounded and have no name.
    private static string Range(string bound) =>
        bound.StartsWith('>') ? $"{bound[3..]}, decimal.MaxValue" : $"decimal.MinValue, {bound[3..]}";

    public static string Method(SimplePlan type) => type.Kind switch
    {
        SimpleKind.Integer => "writer.WriteInteger",
        SimpleKind.Base64 => "writer.WriteBase64",
        SimpleKind.Hex => "writer.WriteHex",
        _ => "writer.Write",
    };
}
