namespace Uhit.Client.Wire;

/// <summary>What one fetch asks for.</summary>
public enum WirePollingScope
{
    /// <summary>One inquiry.</summary>
    Inquiry = 1,

    /// <summary>Whatever is ready for the client, one message at a time.</summary>
    Client = 2,
}
