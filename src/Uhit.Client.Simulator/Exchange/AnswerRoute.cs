namespace Uhit.Client.Simulator.Exchange;

/// <summary>Puts messages into the answer to their inquiry.</summary>
internal sealed class AnswerRoute : ICallbackRoute
{
    public Task<AcknowledgementStatus?> SendAsync(Callback callback, CancellationToken cancellationToken)
    {
        // The answer is written when all of them are there.
        lock (callback.Inquiry.Content)
        {
            callback.Inquiry.Content.Add(callback);
        }

        return Task.FromResult<AcknowledgementStatus?>(AcknowledgementStatus.Accepted);
    }
}
