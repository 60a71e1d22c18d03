using Uhit.Client.Reliability.Processes;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Lets handlers tell that they are where they shall be stopped, and wait there for the
/// parent's word, whatever their token says.</summary>
internal sealed class HandlerPause(ParentLine parent)
{
    private readonly Lock _deciding = new();
    private Task? _go;

    public async Task AtAsync(PausePlace here, string key)
    {
        if (parent.Settings.PausesAt != here)
        {
            return;
        }

        parent.Tell("begun " + key);
        await GoAsync().ConfigureAwait(false);
    }

    private Task GoAsync()
    {
        lock (_deciding)
        {
            return _go ??= parent.HearAsync().AsTask();
        }
    }
}
