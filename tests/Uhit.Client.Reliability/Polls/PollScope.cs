namespace Uhit.Client.Reliability.Polls;

/// <summary>What one fetch asks for.</summary>
public enum PollScope
{
    /// <summary>One inquiry.</summary>
    Inquiry,

    /// <summary>Whatever is ready for the client.</summary>
    Client,
}
