using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>The outcome of storing a message.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">The message that is stored: this one, or the one that was there before.</param>
[Experimental("UHIT001")]
public sealed record InboxResult(InboxOutcome Outcome, InboxMessage Message);
