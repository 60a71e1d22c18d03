using System.Net;

namespace Uhit.Client;

/// <summary>CNP answered, but with a SOAP fault, an HTTP status or something that is no answer of the contract.</summary>
public sealed class UhitServiceException : UhitException
{
    private readonly bool _isTransient;

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public UhitServiceException(string message, HttpStatusCode statusCode, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        _isTransient = isTransient;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The SOAP fault that CNP sent, under whatever HTTP status: its codes, and why in CNP's own words;
    /// <see langword="null"/> where there is none.</summary>
    /// <remarks>The exception's message has only the code, since CNP's words may repeat personal data.</remarks>
    public ServiceFault? Fault { get; init; }

    /// <summary>The most specific code of the fault; <see langword="null"/> where there is no fault.</summary>
    public string? FaultCode => Fault?.Code;

    /// <inheritdoc/>
    public override bool IsTransient => _isTransient;
}
