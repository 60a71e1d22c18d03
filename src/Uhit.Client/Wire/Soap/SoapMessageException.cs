using System.Xml;

namespace Uhit.Client.Wire;

/// <summary>XML that is well-formed but no SOAP message which can be taken.</summary>
/// <remarks>The exception's message is a fixed text, with nothing of what was received but the names of header blocks.
/// The text may be sent back as the fault's reason.</remarks>
internal sealed class SoapMessageException : UhitException
{
    private const int MaxName = 200;

    /// <summary>Makes the exception.</summary>
    /// <param name="code">The fault with which it is to be answered.</param>
    /// <param name="message">A fixed text.</param>
    public SoapMessageException(SoapFaultCode code, string message)
        : base(message, null) => Code = code;

    /// <summary>The fault with which it is to be answered.</summary>
    public SoapFaultCode Code { get; }

    /// <summary>The header blocks that have to be understood and are not; the fault names them.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<XmlQualifiedName> NotUnderstood { get; init; } = [];

    /// <summary>Whether all is well but that the body is empty.</summary>
    internal bool IsEmptyBody { get; init; }

    internal static SoapMessageException NotUnderstand(IReadOnlyList<XmlQualifiedName> blocks)
    {
        var names = blocks.Take(3).Select(block => DisplayText.Cut($"{{{block.Namespace}}}{block.Name}", MaxName));
        var more = blocks.Count > 3 ? $" and {blocks.Count - 3} more" : string.Empty;
        return new SoapMessageException(
            SoapFaultCode.MustUnderstand,
            $"A header block has to be understood and is not: {string.Join(", ", names)}{more}.")
        { NotUnderstood = blocks };
    }
}
