namespace Uhit.Client.Sending;

/// <summary>Who a named client is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Environment">Test or Production.</param>
/// <param name="AuthenticationId">Who the Third Party is to CNP.</param>
/// <param name="WireFormat">The id of the wire format that it speaks.</param>
/// <param name="Replaces">Who it was to CNP before, where that changed.</param>
internal sealed record ClientIdentity(
    string Name, UhitEnvironment Environment, AuthenticationId AuthenticationId, string WireFormat, AuthenticationId? Replaces = null);
