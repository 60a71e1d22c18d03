using System.Globalization;
using System.Text;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Says where a reader is, in names of the contract only.</summary>
internal static class PathText
{
    public static string Of(ReadOnlySpan<PlanNode?> nodes, int[] counts)
    {
        var path = new StringBuilder();
        foreach (var node in nodes)
        {
            if (path.Length > 0)
            {
                path.Append('/');
            }

            path.Append(node!.Key.Name ?? "*");
            if (Array.Find(node.Begins, scope => scope.Parent is not null) is { } scope)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{counts[scope.Index]}]");
            }
        }

        return path.ToString();
    }
}
