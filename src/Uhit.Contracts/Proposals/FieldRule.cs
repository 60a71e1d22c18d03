using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Uhit.Contracts.Proposals;

/// <summary>How an element is called and made that stands for a field of the domain.</summary>
/// <param name="Field">The field, as <c>contract.json</c> names it.</param>
/// <param name="Sure">Names that hardly mean anything else.</param>
/// <param name="Likely">Names that may.</param>
/// <param name="Kinds">What its value is made of; text is taken too, for less.</param>
internal sealed record FieldRule(string Field, string Sure, string Likely, params ValueKind[] Kinds)
{
    private const double SureScore = 0.9;
    private const double LikelyScore = 0.6;

    /// <summary>Names, alone or with the element around them, of what is somebody else's.</summary>
    public string Not
    {
        init => _not = Compile(value);
    }

    private readonly Regex? _not;
    private readonly Regex? _sure = Compile(Sure);
    private readonly Regex? _likely = Compile(Likely);

    // The same names stand in many messages, and each is asked for once for every element around it.
    private readonly ConcurrentDictionary<(string, string, ValueKind), (double, string)> _judged = [];

    /// <summary>From 0, which is no guess, to 1; and the reason.</summary>
    public (double Score, string Why) Judge(Leaf leaf) => _judged.GetOrAdd((leaf.Name, leaf.LongName, leaf.Kind), _ => JudgeAnew(leaf));

    private (double Score, string Why) JudgeAnew(Leaf leaf)
    {
        if (Matches(_not, leaf.Name) || Matches(_not, leaf.LongName))
        {
            return (0, string.Empty);
        }

        var (score, how) = Matches(_sure, leaf.Name) ? (SureScore, "is called so")
            : Matches(_sure, leaf.LongName) ? (SureScore - 0.1, "is called so together with the element around it")
            : Matches(_likely, leaf.Name) ? (LikelyScore, "may be called so")
            : Matches(_likely, leaf.LongName) ? (LikelyScore - 0.1, "may be called so together with the element around it")
            : (0, string.Empty);
        if (score == 0 || Kinds.Length == 0 || Kinds.Contains(leaf.Kind))
        {
            return (score, how);
        }

        return leaf.Kind == ValueKind.Text ? (score * 0.75, how + ", though its type is text") : (0, string.Empty);
    }

    private static bool Matches(Regex? pattern, string name) => pattern?.IsMatch(name) == true;

    private static Regex? Compile(string pattern) =>
        pattern.Length > 0 ? new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) : null;
}
