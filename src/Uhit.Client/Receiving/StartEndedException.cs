namespace Uhit.Client.Receiving;

/// <summary>The start of a body ended before it said what it is.</summary>
internal sealed class StartEndedException() : Exception("The start of the body ended.");
