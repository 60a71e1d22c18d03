using System.Text;

namespace Uhit.Client.Export.Writing;

/// <summary>Texts of others in a file that a spreadsheet may open.</summary>
internal static class CsvText
{
    // What makes a formula of a cell, also in the wide forms that some input methods write.
    private const string Beginnings = "=+-@\t\r\n＝＋－＠";

    /// <summary>The text as a field: one that would be a formula has an apostrophe before it.</summary>
    public static byte[] Field(string text)
    {
        var safe = text.Length > 0 && Beginnings.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        var quoted = safe.AsSpan().ContainsAny(",\"\r\n\t") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
        return Encoding.UTF8.GetBytes(quoted);
    }
}
