namespace Uhit.Client.Wire;

/// <summary>How a payload is written in an element's text. A part that the element refers to by
/// <c>xop:Include</c> holds the bytes as they are.</summary>
public enum WirePayloadEncoding
{
    /// <summary>The text is the payload, such as XML that is escaped or in a CDATA section.</summary>
    Text = 1,

    /// <summary>Base64, with white space in any place.</summary>
    Base64 = 2,

    /// <summary>Hexadecimal, in capital or small letters.</summary>
    Hex = 3,
}
