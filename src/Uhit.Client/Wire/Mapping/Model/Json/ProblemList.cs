namespace Uhit.Client.Wire.Mapping.Model.Json;

/// <summary>Collects what is wrong in one file, with line and column.</summary>
internal sealed class ProblemList(string file, ReadOnlyMemory<byte> content, List<ContractProblem> problems)
{
    public void Add(JsonValue value, string message) => Add(value.Position, value.Path, message);

    public void Warn(JsonValue value, string message) => Add(value.Position, value.Path, message, isWarning: true);

    public void Add(int position, string path, string message, bool isWarning = false)
    {
        var (line, column) = Locate(position);
        problems.Add(new ContractProblem(file, line, column, path, message) { IsWarning = isWarning });
    }

    public void AddAt(int line, int column, string message) => problems.Add(new ContractProblem(file, line, column, string.Empty, message));

    /// <summary>Something about another file of the folder.</summary>
    public void AddFor(string otherFile, int line, int column, string message, bool isWarning = false) =>
        problems.Add(new ContractProblem(otherFile, line, column, string.Empty, message) { IsWarning = isWarning });

    private (int Line, int Column) Locate(int position)
    {
        var before = content.Span[..Math.Min(position, content.Length)];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
