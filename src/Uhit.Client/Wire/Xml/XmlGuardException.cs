using System.Xml;

namespace Uhit.Client.Wire.Xml;

/// <summary>XML from outside goes beyond a limit, or has something that is never read here.</summary>
/// <remarks>The message holds nothing of the document.</remarks>
internal sealed class XmlGuardException : XmlException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="limit">See <see cref="Limit"/>.</param>
    public XmlGuardException(string limit)
        : base($"The XML is refused: {limit}.") => Limit = limit;

    /// <summary>Which limit: the name of a property of <see cref="MessageLimits"/>, or <c>DocumentType</c>, <c>ProcessingInstruction</c>,
    /// <c>Encoding</c> (only UTF-8 is read) or <c>Declaration</c> (only XML 1.0).</summary>
    public string Limit { get; }

    /// <summary>The setting of the limit for callbacks; <see langword="null"/> where there is none.</summary>
    public string? Setting => Limit.StartsWith("Max", StringComparison.Ordinal) && Limit != nameof(MessageLimits.MaxPayloadLength)
        ? MessageLimits.SettingOf(Limit)
        : null;
}
