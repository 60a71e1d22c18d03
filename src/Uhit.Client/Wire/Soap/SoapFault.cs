namespace Uhit.Client.Wire.Soap;

/// <summary>A SOAP fault that the other side sent.</summary>
/// <remarks><see cref="Reason"/> and <see cref="DetailText"/> are the other side's text and may repeat personal data: <see cref="ToString"/> does not show them.</remarks>
/// <param name="Code">Who is at fault. A code that SOAP does not know is taken as <see cref="SoapFaultCode.Receiver"/>.</param>
/// <param name="SubCode">The finer code, or the code itself where SOAP does not know it; <see langword="null"/> where there is none.</param>
/// <param name="Reason">The text: at most 500 characters in one line, shown as by <see cref="DisplayText"/>.</param>
/// <param name="Detail">What the contract says about it; <see langword="null"/> where there is no such detail.</param>
public sealed record SoapFault(SoapFaultCode Code, string? SubCode, string Reason, WireFault? Detail)
{
    /// <summary>What else the detail says, where it is not the contract's: at most 2,000 characters in one line, such as <c>Code: 17; Message: Not known</c>.</summary>
    /// <value><see langword="null"/> where there is no detail, or <see cref="Detail"/> says it.</value>
    public string? DetailText { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"SoapFault {{ Code = {Code}, Detail = {Detail?.Code} }}";
}
