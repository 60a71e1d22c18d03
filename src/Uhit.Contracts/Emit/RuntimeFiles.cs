namespace Uhit.Contracts.Emit;

/// <summary>The few hand-written classes that generated code runs on, for projects that do not have them.</summary>
internal static class RuntimeFiles
{
    private const string Prefix = "runtime/";
    private const string Home = "namespace Uhit.Client.Wire.Xml;";

    public static IEnumerable<(string Name, string Text)> Read(GeneratorOptions options)
    {
        var assembly = typeof(RuntimeFiles).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var text = reader.ReadToEnd().ReplaceLineEndings("\n");
            var at = text.IndexOf(Home, StringComparison.Ordinal);
            var header = new SourceFile(
                options.RuntimeNamespace, "System", "System.Collections.Generic", "System.Diagnostics.CodeAnalysis", "System.Globalization", "System.Text", "System.Xml", "Uhit.Client.Wire");
            var body = text[(at + Home.Length)..].TrimStart('\n');
            if (options.Public)
                body = body.Replace("\ninternal ", "\npublic ", StringComparison.Ordinal);
            yield return ($"Runtime/{resource[Prefix.Length..]}", header + body);
        }
    }
}
