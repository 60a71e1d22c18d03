namespace Uhit.Client.Wire.Soap;

/// <summary>XML that is well-formed but no SOAP message which can be taken.</summary>
/// <remarks>Its message is a fixed text: nothing of what was received. It may be sent back as the fault's reason.</remarks>
public sealed class SoapMessageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">The fault with which it is to be answered.</param>
    /// <param name="message">A fixed text.</param>
    public SoapMessageException(SoapFaultCode code, string message)
        : base(DisplayText.Of(message)) => Code = code;

    /// <summary>The fault with which it is to be answered.</summary>
    public SoapFaultCode Code { get; }
}
