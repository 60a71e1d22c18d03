using Uhit.Client;

namespace Uhit.Cli.Hosting;

/// <summary>Whose a store is, as far as what is in it says so.</summary>
/// <param name="Client">The named client.</param>
/// <param name="Environment">Its environment; <see langword="null"/> where it has no inquiry.</param>
/// <param name="AuthenticationId">Who it is to CNP; <see langword="null"/> where neither an inquiry nor a listener told.</param>
internal sealed record StoreIdentity(string Client, UhitEnvironment? Environment, string? AuthenticationId);
