using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>How far one handler has come with one event.</summary>
/// <param name="Failures">How often it failed.</param>
/// <param name="IsComplete">Whether it is done.</param>
/// <param name="NotBefore">When it may be tried again after a failure.</param>
[Experimental("UHIT001")]
public sealed record HandlerProgress(int Failures, bool IsComplete, DateTimeOffset? NotBefore);
