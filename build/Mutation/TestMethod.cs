using System.Globalization;

namespace Mutation;

/// <summary>A test method, what it takes, and which mutants it reaches.</summary>
internal sealed record TestMethod(string Name, int Milliseconds, bool Passed, HashSet<int> Mutants)
{
    public string Class => Name.Split(' ')[0];

    /// <summary>From "class method milliseconds ok|failed id,id,…".</summary>
    public static TestMethod Parse(string line)
    {
        var words = line.Split(' ');
        return new(
            $"{words[0]} {words[1]}",
            int.Parse(words[2], CultureInfo.InvariantCulture),
            words[3] == "ok",
            [.. words[4].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    }
}
