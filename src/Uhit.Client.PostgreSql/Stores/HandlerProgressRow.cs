using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>How far a handler has come with an event.</summary>
internal sealed record HandlerProgressRow(long Sequence, string Handler, HandlerProgress Progress);
