namespace Uhit.Client.Wire;

/// <summary>A SOAP fault that the other side sent.</summary>
/// <remarks><see cref="Reason"/> and <see cref="DetailText"/> are the other side's text and may repeat personal data:
/// <see cref="ToString"/> does not show them.</remarks>
internal sealed record SoapFault
{
    /// <summary>Who is at fault. A code that SOAP does not know is taken as <see cref="SoapFaultCode.Receiver"/>.</summary>
    public required SoapFaultCode Code { get; init; }

    /// <summary>The finer code, or the code itself where SOAP does not know it; <see langword="null"/> where there is none.</summary>
    public string? SubCode { get; init; }

    /// <summary>The text: at most 500 characters in one line, shown as by <see cref="DisplayText"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>What the contract says about it; <see langword="null"/> where there is no such detail.</summary>
    public WireFault? Detail { get; init; }

    /// <summary>What else the detail says, where it is not the contract's: at most 2,000 characters in one line, such as
    /// <c>Code: 17; Message: Not known</c>.</summary>
    /// <value><see langword="null"/> where there is no detail, or <see cref="Detail"/> says it.</value>
    public string? DetailText { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"SoapFault {{ Code = {Code}, Detail = {Detail?.Code} }}";
}
