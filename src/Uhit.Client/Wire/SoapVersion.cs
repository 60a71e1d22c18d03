namespace Uhit.Client.Wire;

/// <summary>The versions of SOAP.</summary>
public enum SoapVersion
{
    /// <summary>SOAP 1.1: <c>text/xml</c>, the action in the SOAPAction header.</summary>
    Soap11 = 11,

    /// <summary>SOAP 1.2: <c>application/soap+xml</c>, the action as a parameter of the content type.</summary>
    Soap12 = 12,
}
