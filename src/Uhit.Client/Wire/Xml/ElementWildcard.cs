namespace Uhit.Client.Wire.Xml;

/// <summary>Which namespaces a place allows that the contract leaves open.</summary>
/// <remarks><c>*</c> is any, <c>!urn:a</c> any but that one and but none, else they are named,
/// parted by blanks, none being <c>##local</c>.</remarks>
internal static class ElementWildcard
{
    public static bool Allows(string namespaces, string @namespace)
    {
        if (namespaces == "*")
        {
            return true;
        }

        if (namespaces.StartsWith('!'))
        {
            return @namespace.Length > 0 && !namespaces.AsSpan(1).SequenceEqual(@namespace);
        }

        var wanted = @namespace.Length == 0 ? "##local" : @namespace;
        foreach (var name in namespaces.AsSpan().Split(' '))
        {
            if (namespaces.AsSpan()[name].SequenceEqual(wanted))
            {
                return true;
            }
        }

        return false;
    }
}
