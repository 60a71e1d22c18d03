namespace Uhit.Client;

/// <summary>That a named client was registered: one of these for each.</summary>
/// <param name="Name">The name.</param>
internal sealed record UhitClientRegistration(string Name);
