namespace Uhit.Client.Wire.Soap;

/// <summary>Compares the action of a message with the operation that its body asks for. The body
/// decides; the action must not say otherwise.</summary>
internal static class SoapAction
{
    /// <summary>Whether the action agrees.</summary>
    /// <remarks>A missing or empty action says nothing and agrees. SOAP 1.1's may be in quotes or not. Compared by ordinal.</remarks>
    /// <param name="action">The value of the SOAPAction header, or the action of SOAP 1.2's content type.</param>
    /// <param name="expected">The action of the operation that was found from the body.</param>
    public static bool Agrees(string? action, string expected)
    {
        if (string.IsNullOrEmpty(action))
        {
            return true;
        }

        var value = action.AsSpan().Trim(" \t");
        if (value is ['"', .., '"'])
        {
            value = value[1..^1];
        }

        return value.IsEmpty || value.SequenceEqual(expected);
    }
}
