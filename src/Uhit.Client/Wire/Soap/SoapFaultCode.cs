namespace Uhit.Client.Wire;

/// <summary>Who is at fault. SOAP 1.1 calls the first two Client and Server.</summary>
internal enum SoapFaultCode
{
    /// <summary>The message is wrong: sent again as it is, it will be refused again.</summary>
    Sender = 1,

    /// <summary>The receiver could not do it: sent again later it may be taken.</summary>
    Receiver = 2,

    /// <summary>A header block that had to be understood is not.</summary>
    MustUnderstand = 3,

    /// <summary>The envelope is of a version of SOAP that is not expected.</summary>
    VersionMismatch = 4,
}
