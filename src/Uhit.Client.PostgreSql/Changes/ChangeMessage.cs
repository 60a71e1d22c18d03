using System.Text;

namespace Uhit.Client.PostgreSql.Changes;

/// <summary>What processes on one schema tell each other: who says it, and the numbers of the inquiries that changed. Nothing else of
/// them, for everybody who may connect to the database may listen.</summary>
internal static class ChangeMessage
{
    // The server refuses more than 7,999 bytes.
    private const int MaxBytes = 7900;

    public static string Write(string sender, IEnumerable<RequestId> changed)
    {
        var all = string.Join('\n', changed.Where(id => id != default).Select(id => id.Value).Prepend(sender));

        // Who hears no number looks at all.
        return Encoding.UTF8.GetByteCount(all) <= MaxBytes ? all : sender;
    }

    /// <returns>The inquiries, empty where any may have changed; <see langword="null"/> for what we said ourselves.</returns>
    public static IReadOnlyList<RequestId>? Read(string receiver, string message)
    {
        var parts = message.Split('\n');
        if (string.Equals(parts[0], receiver, StringComparison.Ordinal))
        {
            return null;
        }

        // Whoever may connect may say anything.
        var changed = new List<RequestId>();
        foreach (var part in parts.Skip(1))
        {
            if (!RequestId.TryParse(part, out var id))
            {
                return [];
            }

            changed.Add(id);
        }

        return changed;
    }
}
