using Uhit.Client.Inquiries;

namespace Uhit.Client.Sending;

/// <summary>The exceptions of a send, with the inquiry that they are about.</summary>
internal static class SendFailures
{
    public static UhitException For(RequestId id, UhitException failure) => failure switch
    {
        UhitConnectionException connection => new UhitConnectionException(connection.Failure, connection.Message, connection)
        {
            RequestId = id,
            RetryAfter = connection.RetryAfter,
        },
        UhitServiceException service => new UhitServiceException(service.Message, service.StatusCode, service.IsTransient, service)
        {
            RequestId = id,
            RetryAfter = service.RetryAfter,
            FaultCode = service.FaultCode,
        },
        _ => failure,
    };
}
