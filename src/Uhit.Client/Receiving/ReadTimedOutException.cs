namespace Uhit.Client.Receiving;

/// <summary>Reading a callback took longer than it may.</summary>
internal sealed class ReadTimedOutException(Exception cause) : Exception("The callback was not read in time.", cause);
