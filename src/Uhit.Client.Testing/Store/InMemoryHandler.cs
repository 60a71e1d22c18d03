using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>How far a handler has come with an event, and how it failed last.</summary>
internal sealed record InMemoryHandler(HandlerProgress Progress, HandlerFailure? LastFailure);
