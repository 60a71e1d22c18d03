namespace Uhit.Client.Reliability.InProcess;

/// <summary>That the store took down that a handler is done with an event.</summary>
internal sealed record Completion(RequestId RequestId, long Sequence, string Key, string Handler);
