using System.Net.Sockets;
using System.Security.Authentication;

namespace Uhit.Client.Http;

/// <summary>Says in our words why a request has no answer.</summary>
internal static class FailureClassifier
{
    public const string ClosedAfterHandshakeDetail =
        "The server closed a new connection before it answered. Most often it does not accept our certificate: it is not registered with "
        + "CNP (Distinguished Name), "
        + "its CA is not trusted there, its intermediates are missing, it is not marked for client authentication, or it has expired. Run "
        + "the connection check.";

    public const string ClosedAfterSendingDetail =
        "The server closed the connection before it answered, after the message had been sent. If the connection check fails as well, it "
            + "does not accept our certificate.";

    public const string RefusedDetail =
        "The server does not accept our certificate and said so. Ask CNP whether the certificate's Distinguished Name is registered and "
            + "its CA trusted.";

    public static (ConnectionFailure Reason, string Detail) Classify(Exception exception, ObservedStream? connection, bool bytesLeft)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is ConnectionFailedException known)
            {
                return (known.Failure, known.Message);
            }
        }

        if (TlsAlert.IsCertificateRefused(exception))
        {
            return (ConnectionFailure.ClientCertificateRefused, RefusedDetail);
        }

        return ErrorOf(exception) switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded =>
                (
                    ConnectionFailure.ResponseMalformed,
                    "The answer is not valid HTTP, or its headers are too long. Look at the endpoint's address."),
            _ when connection is { Received: 0 } && IsBroken(exception) =>
                (ConnectionFailure.ClosedAfterHandshake, bytesLeft ? ClosedAfterSendingDetail : ClosedAfterHandshakeDetail),
            HttpRequestError.ResponseEnded => (ConnectionFailure.Interrupted, "The connection ended before the answer did."),
            _ => (ConnectionFailure.Interrupted, "The connection broke."),
        };
    }

    // The head of an answer fails with the one type, its body with the other.
    private static HttpRequestError? ErrorOf(Exception exception) =>
        exception is HttpIOException body ? body.HttpRequestError : (exception as HttpRequestException)?.HttpRequestError;

    private static bool IsBroken(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException or AuthenticationException or IOException)
            {
                return true;
            }
        }

        return false;
    }
}
