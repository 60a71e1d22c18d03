namespace Uhit.Client.Wire;

/// <summary>The encoding of the text of a message.</summary>
public enum WireEncoding
{
    /// <summary>UTF-8, without a byte order mark.</summary>
    Utf8 = 1,

    /// <summary>UTF-16, little-endian, with a byte order mark.</summary>
    Utf16 = 2,

    /// <summary>ISO-8859-1. What it can't say is written as a character reference.</summary>
    Latin1 = 3,
}
