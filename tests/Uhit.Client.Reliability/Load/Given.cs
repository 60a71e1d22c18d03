using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Load;

/// <summary>An acknowledgement that was handed out.</summary>
/// <param name="Message">For what.</param>
/// <param name="Answer">Its bytes.</param>
/// <param name="Position">How far the disk's trace was when the sender had it.</param>
internal sealed record Given(LoadMessage Message, byte[] Answer, int Position)
{
    public SoapVersion Version => Message.Version;
}
