using Uhit.Client;

namespace Acme.Uhit._1;

/// <summary>Takes CNP's verdicts: which ESI IDs will get data, and why others will not.</summary>
internal sealed class ValidationHandler(ILogger<ValidationHandler> logger) : IUsageHistoryHandler<ValidationReceived>
{
    public Task HandleAsync(ValidationReceived validated, CancellationToken cancellationToken)
    {
        logger.LogInformation("{RequestId} was validated", validated.RequestId);
        return Task.CompletedTask;
    }
}
