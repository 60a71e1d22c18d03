using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mutation;

/// <summary>One change of the code. <paramref name="Place"/>: which of the places in the member that have the same text, from 1 on.
/// <paramref name="Fragile"/>: one that the compiler may refuse far from where it stands.</summary>
internal sealed record Mutant(
    int Id, string File, int Line, string Member, int Place, string Kind, string Original, string Changed, bool Static, bool Fragile)
{
    /// <summary>Names the mutant in the list of equivalents; no line number, as these move.</summary>
    public string Key => $"{File} {What}";

    /// <summary>The folder that it is in, below that of the project.</summary>
    public string Area => File.Split('/') is [_, _, var folder, _, ..] ? folder : File.Split('/')[1];

    /// <summary>Its place in an order that is the same each time and has nothing to do with where it stands.</summary>
    public string Position =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Key} {Id}"))));

    /// <summary>Whether a test is one of those that are written for the code here.</summary>
    public bool IsNear(string test) => test.Contains($".Tests.{Area}.", StringComparison.Ordinal);

    // Without a number it is the first place: a reason that is true of one place must not excuse another.
    private string What => $"{Member} | {Original} => {Changed}{(Place == 1 ? "" : $" #{Place}")}";

    public override string ToString() => $"{File}:{Line} {What}";
}
