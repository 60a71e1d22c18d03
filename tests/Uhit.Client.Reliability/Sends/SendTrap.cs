using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Sends;

/// <summary>In the sending process: tells when an inquiry is stored, and kills at the points that only this process can see.</summary>
internal sealed class SendTrap(SendPoint point, ParentLine parent)
{
    private bool _isAdded;

    public Task<object?> OnCallAsync(StoreCall call, Func<Task<object?>> next) => call.Method switch
    {
        nameof(IInquiryStore.AddAsync) => AddAsync(call, next),

        // Before an inquiry was added it is the end of a send that an earlier life had begun.
        nameof(IInquiryStore.ChangeAsync) when _isAdded => EndAsync(next),
        _ => next(),
    };

    private async Task<object?> AddAsync(StoreCall call, Func<Task<object?>> next)
    {
        KillAt(SendPoint.BeforeRow);
        var known = (InquiryRecord?)await next().ConfigureAwait(false);
        var stored = known ?? call.Argument<InquiryRecord>();
        parent.Tell($"stored {stored.Inquiry.ClientReference} {stored.RequestId.Value}");
        if (known is null)
        {
            KillAt(SendPoint.AfterRow);
            _isAdded = true;
        }

        return known;
    }

    private async Task<object?> EndAsync(Func<Task<object?>> next)
    {
        KillAt(SendPoint.AfterAnswer);
        var result = await next().ConfigureAwait(false);
        KillAt(SendPoint.AfterAnswerStored);
        return result;
    }

    private void KillAt(SendPoint here)
    {
        if (point == here)
        {
            Signals.KillSelf();
        }
    }
}
