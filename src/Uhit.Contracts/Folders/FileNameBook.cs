using System.Text;

namespace Uhit.Contracts.Folders;

/// <summary>Gives out file names that no other file of the folder has, on any system.</summary>
internal sealed class FileNameBook
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name with that ending, made of what is fit for one; a number is added where it is taken.</summary>
    public string Take(string wanted, string ending)
    {
        var name = Plain(wanted.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? wanted[..^ending.Length] : wanted);
        var candidate = name + ending;
        for (var i = 2; !_taken.Add(candidate); i++)
        {
            candidate = $"{name}-{i}{ending}";
        }

        return candidate;
    }

    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name)
        {
            plain.Append(char.IsLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-');
        }

        return plain.ToString().Trim('.', '-') is { Length: > 0 } kept ? kept : "file";
    }
}
