using System.Xml.Schema;

namespace Uhit.Contracts;

/// <summary>Everything that the contract holds and the generator does not support, so that all of it is told at once.</summary>
internal sealed class Refusals
{
    private readonly List<(string File, int Line, string Text)> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>What is told beside, and refuses nothing.</summary>
    public Notes Notes { get; } = new();

    public void Add(string? file, int line, string component, string reason) =>
        _found.Add((FileNames.Short(file), line, $"{component}: {reason}"));

    /// <summary>Tells something of a component of a schema that is taken all the same.</summary>
    public void Note(XmlSchemaObject at, string component, string text) => Notes.Add(SourceOf(at), at.LineNumber, $"{component}: {text}");

    private static string? SourceOf(XmlSchemaObject at)
    {
        var source = at;
        while (source is not null && string.IsNullOrEmpty(source.SourceUri))
        {
            source = source.Parent;
        }

        return source?.SourceUri;
    }

    public void ThrowIfAny()
    {
        if (!Any)
        {
            return;
        }

        var lines = _found.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)
            .Select(f => $"{f.File}({f.Line}): {f.Text}");
        throw new ContractRefusedException(string.Join(Environment.NewLine, lines));
    }
}
