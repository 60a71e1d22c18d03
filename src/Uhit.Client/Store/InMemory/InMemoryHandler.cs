namespace Uhit.Client.Store.InMemory;

/// <summary>How far a handler has come with an event, and how it failed last.</summary>
internal sealed record InMemoryHandler(HandlerProgress Progress, HandlerFailure? LastFailure);
