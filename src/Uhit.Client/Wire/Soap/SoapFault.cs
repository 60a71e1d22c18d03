namespace Uhit.Client.Wire.Soap;

/// <summary>A SOAP fault that the other side sent.</summary>
/// <remarks><see cref="Reason"/> is the other side's text and may repeat personal data: <see cref="ToString"/> does not show it.</remarks>
/// <param name="Code">Who is at fault. A code that SOAP does not know is taken as <see cref="SoapFaultCode.Receiver"/>.</param>
/// <param name="SubCode">The finer code, or the code itself where SOAP does not know it; <see langword="null"/> where there is none.</param>
/// <param name="Reason">The text: at most 500 characters, control characters taken out.</param>
/// <param name="Detail">What the contract says about it; <see langword="null"/> where there is no such detail.</param>
public sealed record SoapFault(SoapFaultCode Code, string? SubCode, string Reason, WireFault? Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"SoapFault {{ Code = {Code}, Detail = {Detail?.Code} }}";
}
