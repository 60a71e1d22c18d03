namespace Uhit.Client;

/// <summary>The SOAP fault that CNP answered with, in CNP's own words, fit to be shown to a person.</summary>
/// <remarks>Texts are in one line, of bounded length, and cleaned by <see cref="DisplayText"/>. <see cref="Reason"/> and
/// <see cref="Detail"/> may repeat personal data of the inquiry: no message, log or trace of this library has them, and
/// <see cref="ToString"/> does not show them.</remarks>
public sealed record ServiceFault
{
    /// <summary>The most specific code: that of the contract's detail, else SOAP's subcode, else SOAP's code.</summary>
    /// <value>At most 100 characters.</value>
    public required string Code { get; init; }

    /// <summary>SOAP's own code, in the words of SOAP 1.2 and with its subcode: <c>Sender</c>, <c>Receiver</c>,
    /// <c>Sender.InvalidSecurity</c>.</summary>
    /// <value>At most 120 characters. SOAP 1.1's Client and Server are Sender and Receiver.</value>
    public required string SoapCode { get; init; }

    /// <summary>Why, as CNP says it, such as <c>Authentication ID not authorised</c>.</summary>
    /// <value>At most 500 characters; <see langword="null"/> where CNP says nothing.</value>
    public string? Reason { get; init; }

    /// <summary>What CNP adds: the description in the contract's detail, or the texts of any other
    /// detail with the names of their elements.</summary>
    /// <value>At most 2,000 characters; <see langword="null"/> where there is none.</value>
    public string? Detail { get; init; }

    /// <summary>The most specific code that is one word, for messages: some put a sentence where the code belongs.</summary>
    internal string CodeWord => IsWord(Code) ? Code : IsWord(SoapCode) ? SoapCode : "without a code";

    /// <summary>The code, and nothing of the texts.</summary>
    public override string ToString() => CodeWord;

    private static bool IsWord(string code) => code.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');
}
