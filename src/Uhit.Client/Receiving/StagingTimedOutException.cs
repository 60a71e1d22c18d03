namespace Uhit.Client.Receiving;

/// <summary>A body waited for too long for others of its peer to be done.</summary>
internal sealed class StagingTimedOutException() : Exception("The body waited for too long.");
