using System.Globalization;

namespace Uhit.Client.Wire;

/// <summary>What is wrong, or doubtful, in a file of a contract folder. Immutable.</summary>
internal sealed class ContractProblem
{
    internal ContractProblem(string file, int line, int column, string jsonPath, string message)
    {
        File = file;
        Line = line;
        Column = column;
        JsonPath = jsonPath;
        Message = message;
    }

    /// <summary>The file, relative to the folder.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 where it is about the whole file.</summary>
    public int Line { get; }

    /// <summary>The column in bytes, from 1; 0 where it is about the whole file.</summary>
    public int Column { get; }

    /// <summary>The place in <c>contract.json</c>, such as <c>$.messages.delivery.usage.esiId</c>; empty for another file.</summary>
    public string JsonPath { get; }

    /// <summary>What is wrong and what to write.</summary>
    public string Message { get; }

    /// <summary>Whether the contract can be used all the same.</summary>
    public bool IsWarning { get; internal init; }

    /// <summary>File, line, column, place and message in one line, as compilers write them.</summary>
    public override string ToString() => DisplayText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{File}{(Line > 0 ? $"({Line},{Column})" : string.Empty)}: {(IsWarning ? "warning" : "error")}: "
            + $"{(JsonPath.Length > 0 ? JsonPath + ": " : string.Empty)}{Message}"));
}
