namespace Uhit.Client;

/// <summary>An inquiry is not there, or stands where what was asked can't be done.</summary>
public sealed class UhitInquiryException : UhitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public UhitInquiryException(RequestId requestId, string message)
        : base(message, null) => RequestId = requestId;
}
