namespace Uhit.Client.Wire;

/// <summary>A well-formed body can't be translated: something required is missing, or a value is not of its type.</summary>
/// <remarks>Names elements, never values.</remarks>
public sealed class WireFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">A stable code, such as <c>missing-element</c>.</param>
    /// <param name="path">The element names that lead there, with slashes between.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public WireFormatException(string code, string path, Exception? innerException = null)
        : base($"The message can't be read: {code} at {path}.", innerException)
    {
        Code = code;
        Path = path;
    }

    /// <summary>A stable code, such as <c>missing-element</c> or <c>bad-value</c>.</summary>
    public string Code { get; }

    /// <summary>The element names that lead there, with slashes between.</summary>
    public string Path { get; }
}
