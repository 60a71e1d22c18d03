using Uhit.Client.Http;

namespace Uhit.Client.Tests.Http;

internal static class SendResultExtensions
{
    /// <summary>What failed of a connection; none where nothing did.</summary>
    public static ConnectionFailure Why(this SendResult result) =>
        result.Failure is null ? ConnectionFailure.None : Assert.IsType<UhitConnectionException>(result.Failure).Failure;
}
