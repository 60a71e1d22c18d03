namespace CorpusMeasure;

/// <summary>One line of corpus.tsv.</summary>
internal sealed record CorpusEntry(string Id, string Kind, string Wsdl)
{
    public string Namespace => "Corpus." + string.Concat(Id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    public static IReadOnlyList<CorpusEntry> Read(string folder) => File.ReadLines(Path.Combine(folder, "corpus.tsv")).Skip(1)
        .Select(line => line.Split('\t'))
        .Where(cells => cells.Length >= 3)
        .Select(cells => new CorpusEntry(cells[0], cells[1], Path.Combine(folder, cells[2]))).ToList();
}
