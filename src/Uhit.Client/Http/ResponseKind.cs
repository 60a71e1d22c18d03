namespace Uhit.Client.Http;

/// <summary>What an answer's body is.</summary>
internal enum ResponseKind
{
    /// <summary>Not looked at.</summary>
    Unknown,

    /// <summary>A SOAP envelope with an answer.</summary>
    Answer,

    /// <summary>A SOAP envelope with a fault, whatever the status says.</summary>
    Fault,

    /// <summary>Something else, such as a login page.</summary>
    NotSoap,
}
