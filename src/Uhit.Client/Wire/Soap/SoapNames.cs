namespace Uhit.Client.Wire.Soap;

/// <summary>The names of SOAP itself.</summary>
internal static class SoapNames
{
    public const string Envelope11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Envelope12 = "http://www.w3.org/2003/05/soap-envelope";
    public const string Next11 = "http://schemas.xmlsoap.org/soap/actor/next";
    public const string Next12 = Envelope12 + "/role/next";
    public const string UltimateReceiver12 = Envelope12 + "/role/ultimateReceiver";

    public static string Namespace(SoapVersion version) => version == SoapVersion.Soap12 ? Envelope12 : Envelope11;

    /// <summary>The code as the version writes it.</summary>
    public static string Code(SoapVersion version, SoapFaultCode code) => (version, code) switch
    {
        (SoapVersion.Soap11, SoapFaultCode.Sender) => "Client",
        (SoapVersion.Soap11, SoapFaultCode.Receiver) => "Server",
        _ => code.ToString(),
    };
}
