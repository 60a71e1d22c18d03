namespace Uhit.Client;

/// <summary>What follows from the way a connection failed.</summary>
internal static class ConnectionFailures
{
    /// <summary>Whether the same may succeed later without anything being changed.</summary>
    public static bool IsTransient(this ConnectionFailure failure) => failure is
        ConnectionFailure.NameResolution
        or ConnectionFailure.Connect
        or ConnectionFailure.Timeout
        or ConnectionFailure.Proxy
        or ConnectionFailure.Interrupted
        or ConnectionFailure.ResponseMalformed
        or ConnectionFailure.ClosedAfterHandshake;
}
