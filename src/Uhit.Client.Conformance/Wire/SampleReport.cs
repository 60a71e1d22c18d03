namespace Uhit.Client.Conformance.Wire;

/// <summary>All that is wrong with a folder of samples, told at once.</summary>
internal sealed class SampleReport
{
    private const int MostOfAFile = 20;
    private readonly List<string> _lines = [];

    public void Add(string file, string text) => _lines.Add($"{file}: {text}.");

    public void Add(string file, IReadOnlyList<SampleDifference> differences)
    {
        _lines.AddRange(differences.Take(MostOfAFile).Select(difference => $"{file}: {difference}."));
        if (differences.Count > MostOfAFile)
        {
            _lines.Add($"{file}: and {differences.Count - MostOfAFile} more.");
        }
    }

    public void AssertEmpty() => Assert.True(_lines.Count == 0, string.Join(Environment.NewLine, _lines));
}

/// <summary>One value that is not as it should be.</summary>
/// <param name="Field">Where: names of JSON, a list's item with its number from 1.</param>
/// <param name="Text">What was expected, and what there was.</param>
internal sealed record SampleDifference(string Field, string Text)
{
    public override string ToString() => $"{Field}: {Text}";
}
