using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client;

/// <summary>What becomes of an inquiry in one transaction: the new record, and the events that are written with it.</summary>
/// <param name="Record">The new record. Identity, inquiry and creation time are those of the old.</param>
/// <param name="Events">The events, in order; empty where there are none.</param>
[Experimental("UHIT001")]
public sealed record InquiryChange(InquiryRecord Record, IReadOnlyList<NewStoredEvent> Events);
